import type { Annotation } from '../core/annotation.ts';
import { labelName } from '../core/outline.ts';
import { CodePoints } from '../core/text.ts';
import { aboutDoccano, doccanoName } from './doccanoconf.ts';
import type { Exportable, Exporter, Loss } from './exporter.ts';
import { stampOf } from './importer.ts';
import { lossesOf, placeOf } from './record.ts';

/**
 * doccano's JSONL for projects with relations: one line for each article, with its text (LF, without byte order mark).
 *
 * - Each fragment is an entity whose offsets count UTF-16 units of that text, as doccano does where a project does not
 *   count grapheme clusters. Entities and relations have numbers from 1 in each line.
 * - Links are relations from the first entity to the first entity.
 * - `file`, `annotator` and `newsmark` are keys that doccano keeps as metadata and exports again. `newsmark` has for each
 *   annotation its id, its label, when it was changed (`stamp`), and its places (`spans`): doccano's own numbers change.
 * - Labels and roles have up to 100 characters. Attributes, notes, reviews, people and times are not held, nor
 *   annotations whose words are not in the article.
 */
export const doccano: Exporter = {
  name: 'doccano',
  title: 'doccano',
  description: 'Texts with entities and relations (JSONL) and the labels, for doccano.',
  extension: '.doccano.jsonl',
  per: 'export',
  print(article) {
    const { text, file, annotator } = article;
    const { entities, relations, newsmark, losses } = new Sheet(article);
    return { chunk: `${JSON.stringify({ text, entities, relations, file, annotator, newsmark })}\n`, losses };
  },
  untrue(chunk, { annotations, text }) {
    const line = JSON.parse(chunk);
    const keyOf = (start: number, end: number, label: string): string => JSON.stringify([start, end, label]);
    const present = new Set(line.entities.map((each: Entity) => keyOf(each.start_offset, each.end_offset, each.label)));
    const marks = new Map<string, Mark>(line.newsmark.map((mark: Mark) => [mark.id, mark]));
    const holds = ({ id, target }: Annotation): boolean => {
      const { spans = [], label = '' } = marks.get(id) ?? {};
      const isThere = ([start, end]: readonly [number, number], i: number): boolean =>
        present.has(keyOf(start, end, label)) && text.slice(start, end) === target[i]?.exact;
      return spans.length === target.length && spans.every(isThere);
    };
    return annotations.filter((each) => line.text !== text || !holds(each)).map(({ id }) => id);
  },
  about: aboutDoccano,
};

interface Entity {
  readonly id: number;
  readonly label: string;
  readonly start_offset: number;
  readonly end_offset: number;
}

interface Relation {
  readonly id: number;
  readonly from_id: number;
  readonly to_id: number;
  readonly type: string;
}

interface Mark {
  readonly id: string;
  readonly label: string;
  readonly stamp: string;
  readonly spans: readonly (readonly [start: number, end: number])[];
}

/** What the format has no place for. */
const UNHELD = ['note', 'review', 'suggestedBy', 'by', 'created', 'modified', 'modifiedBy', 'conflict'] as const;

/** The line of one article. */
class Sheet {
  readonly entities: Entity[] = [];
  readonly relations: Relation[] = [];
  readonly newsmark: Mark[] = [];
  readonly losses: Loss[] = [];
  readonly #article: Exportable;
  readonly #points: CodePoints;
  /** The first entities of the annotations that are written. */
  readonly #first = new Map<string, number>();

  constructor(article: Exportable) {
    this.#article = article;
    this.#points = new CodePoints(article.text);
    const { text, file, annotations } = article;
    const placed = annotations.filter((annotation) => {
      const isPlaced = annotation.target.every((each) => placeOf(each, text, this.#points));
      if (!isPlaced) this.losses.push({ code: 'unplaced', values: [], file, id: annotation.id });
      return isPlaced;
    });
    for (const each of placed) this.#entities(each);
    for (const each of placed) this.#relations(each);
  }

  #entities(annotation: Annotation): void {
    const { codebook, file } = this.#article;
    const { id, target } = annotation;
    const name = labelName(codebook, annotation);
    const label = doccanoName(name);
    if (label !== name) this.losses.push({ code: 'renamed', values: [name, label], file, id });
    this.#first.set(id, this.entities.length + 1);
    for (const { start, end } of target)
      this.entities.push({ id: this.entities.length + 1, label, start_offset: start, end_offset: end });
    const spans = target.map(({ start, end }) => [start, end] as const);
    this.newsmark.push({ id, label, stamp: stampOf(annotation), spans });
  }

  #relations(annotation: Annotation): void {
    const { links, attributes, id } = annotation;
    for (const { role, to } of links) {
      const [from_id, to_id] = [this.#first.get(id), this.#first.get(to)];
      if (from_id !== undefined && to_id !== undefined)
        this.relations.push({ id: this.relations.length + 1, from_id, to_id, type: doccanoName(role) });
    }
    const isHeld = links.every(({ role, to }) => this.#first.has(to) && doccanoName(role) === role);
    const unheld = [
      ...(Object.keys(attributes).length > 0 ? (['attributes'] as const) : []),
      ...(isHeld ? [] : (['links'] as const)),
      ...UNHELD,
    ];
    this.losses.push(...lossesOf(annotation, unheld, this.#article, this.#points));
  }
}
