import type { Annotation } from '../core/annotation.ts';
import { labelName } from '../core/outline.ts';
import { describe as quoteOf } from '../core/quote.ts';
import type { Span } from '../core/span.ts';
import { CodePoints } from '../core/text.ts';
import type { Choices, Exportable, Exporter } from './exporter.ts';
import { linkIn, lossesOf, placeOf, slicer } from './record.ts';

/**
 * W3C Web Annotation (Data Model of 23 February 2017) as JSON-LD: one `AnnotationPage` for each article.
 *
 * - `source` is the article's path, `id` of an annotation `path/to/article.txt#id`, both percent-encoded and below the
 *   export's folder; pages in deeper folders have an `@base` that leads there.
 * - Each fragment is a target with a `TextQuoteSelector` and a `TextPositionSelector` (code points, as the model demands,
 *   or the UTF-16 units of programs in JavaScript, of the text with its BOM removed and LF as line ends); several targets are one discontinuous annotation. A fragment
 *   whose place is of an older text has the quote only.
 * - The label is a body with the purpose `tagging`, each attribute value one with `classifying` (`name: value`), the note
 *   `commenting`, the review `assessing`.
 * - Links are annotations of their own with the motivation `linking`, from `target` to the body that is an IRI; the role
 *   is a body with the purpose `tagging`.
 */
export const w3c: Exporter = {
  name: 'w3c',
  title: 'W3C Web Annotation',
  description: 'JSON-LD of the W3C Web Annotation Data Model. One file for each article.',
  extension: '.jsonld',
  per: 'article',
  choices: [
    {
      name: 'unit',
      values: [
        { value: 'codepoint', description: 'Positions count code points, as the standard demands.' },
        {
          value: 'utf16',
          description: 'Positions count UTF-16 units, as Recogito and other programs in JavaScript do.',
        },
      ],
    },
  ],
  print(article, choices = {}) {
    const points = new CodePoints(article.text);
    const { annotations } = article;
    const items = annotations.map((annotation) => toItem(annotation, article, points, isUtf16(choices)));
    const links = annotations.flatMap((annotation) => toLinks(annotation, article));
    const page = {
      '@context': contextOf(article.stem),
      id: iri(`${article.stem}${w3c.extension}`),
      type: 'AnnotationPage',
      items: [...items, ...links],
    };
    return {
      chunk: `${JSON.stringify(page, undefined, 2)}\n`,
      losses: annotations.flatMap((each) => lossesOf(each, ['suggestedBy', 'modifiedBy', 'conflict'], article, points)),
    };
  },
  untrue(chunk, article, choices = {}) {
    const slice = isUtf16(choices) ? sliceOf(article.text) : slicer(article.text);
    const page: { readonly items: readonly Item[] } = JSON.parse(chunk);
    const byId = new Map(page.items.map((item) => [item.id, item]));
    return article.annotations.filter((each) => !holds(byId.get(idOf(each, article)), each, slice)).map(({ id }) => id);
  },
};

const isUtf16 = ({ unit }: Choices): boolean => unit === 'utf16';

const sliceOf =
  (text: string) =>
  (start: number, end: number): string =>
    text.slice(start, end);

type Selector =
  | {
      readonly type: 'TextQuoteSelector';
      readonly exact: string;
      readonly prefix?: string | undefined;
      readonly suffix?: string | undefined;
    }
  | { readonly type: 'TextPositionSelector'; readonly start: number; readonly end: number };

interface Target {
  readonly type: 'SpecificResource';
  readonly source: string;
  readonly selector: readonly Selector[];
}

interface Item {
  readonly id: string;
  readonly type: 'Annotation';
  readonly target: Target | readonly Target[];
}

const CONTEXT = 'http://www.w3.org/ns/anno.jsonld';

/** Relative IRIs start at the folder of the file that they stand in: in a deeper one the way back up is given. */
function contextOf(stem: string): string | readonly [string, { readonly '@base': string }] {
  const depth = stem.split('/').length - 1;
  return depth === 0 ? CONTEXT : [CONTEXT, { '@base': '../'.repeat(depth) }];
}

