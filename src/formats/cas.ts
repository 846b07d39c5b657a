import type { Annotation, Fragment } from '../core/annotation.ts';
import { labelName } from '../core/outline.ts';
import { CodePoints } from '../core/text.ts';
import { ID_FEATURE, META, OWN_FEATURES, RELATION, SOFA, SPAN, TYPES } from './castypes.ts';
import type { Exportable, Exporter, Loss } from './exporter.ts';
import { ownOf } from './own.ts';
import { ownKeys, placeOf } from './record.ts';

/**
 * UIMA CAS JSON 0.4 as INCEpTION and cassis read it: one file for each article, with its text (LF, without byte order
 * mark) and the types that it uses.
 *
 * - Positions count UTF-16 units of that text.
 * - Each fragment is a `custom.Span` with its `label`, each link to an annotation of the same article a
 *   `custom.Relation` from `Governor` to `Dependent`, the first fragments of both, with the role as its `label`, at the
 *   place of the latter. These are the layers of INCEpTION's basic projects.
 * - The fragments of one annotation have a `newsmarkId` in common: its id. The first has the rest in features
 *   `newsmarkNote`, `newsmarkBy` and so on; `newsmarkAttributes` and `newsmarkReview` are JSON. INCEpTION ignores features
 *   that the layer has not got in its project: what it exports again has lost them.
 * - `DocumentMetaData` has the title (else the path), the path as `documentId`, the address and the language.
 * - Links into other articles, conflicts and keys of the users' own are not held, and nothing that has no place.
 */
export const cas: Exporter = {
  name: 'cas',
  title: 'UIMA CAS JSON',
  description: 'UIMA CAS JSON for INCEpTION and cassis, texts included. One file for each article.',
  extension: '.cas.json',
  per: 'article',
  print(article) {
    const points = new CodePoints(article.text);
    const isPlaced = ({ target }: Annotation) => target.every((each) => placeOf(each, article.text, points));
    const placed = article.annotations.filter(isPlaced);
    const names = new Set(placed.map(({ id }) => id));
    const unplaced = article.annotations.filter((each) => !names.has(each.id));
    const { file } = article;
    return {
      chunk: printed(structuresOf(article, placed)),
      losses: [
        ...unplaced.map(({ id }): Loss => ({ code: 'unplaced', values: [], file, id })),
        ...placed.flatMap((each) => lossesOf(each, names, file)),
      ],
    };
  },
  untrue(chunk, article) {
    const { '%FEATURE_STRUCTURES': all } = JSON.parse(chunk) as {
      readonly '%FEATURE_STRUCTURES': readonly Structure[];
    };
    const text = all.find((each) => each['%TYPE'] === SOFA)?.['sofaString'];
    const found = new Map<unknown, string[]>();
    for (const { '%TYPE': type, begin, end, [ID_FEATURE]: id } of all) {
      if (type !== SPAN || typeof text !== 'string') continue;
      found.set(id, [...(found.get(id) ?? []), text.slice(Number(begin), Number(end))]);
    }
    const isTrue = ({ id, target }: Annotation): boolean => {
      const words = found.get(id) ?? [];
      return (
        text === article.text && words.length === target.length && target.every((each, i) => each.exact === words[i])
      );
    };
    return article.annotations.filter((each) => !isTrue(each)).map(({ id }) => id);
  },
};

/** A feature structure: what a CAS consists of. */
type Structure = Readonly<Record<string, unknown>>;

/** What says which text something stands in. */
const SOFA_ID = 1;

/** The text, what is about it, the spans, and the relations. */
function structuresOf(article: Exportable, placed: readonly Annotation[]): readonly Structure[] {
  const { text, about, file, codebook } = article;
  const structures: Structure[] = [
    {
      ...{ '%ID': SOFA_ID, '%TYPE': SOFA, sofaNum: 1, sofaID: '_InitialView', mimeType: 'text', sofaString: text },
    },
    {
      ...{ '%ID': 2, '%TYPE': META, '@sofa': SOFA_ID, begin: 0, end: text.length },
      ...{ language: about.language ?? 'x-unspecified', documentTitle: about.title ?? file },
      ...{ documentId: file, documentUri: about.url },
    },
  ];
  const at = (type: string, { start, end }: Fragment): Structure => ({
    ...{ '%ID': structures.length + 1, '%TYPE': type, '@sofa': SOFA_ID, begin: start, end },
  });
  const firsts = new Map<string, { readonly number: number; readonly fragment: Fragment }>();
  for (const each of placed) {
    const label = labelName(codebook, each);
    for (const [i, fragment] of each.target.entries()) {
      if (i === 0) firsts.set(each.id, { number: structures.length + 1, fragment });
      const more = i === 0 ? ownFeatures(each) : {};
      structures.push({ ...at(SPAN, fragment), label, [ID_FEATURE]: each.id, ...more });
    }
  }
  for (const { id, links } of placed) {
    const from = firsts.get(id);
    for (const { role, to: goal } of links) {
      const to = firsts.get(goal);
      if (!from || !to) continue;
      structures.push({
        ...at(RELATION, to.fragment),
        ...{ '@Governor': from.number, '@Dependent': to.number, label: role },
      });
    }
  }
  return structures;
}

function ownFeatures(annotation: Annotation): Structure {
  const own = ownOf(annotation);
  const values = Array.from(OWN_FEATURES, ([feature, key]) => [feature, own[key]] as const);
  return Object.fromEntries(
    values.map(([feature, value]) => [feature, typeof value === 'object' ? JSON.stringify(value) : value]),
  );
}

/** The file, with a line for each structure, so that a comparison of two exports can be read. */
function printed(structures: readonly Structure[]): string {
  const members = structures.map((each) => each['%ID']).filter((id) => id !== SOFA_ID);
  return [
    `{"%TYPES":${JSON.stringify(TYPES)},`,
    '"%FEATURE_STRUCTURES":[',
    structures.map((each) => JSON.stringify(each)).join(',\n'),
    '],',
    `"%VIEWS":${JSON.stringify({ _InitialView: { '%SOFA': SOFA_ID, '%MEMBERS': members } })}}\n`,
  ].join('\n');
}

/** `names`: the ids of what is in the output. */
function lossesOf(annotation: Annotation, names: ReadonlySet<string>, file: string): readonly Loss[] {
  const { id, links, conflict } = annotation;
  const lost = [
    ...(links.every(({ to }) => names.has(to)) ? [] : ['links']),
    ...(conflict === undefined ? [] : ['conflict']),
    ...ownKeys(annotation),
  ];
  return lost.length > 0 ? [{ code: 'no-keys', values: [lost.join(', ')], file, id }] : [];
}
