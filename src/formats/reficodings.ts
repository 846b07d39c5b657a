import type { AttributeValue } from '../core/annotation.ts';
import { clip, type ForeignAnnotation, type Skip } from './importer.ts';
import { attributeOf } from './reficodes.ts';
import type { AnnotationMark, Mark } from './refimark.ts';
import { type Code, type Coding, NEVER, type Project, type Selection, type Source } from './refiproject.ts';

/** A passage under one label. */
interface Item {
  readonly selection: Selection;
  readonly start: number;
  readonly end: number;
  readonly label: string;
  readonly coding: Coding;
  readonly attributes: Map<string, string[]>;
  isTaken: boolean;
}

/** The items that are one annotation. */
interface Group {
  /** What it is called in the article. */
  readonly id: string;
  readonly file: string;
  readonly items: readonly [Item, ...Item[]];
  readonly mark: AnnotationMark | undefined;
  readonly links: { readonly role: string; readonly to: string }[];
}

/** Makes annotations of the codings of a project. */
export class Codings {
  readonly #project: Project;
  readonly #noteText: (note: Source) => string;
  /** The first annotation of each passage. */
  readonly #bySelection = new Map<string, Group>();
  /** Texts that were written to passages by links, as NVivo does. */
  readonly #notes = new Map<string, string[]>();
  /** Names that several codes have. */
  readonly #shared = new Set<string>();

  constructor(project: Project, noteText: (note: Source) => string) {
    this.#project = project;
    this.#noteText = noteText;
    const names = new Set<string>();
    for (const code of project.codes.values()) {
      if (isValue(code)) continue;
      if (names.has(code.name)) this.#shared.add(code.name);
      names.add(code.name);
    }
  }