const idOf = ({ id }: Pick<Annotation, 'id'>, { stem }: Pick<Exportable, 'stem'>): string => `${iri(stem)}#${id}`;

/** A path as a relative IRI. */
const iri = (path: string): string =>
  path
    .split('/')
    .map((name) => encodeURIComponent(name.replace(/\p{Surrogate}/gu, '\ufffd')))
    .join('/');

function toItem(annotation: Annotation, article: Exportable, points: CodePoints, inUtf16: boolean): Item {
  const { by = article.annotator, created, modified } = annotation;
  const targets = annotation.target.map((fragment): Target => {
    const place = placeOf(fragment, article.text, points);
    const { exact, prefix, suffix } = place ? quoteOf(article.text, fragment) : fragment;
    const quote = {
      type: 'TextQuoteSelector',
      exact,
      prefix: prefix || undefined,
      suffix: suffix || undefined,
    } as const;
    return {
      type: 'SpecificResource',
      source: iri(article.file),
      selector: place ? [quote, positionOf(inUtf16 ? fragment : place)] : [quote],
    };
  });
  const [first, ...more] = targets;
  const item = {
    id: idOf(annotation, article),
    type: 'Annotation',
    motivation: 'classifying',
    creator: by === undefined ? undefined : person(by),
    created,
    modified,
    body: toBodies(annotation, article),
    target: first && more.length === 0 ? first : targets,
  } as const;
  return item;
}

const positionOf = ({ start, end }: Span) => ({ type: 'TextPositionSelector', start, end }) as const;

const person = (name: string) => ({ type: 'Person', name });

const textual = (purpose: string, value: string) => ({ type: 'TextualBody', purpose, value, format: 'text/plain' });

function toBodies(annotation: Annotation, article: Exportable): object[] {
  const { attributes, note, review } = annotation;
  const values = Object.entries(attributes).flatMap(([name, value]) =>
    (typeof value === 'string' ? [value] : value).map((one) => textual('classifying', `${name}: ${one}`)),
  );
  return [
    textual('tagging', labelName(article.codebook, annotation)),
    ...values,
    ...(note ? [textual('commenting', note)] : []),
    ...(review
      ? [
          {
            ...textual('assessing', review.state),
            creator: review.by === undefined ? undefined : person(review.by),
            created: review.at,
          },
        ]
      : []),
  ];
}

function toLinks(annotation: Annotation, article: Exportable): object[] {
  return annotation.links.map(({ role, to }, i) => ({
    id: `${idOf(annotation, article)}/${i + 1}`,
    type: 'Annotation',
    motivation: 'linking',
    body: [linked(to, article), textual('tagging', role)],
    target: idOf(annotation, article),
  }));
}

function linked(to: string, article: Exportable): string {
  const path = linkIn(article.root, to);
  const hash = path.lastIndexOf('#');
  return hash < 0
    ? idOf({ id: path }, article)
    : `${iri(path.slice(0, hash))}#${encodeURIComponent(path.slice(hash + 1))}`;
}

function holds(item: Item | undefined, { target }: Annotation, slice: (start: number, end: number) => string): boolean {
  if (!item) return false;
  const targets = Array.isArray(item.target) ? item.target : [item.target];
  return (
    targets.length === target.length &&
    targets.every((each: Target, i) => hasTrueSelectors(each, target[i]?.exact, slice))
  );
}

function hasTrueSelectors(
  { selector }: Target,
  exact: string | undefined,
  slice: (start: number, end: number) => string,
): boolean {
  const quoted = selector.some(({ type }) => type === 'TextQuoteSelector');
  return (
    quoted &&
    selector.every((each) => {
      if (each.type === 'TextQuoteSelector') return each.exact === exact;
      return slice(each.start, each.end) === exact;
    })
  );
}
