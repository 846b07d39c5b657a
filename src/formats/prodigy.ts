import type { Annotation } from '../core/annotation.ts';
import { labelName } from '../core/outline.ts';
import { bounds } from '../core/span.ts';
import { CodePoints } from '../core/text.ts';
import type { Exportable, Exporter, Loss } from './exporter.ts';
import { lossesOf, placeOf, slicer } from './record.ts';
import { tokensOf } from './token.ts';

/**
 * Prodigy's JSONL, which spaCy's projects read: one line for each article, with its text (LF, without byte order mark),
 * tokens, spans and relations, accepted.
 *
 * - Positions count code points. Tokens are words and signs (see token.ts) that no span begins or ends within;
 *   `token_end` is the last token of a span, not the one behind it.
 * - A discontinuous annotation is one span, from its first character to its last. Our id is its `id`.
 * - Links are relations: `head` is the last token of the annotation that the link is of, `child` that of the one it leads to.
 * - Attributes, notes, reviews, people and times are not held, nor links out of the article, nor annotations whose words
 *   are not in it.
 */
export const prodigy: Exporter = {
  name: 'prodigy',
  title: 'Prodigy, spaCy',
  description: 'Texts with tokens, spans and relations (JSONL), for Prodigy and spaCy.',
  extension: '.prodigy.jsonl',
  per: 'export',
  print(article) {
    const { text, file, annotator } = article;
    const { tokens, spans, relations, losses } = new Sheet(article);
    const meta = { source: file, annotator };
    const line = { text, tokens, spans, relations, answer: 'accept', meta, _view_id: 'relations' };
    return { chunk: `${JSON.stringify(line)}\n`, losses };
  },
  untrue(chunk, { annotations, text }) {
    const line = JSON.parse(chunk);
    const tokens: readonly PrintedToken[] = line.tokens;
    const isText = tokens.map((token) => token.text + (token.ws ? ' ' : '')).join('') === text && line.text === text;
    const spans = new Map<string, PrintedSpan>(line.spans.map((span: PrintedSpan) => [span.id, span]));
    const slice = slicer(text);
    const holds = ({ id, target }: Annotation): boolean => {
      const span = spans.get(id);
      const [start, end] = [target[0]?.start ?? 0, target.at(-1)?.end ?? 0];
      return (
        span !== undefined &&
        slice(span.start, span.end) === text.slice(start, end) &&
        tokens[span.token_start]?.start === span.start &&
        tokens[span.token_end]?.end === span.end
      );
    };
    return annotations.filter((each) => !isText || !holds(each)).map(({ id }) => id);
  },
};

interface PrintedToken {
  readonly text: string;
  readonly start: number;
  readonly end: number;
  readonly id: number;
  readonly ws: boolean;
}

interface PrintedSpan {
  readonly start: number;
  readonly end: number;
  readonly token_start: number;
  /** Of the last token. */
  readonly token_end: number;
  readonly label: string;
  readonly id: string;
}

interface PrintedRelation {
  readonly head: number;
  readonly child: number;
  readonly label: string;
  readonly head_span: Omit<PrintedSpan, 'id'>;
  readonly child_span: Omit<PrintedSpan, 'id'>;
}

/** What the format has no place for. */
const UNHELD = ['note', 'review', 'suggestedBy', 'by', 'created', 'modified', 'modifiedBy', 'conflict'] as const;

/** The line of one article. */
class Sheet {
  readonly tokens: readonly PrintedToken[];
  readonly spans: readonly PrintedSpan[];
  readonly relations: readonly PrintedRelation[];
  readonly losses: Loss[] = [];

  constructor(article: Exportable) {
    const { text, file, codebook, annotations } = article;
    const points = new CodePoints(text);
    const placed = annotations.filter((annotation) => {
      const isPlaced = annotation.target.every((each) => placeOf(each, text, points));
      if (!isPlaced) this.losses.push({ code: 'unplaced', values: [], file, id: annotation.id });
      return isPlaced;
    });
    const places = placed.map(({ target }) => bounds(target) ?? { start: 0, end: 0 });
    const tokens = tokensOf(text, places);
    const starting = new Map(tokens.map(({ start }, i) => [start, i]));
    const ending = new Map(tokens.map(({ end }, i) => [end, i]));
    this.tokens = tokens.map((token, id) => ({
      text: text.slice(token.start, token.end),
      ...points.spanFromUtf16(token),
      id,
      ws: token.ws,
    }));
    this.spans = placed.map((annotation, i) => {
      const place = places[i] ?? { start: 0, end: 0 };
      return {
        ...points.spanFromUtf16(place),
        token_start: starting.get(place.start) ?? 0,
        token_end: ending.get(place.end) ?? 0,
        label: labelName(codebook, annotation),
        id: annotation.id,
      };
    });
    const byId = new Map(this.spans.map((span) => [span.id, span]));
    this.relations = placed.flatMap(({ id, links }) =>
      links.flatMap(({ role, to }) => relation(role, byId.get(id), byId.get(to))),
    );
    for (const annotation of placed) {
      const { id, target, attributes, links } = annotation;
      if (target.length > 1) this.losses.push({ code: 'one-piece', values: [], file, id });
      const unheld = [
        ...(Object.keys(attributes).length > 0 ? (['attributes'] as const) : []),
        ...(links.every(({ to }) => byId.has(to)) ? [] : (['links'] as const)),
        ...UNHELD,
      ];
      this.losses.push(...lossesOf(annotation, unheld, article, points));
    }
  }
}

function relation(label: string, head: PrintedSpan | undefined, child: PrintedSpan | undefined): PrintedRelation[] {
  if (!head || !child) return [];
  const { id: _, ...head_span } = head;
  const { id: __, ...child_span } = child;
  return [{ head: head.token_end, child: child.token_end, label, head_span, child_span }];
}
