import type { Annotation } from '../core/annotation.ts';
import { type Label, labelOf } from '../core/label.ts';
import { labelName } from '../core/outline.ts';
import { CodePoints } from '../core/text.ts';
import type { Exportable, Exporter, Loss } from './exporter.ts';
import { stampOf } from './importer.ts';
import { controlOf, LABEL, NOTE, TEXT } from './labelcontrol.ts';
import { aboutLabelStudio } from './labelstudioconf.ts';
import { xmlText } from './markup.ts';
import { linkIn, lossesOf, placeOf, slicer } from './record.ts';

/**
 * Label Studio's JSON: a list of tasks, one on a line for each article, and a labelling configuration for the project
 * that they are imported into.
 *
 * - `data` has the article's text (LF, without byte order mark) as `text`, and `file`, `sha256`, `title`, `url`.
 * - Each fragment is a region whose positions count code points of that text, with the label (`labels`). The region of
 *   the first has the annotation's id, and the values of its attributes (`choices` where the codebook lists them, else
 *   `textarea`) and its note (`textarea`). The others are `ID.2`, `ID.3`.
 * - Links are relations from first region to first region, one for each pair of annotations with all its roles.
 * - `meta.newsmark` of each region, which Label Studio keeps, has the id, which fragment it is, when the annotation was
 *   changed (`stamp`), and what Label Studio has no control for.
 * - Conflicts and keys that Newsmark does not know are not held, nor annotations whose words are not in the article.
 */
export const labelStudio: Exporter = {
  name: 'label-studio',
  title: 'Label Studio',
  description: 'Tasks with annotations (JSON) and the labelling configuration, for Label Studio.',
  extension: '.label-studio.json',
  per: 'export',
  head: () => '[\n',
  between: ',\n',
  foot: '\n]\n',
  print(article) {
    const { text, file, sha256, about, annotator } = article;
    const { result, losses } = new Sheet(article);
    const data = { text, file, sha256, title: about.title, url: about.url, annotator };
    return { chunk: JSON.stringify({ data, annotations: result.length > 0 ? [{ result }] : [] }), losses };
  },
  untrue(chunk, { annotations, text }) {
    const task = JSON.parse(chunk);
    const regions = new Map<string, { start: number; end: number; text: string }[]>();
    for (const { type, value, meta } of task.annotations[0]?.result ?? []) {
      if (type !== 'labels') continue;
      const { id } = meta.newsmark;
      regions.set(id, [...(regions.get(id) ?? []), value]);
    }
    const slice = slicer(text);
    const holds = ({ id, target }: Annotation): boolean => {
      const own = regions.get(id) ?? [];
      return (
        own.length === target.length &&
        own.every((each, i) => each.text === target[i]?.exact && slice(each.start, each.end) === each.text)
      );
    };
    return annotations.filter((each) => task.data.text !== text || !holds(each)).map(({ id }) => id);
  },
  about: aboutLabelStudio,
};

/** One entry of `result`. Keys without a value are absent. */
interface Entry {
  readonly id?: string;
  readonly type: string;
  readonly [key: string]: unknown;
}

/** The `result` of one article. */
class Sheet {
  readonly result: Entry[] = [];
  readonly losses: Loss[] = [];
  readonly #article: Exportable;
  readonly #points: CodePoints;
  /** Of what is written. */
  readonly #ids: ReadonlySet<string>;

  constructor(article: Exportable) {
    this.#article = article;
    this.#points = new CodePoints(article.text);
    const { text, file, annotations } = article;
    const isPlaced = ({ target }: Annotation) => target.every((each) => placeOf(each, text, this.#points));
    const placed = annotations.filter(isPlaced);
    const unplaced = annotations.filter((each) => !placed.includes(each));
    this.losses.push(...unplaced.map(({ id }): Loss => ({ code: 'unplaced', values: [], file, id })));
    this.#ids = new Set(placed.map(({ id }) => id));
    const taken = new Set(this.#ids);
    for (const each of placed) this.#regions(each, taken);
    for (const each of placed) this.#relations(each);
  }

  #regions(annotation: Annotation, taken: Set<string>): void {
    const { file, text, codebook } = this.#article;
    const { id, target, note, attributes } = annotation;
    const name = labelName(codebook, annotation);
    const label = xmlText(name);
    if (label !== name) this.losses.push({ code: 'renamed', values: [name, label], file, id });
    const [first, ...others] = target.map((each) => ({ ...this.#points.spanFromUtf16(each), text: each.exact }));
    if (!first) return;
    const newsmark = this.#mark(annotation);
    const region = (own: string, place: object, part: number | undefined) =>
      this.#add(own, LABEL, 'labels', { ...place, labels: [label] }, { newsmark: { ...newsmark, part } });
    region(id, first, others.length > 0 ? 1 : undefined);
    for (const [key, value] of Object.entries(attributes)) {
      const values = [value].flat();
      if (isListed(labelOf(codebook, name), key, values))
        this.#add(id, controlOf(key, false), 'choices', { ...first, choices: values });
      else if (values.length > 0) this.#add(id, controlOf(key, true), 'textarea', { ...first, text: values });
    }
    if (note) this.#add(id, NOTE, 'textarea', { ...first, text: [note] });
    for (const [i, each] of others.entries()) region(free(`${id}.${i + 2}`, taken), each, i + 2);
    const hasEmpty = Object.entries(attributes).some(([key, value]) => key === '' || [value].flat().length === 0);
    const unheld = hasEmpty ? (['conflict', 'attributes'] as const) : (['conflict'] as const);
    this.losses.push(...lossesOf(annotation, unheld, { file, text }, this.#points));
  }

  /** What is kept with each region. */
  #mark(annotation: Annotation): object {
    const { id, links, review, suggestedBy, by, created, modified, modifiedBy } = annotation;
    return {
      id,
      stamp: stampOf(annotation),
      // In their order, and those that lead out of the task.
      links: links.length > 0 ? links.map(({ role, to }) => ({ role, to: linkIn(this.#article.root, to) })) : undefined,
      review: review && { state: review.state, by: review.by, at: review.at },
      ...{ suggestedBy, by, created, modified, modifiedBy },
    };
  }

  #relations({ id, links }: Annotation): void {
    const roles = new Map<string, string[]>();
    for (const { role, to } of links) if (this.#ids.has(to)) roles.set(to, [...(roles.get(to) ?? []), role]);
    for (const [to, labels] of roles)
      this.result.push({ type: 'relation', from_id: id, to_id: to, direction: 'right', labels });
  }

  #add(id: string, control: string, type: string, value: object, meta?: object): void {
    this.result.push({ id, from_name: control, to_name: TEXT, type, value, meta });
  }
}

/** Whether these are values that a label's attribute lists. */
function isListed(label: Label | undefined, attribute: string, values: readonly string[]): boolean {
  const listed = label?.attributes.find(({ name }) => name === attribute)?.values ?? [];
  return values.length > 0 && values.every((each) => listed.includes(each) && xmlText(each) === each);
}

/** A name that nothing has yet. */
function free(wanted: string, taken: Set<string>): string {
  const name = taken.has(wanted) ? free(`${wanted}_`, taken) : wanted;
  taken.add(name);
  return name;
}