  /** Takes the passages of a source. What is given makes its annotations, once `link` was called. */
  take({ selections }: Source, file: string, mark: Mark | undefined): () => readonly ForeignAnnotation[] {
    const items = selections.flatMap((each) => this.#items(each));
    const groups: Group[] = [];
    const names = new Set<string>();
    const add = (wanted: readonly string[], own: Group['items'], of: AnnotationMark | undefined): void => {
      const id = wanted.find((each) => each !== '' && !names.has(each)) ?? `${wanted.at(-1)}.${names.size}`;
      names.add(id);
      const group: Group = { id, file, items: own, mark: of, links: [] };
      groups.push(group);
      for (const { selection } of own) {
        const { guid } = selection;
        if (!this.#bySelection.has(guid)) this.#bySelection.set(guid, group);
      }
    };
    for (const [each, own] of known(mark?.annotations ?? [], items)) add([each.id, own[0].selection.guid], own, each);
    for (const each of items) if (!each.isTaken) add([each.selection.guid], [each], undefined);
    return () => groups.map((group) => this.#toForeign(group, names));
  }

  /** All sources have been taken. */
  link(): void {
    const { links, notes } = this.#project;
    for (const { name, direction, from, to, line } of links) {
      const note = notes.get(from) ?? notes.get(to);
      const noted = notes.has(from) ? to : from;
      if (note && this.#bySelection.has(noted)) {
        const texts = this.#notes.get(noted) ?? [];
        texts.push(this.#noteText(note));
        this.#notes.set(noted, texts);
        continue;
      }
      const [start, end] = [this.#bySelection.get(from), this.#bySelection.get(to)];
      if (!start || !end) {
        this.#skip('no-such-end', start ? to : from, line);
        continue;
      }
      const role = name === '' ? 'relation' : name;
      const toward = (one: Group, other: Group): void => {
        one.links.push({ role, to: one.file === other.file ? other.id : `${other.file}#${other.id}` });
      };
      toward(start, end);
      if (direction === 'Bidirectional') toward(end, start);
    }
  }

  #skip(code: Skip['code'], value: string | undefined, line: number, id?: string): void {
    const values = value === undefined ? [] : [clip(value)];
    this.#project.skipped.push({ code, values, line, ...(id === undefined ? {} : { id }) });
  }

  /** What a passage is coded with: an item for each label. */
  #items(selection: Selection): readonly Item[] {
    const { guid, codings, line } = selection;
    const [start, end] = [numberIn(selection.start), numberIn(selection.end)];
    if (start === undefined || end === undefined) {
      this.#skip('bad-place', `${selection.start}–${selection.end}`, line, guid);
      return [];
    }
    const { codes, cases } = this.#project;
    const items = new Map<Code, Item>();
    const itemOf = (code: Code, coding: Coding): Item => {
      const path = pathOf(code);
      const label = this.#shared.has(code.name) ? path : code.name;
      const attributes = new Map(code.parent ? [['refi-qda:code', [path]]] : []);
      const item = items.get(code) ?? { selection, start, end, label, coding, attributes, isTaken: false };
      items.set(code, item);
      return item;
    };
    for (const coding of codings) {
      const code = codes.get(coding.code);
      if (!code) {
        if (!cases.has(coding.code)) this.#skip('no-such-end', coding.code, line, guid);
        continue;
      }
      const [key, value] = (isValue(code) && attributeOf(code.name)) || [];
      if (key === undefined || value === undefined || !code.parent) itemOf(code, coding);
      else {
        const { attributes } = itemOf(code.parent, coding);
        const values = attributes.get(key) ?? [];
        values.push(value);
        attributes.set(key, values);
      }
    }
    const named = [...items.values()].filter(({ label }) => label !== '');
    if (named.length === 0 && !codings.some(({ code }) => cases.has(code)))
      this.#skip('no-label', undefined, line, guid);
    return named;
  }

  #toForeign({ id, items, mark, links }: Group, names: ReadonlySet<string>): ForeignAnnotation {
    const [first] = items;
    const { selection, coding } = first;
    const { users } = this.#project;
    const nameOf = (user: string | undefined): string | undefined => users.get(user ?? '') || undefined;
    const isOurs = mark?.id === id;
    const own = mark && {
      ...{ review: mark.review, suggestedBy: mark.suggestedBy, by: mark.by, created: mark.created },
      ...{ modified: mark.modified, modifiedBy: mark.modifiedBy, stamp: isOurs ? (mark.stamp ?? '') : undefined },
    };
    const created = selection.created ?? coding.created;
    const theirs = {
      by: nameOf(selection.by ?? coding.by),
      created: created === NEVER ? undefined : created,
      modifiedBy: nameOf(selection.modifiedBy),
      modified: selection.modified,
    };
    return {
      id,
      label: first.label,
      target: items.map(({ start, end }) => ({ start, end })),
      attributes: Object.fromEntries(Array.from(first.attributes, ([key, values]) => [key, oneOf(values)])),
      note: this.#note(items),
      links: linksOf(links, isOurs ? mark : undefined, names),
      ...(own ?? theirs),
      line: selection.line,
    };
  }

  /** Undefined where there is none. */
  #note(items: Group['items']): string | undefined {
    const { notes } = this.#project;
    const texts = items.flatMap(({ selection, coding }) => [
      selection.description,
      ...[...selection.notes, ...coding.notes].flatMap((guid) => {
        const note = notes.get(guid);
        return note ? [this.#noteText(note)] : [];
      }),
      ...(this.#notes.get(selection.guid) ?? []),
    ]);
    return texts.filter((text) => text.trim() !== '').join('\n') || undefined;
  }
}

/** Whether a code stands for a value of the one that it is in. */
const isValue = ({ name, parent }: Code): boolean => parent !== undefined && attributeOf(name) !== undefined;

/** Of more levels the outermost are left out. */
const MOST_LEVELS = 20;

function pathOf(code: Code): string {
  const names: string[] = [];
  for (let each: Code | undefined = code; each && names.length < MOST_LEVELS; each = each.parent) names.push(each.name);
  return names.reverse().join(' / ');
}

const numberIn = (written: string): number | undefined =>
  /^\s*\+?\d{1,15}\s*$/.test(written) ? Number(written) : undefined;

const oneOf = ([first = '', ...others]: readonly string[]): AttributeValue =>
  others.length > 0 ? [first, ...others] : first;

/** In the order that they had, with those that are not links of the project. */
function linksOf(links: Group['links'], mark: AnnotationMark | undefined, names: ReadonlySet<string>): Group['links'] {
  if (!mark?.links) return links;
  const keyOf = ({ role, to }: Group['links'][number]): string => JSON.stringify([role, to]);
  const present = new Set(links.map(keyOf));
  const kept = mark.links.filter((link) => present.has(keyOf(link)) || !names.has(link.to));
  const known = new Set(kept.map(keyOf));
  return [...kept, ...links.filter((link) => !known.has(keyOf(link)))];
}

/** The items of annotations that Newsmark knows: those at their places with their label, else with another one. */
function known(
  marks: readonly AnnotationMark[],
  items: readonly Item[],
): readonly (readonly [AnnotationMark, Group['items']])[] {
  const found = marks.map(() => new Map<number, Item>());
  for (const isSame of [true, false]) {
    const keyOf = (start: number, end: number, label: string): string =>
      JSON.stringify(isSame ? [start, end, label] : [start, end]);
    const queues = new Map<string, Item[]>();
    for (const item of items.filter(({ isTaken }) => !isTaken).reverse()) {
      const key = keyOf(item.start, item.end, item.label);
      const queue = queues.get(key);
      if (queue) queue.push(item);
      else queues.set(key, [item]);
    }
    for (const [i, { at, label }] of marks.entries()) {
      for (const [j, [start, end]] of at.entries()) {
        if (found[i]?.has(j)) continue;
        const item = queues.get(keyOf(start, end, label))?.pop();
        if (!item) continue;
        item.isTaken = true;
        found[i]?.set(j, item);
      }
    }
  }
  return marks.flatMap((mark, i) => {
    const [first, ...others] = [...(found[i] ?? [])].sort(([a], [b]) => a - b).map(([, item]) => item);
    if (!first) return [];
    // What has another label now is another annotation.
    for (const each of others) each.isTaken = each.label === first.label;
    return [[mark, [first, ...others.filter(({ isTaken }) => isTaken)]] as const];
  });
}
