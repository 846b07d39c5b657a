import type { Annotation } from '../core/annotation.ts';
import { quoted } from '../core/annotation.ts';
import { labelName } from '../core/outline.ts';
import { describe as quoteOf } from '../core/quote.ts';
import { bounds, type Span } from '../core/span.ts';
import { CodePoints } from '../core/text.ts';
import type { Exportable, Exporter, Loss } from './exporter.ts';
import { lossesOf, placeOf } from './record.ts';

/**
 * What Hypothes.is imports and exports: one JSON file for each article.
 *
 * - `uri` is the `url` that the sidecar gives, else the article's path; the client puts the page in its place into which
 *   it imports.
 * - Who imports a file chooses whose annotations, by `user`: without one the client cannot import them.
 * - The label is the first tag, each attribute value another one (`name: value`); the note is the `text`.
 * - Positions count UTF-16 units, as its client does, of the text with its BOM removed and LF as line ends. There is one
 *   target: a discontinuous annotation is written from its first word to its last.
 * - What is lost has no position, but the context that it had: the client looks for similar words.
 */
export const hypothesis: Exporter = {
  name: 'hypothesis',
  title: 'Hypothes.is',
  description: 'JSON that the Hypothes.is client imports on a web page. One file for each article.',
  extension: '.hypothesis.json',
  per: 'article',
  print(article) {
    const points = new CodePoints(article.text);
    const annotations = article.annotations.map((each) => toItem(each, article, points));
    return {
      chunk: `${JSON.stringify({ client_version: 'newsmark', annotations }, undefined, 2)}\n`,
      losses: article.annotations.flatMap((each) => losses(each, article, points)),
    };
  },
  untrue(chunk, article) {
    const { annotations }: { readonly annotations: readonly Item[] } = JSON.parse(chunk);
    const byId = new Map(annotations.map((item) => [item.id, item]));
    const points = new CodePoints(article.text);
    return article.annotations
      .filter((each) => !holds(byId.get(each.id), wordsOf(each, article, points), article.text))
      .map(({ id }) => id);
  },
};

/** The service refuses longer tags. */
const LONGEST_TAG = 1000;

const accountOf = (name: string): string => `acct:${name.replaceAll('@', '%40')}@newsmark`;

/** Whose annotations are that nobody is named for. */
export const NOBODY = accountOf('anonymous');

interface Item {
  readonly id: string;
  readonly target: readonly [{ readonly selector: readonly Selector[] }];
}

type Selector =
  | { readonly type: 'TextQuoteSelector'; readonly exact: string; readonly prefix?: string; readonly suffix?: string }
  | { readonly type: 'TextPositionSelector'; readonly start: number; readonly end: number };

/** From the first word to the last (UTF-16); undefined where one of the fragments has no place. */
const placeIn = ({ target }: Annotation, { text }: Exportable, points: CodePoints): Span | undefined =>
  target.every((each) => placeOf(each, text, points)) ? bounds(target) : undefined;

const wordsOf = (annotation: Annotation, article: Exportable, points: CodePoints): string => {
  const place = placeIn(annotation, article, points);
  return place ? article.text.slice(place.start, place.end) : quoted(annotation);
};

function toItem(annotation: Annotation, article: Exportable, points: CodePoints): object {
  const { id, note, by = article.annotator, created, modified } = annotation;
  const { about, file } = article;
  const uri = about.url ?? file;
  return {
    id,
    uri,
    document: { title: [about.title ?? file] },
    text: note ?? '',
    user: by ? accountOf(by) : NOBODY,
    tags: [labelName(article.codebook, annotation), ...valuesOf(annotation).filter(isTag)],
    user_info: by === undefined ? undefined : { display_name: by },
    created,
    updated: modified,
    permissions: { read: ['group:__world__'] },
    target: [{ source: uri, selector: selectorsOf(annotation, article, points) }],
  };
}

const valuesOf = ({ attributes }: Annotation): readonly string[] =>
  Object.entries(attributes).flatMap(([name, value]) => [value].flat().map((one) => `${name}: ${one}`));

const isTag = (tag: string): boolean => tag.length <= LONGEST_TAG;

function selectorsOf(annotation: Annotation, article: Exportable, points: CodePoints): readonly Selector[] {
  const place = placeIn(annotation, article, points);
  if (!place) return [{ type: 'TextQuoteSelector', exact: quoted(annotation), ...contextOf(annotation) }];
  return [
    { type: 'TextQuoteSelector', ...quoteOf(article.text, place) },
    { type: 'TextPositionSelector', start: place.start, end: place.end },
  ];
}

/** What stood around the words when they were there: by this the client chooses among similar ones. */
const contextOf = ({ target }: Annotation) => ({
  prefix: target[0]?.prefix ?? '',
  suffix: target.at(-1)?.suffix ?? '',
});

/** What has no place in a page's annotation. */
const UNHELD = ['links', 'review', 'suggestedBy', 'modifiedBy', 'conflict'] as const;

function losses(annotation: Annotation, article: Exportable, points: CodePoints): Loss[] {
  const { file } = article;
  const { id, target } = annotation;
  const isLong = !valuesOf(annotation).every(isTag);
  return [
    ...lossesOf(annotation, isLong ? [...UNHELD, 'attributes'] : UNHELD, article, points),
    ...(target.length > 1 ? [{ code: 'one-piece', values: [], file, id } as const] : []),
  ];
}

function holds(item: Item | undefined, words: string, text: string): boolean {
  const selectors = item?.target[0].selector ?? [];
  return (
    selectors.some((each) => each.type === 'TextQuoteSelector') &&
    selectors.every((each) =>
      each.type === 'TextQuoteSelector' ? each.exact === words : text.slice(each.start, each.end) === words,
    )
  );
}
