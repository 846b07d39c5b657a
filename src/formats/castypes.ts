import { OWN_KEYS, type Own } from './own.ts';

/** What annotations descend from. */
export const ANNOTATION = 'uima.tcas.Annotation';

/** What is about a text as a whole descends from. */
export const DOCUMENT = 'uima.tcas.DocumentAnnotation';

/** The title and the address of a text, as DKPro Core and INCEpTION have them. */
export const META = 'de.tudarmstadt.ukp.dkpro.core.api.metadata.type.DocumentMetaData';

/** The layers that every basic project of INCEpTION has. */
export const SPAN = 'custom.Span';
export const RELATION = 'custom.Relation';

export const SOFA = 'uima.cas.Sofa';

/** The feature that keeps our id. The fragments of one annotation have it in common. */
export const ID_FEATURE = 'newsmarkId';

/** The features that keep what else Newsmark knows, by its name there. What is not a text is JSON. */
export const OWN_FEATURES: ReadonlyMap<string, keyof Own> = new Map(
  OWN_KEYS.map((key) => [`newsmark${key.charAt(0).toUpperCase()}${key.slice(1)}`, key]),
);

type Type = Readonly<Record<string, unknown>>;

const STRING = 'uima.cas.String';

const features = (range: string, names: Iterable<string>): Type =>
  Object.fromEntries(Array.from(names, (name) => [name, { '%NAME': name, '%RANGE': range }]));

const type = (name: string, parent: string, of: Type): readonly [string, Type] => [
  name,
  { '%NAME': name, '%SUPER_TYPE': parent, ...of },
];

/** The type system of an export, as it stands under `%TYPES`. */
export const TYPES: Readonly<Record<string, Type>> = Object.fromEntries([
  type(META, DOCUMENT, features(STRING, ['documentTitle', 'documentId', 'documentUri'])),
  type(SPAN, ANNOTATION, features(STRING, ['label', ID_FEATURE, ...OWN_FEATURES.keys()])),
  type(RELATION, ANNOTATION, { ...features(ANNOTATION, ['Governor', 'Dependent']), ...features(STRING, ['label']) }),
]);
