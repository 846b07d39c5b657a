import { ANNOTATION, SPAN } from './castypes.ts';
import type { Skip } from './importer.ts';
import { clip } from './importer.ts';
import type { Body, Row } from './webannobody.ts';
import { type Column, type Item, itemsOf, type Layer } from './webannolayers.ts';
import { NO_VALUE, NOTHING, unescapeValue } from './webannotext.ts';

/** What one annotation of a layer consists of. */
export interface Said {
  readonly type: string;
  readonly first: Row;
  readonly number: number;
  begin: number;
  end: number;
  label?: string;
  readonly attributes: Map<string, string>;
  readonly links: { readonly role: string; readonly to: Said }[];
}

const LABELS = new Set(['label', 'value', 'identifier', 'referenceType']);

export const shortName = (type: string): string => type.slice(type.lastIndexOf('.') + 1);

const meant = (item: Item | undefined): string | undefined =>
  item === undefined || [NO_VALUE, NOTHING, ''].includes(item.value) ? undefined : unescapeValue(item.value);

/** The annotations of a file, with what leads from one to another. */
export class Spans {
  readonly skipped: Skip[] = [];
  /** In the order in which they begin. */
  readonly all: Said[] = [];
  /** By layer and row (`*` for any layer), in the order in which they are stacked there. */
  readonly #at = new Map<string, Said[]>();
  /** By layer (`*` for any) and the number that the file gives them; elements of chains by theirs. */
  readonly #numbered = new Map<string, Said>();
  /** By chain, then by element. */
  readonly #chains = new Map<
    string,
    { readonly said: Said; readonly element: number; readonly role: string | undefined }[]
  >();
  /** What leads to something that may stand further down. */
  readonly #later: (() => void)[] = [];

  constructor({ rows, layers }: Pick<Body, 'rows' | 'layers'>) {
    for (const row of rows) {
      let column = 0;
      for (const layer of layers) {
        const cells = row.cells.slice(column, column + layer.columns.length);
        column += layer.columns.length;
        if (cells.some((cell) => cell !== NOTHING && cell !== '')) this.#take(row, layer, cells);
      }
    }
    for (const each of this.#later) each();
    for (const [chain, elements] of this.#chains) {
      elements.sort((a, b) => a.element - b.element);
      for (const [i, { said, role }] of elements.entries()) {
        const next = elements[i + 1];
        if (next && next.said !== said)
          said.links.push({ role: role ?? shortName(chain.split(' ')[0] ?? ''), to: next.said });
      }
    }
  }

  /** `1-2`, or `1-2[3]`. */
  refer(at: string): Said | undefined {
    const [, row = '', number = '0'] = /^([\d.-]+)(?:\[(\d{1,15})\])?$/.exec(at) ?? [];
    return this.#find(SPAN, row, Number(number));
  }

  #find(type: string, row: string, number: number): Said | undefined {
    if (number > 0) return this.#numbered.get(`${type} ${number}`) ?? this.#numbered.get(`* ${number}`);
    return this.#at.get(`${type === ANNOTATION ? '*' : type} ${row}`)?.[0];
  }

  #take(row: Row, layer: Layer, cells: readonly string[]): void {
    const stacks = layer.columns.map(({ kind }, i) =>
      cells[i] === NOTHING || kind === 'target'
        ? []
        : kind === 'role'
          ? itemsOf(cells[i] ?? '').slice(0, 1)
          : itemsOf(cells[i] ?? ''),
    );
    const height = Math.max(...stacks.map(({ length }) => length));
    for (let i = 0; i < height; i++) {
      const items = stacks.map((stack) => stack[i]);
      if (layer.kind === 'relation') this.#relation(row, layer, items);
      else if (layer.kind === 'chain') this.#element(row, layer, items);
      else this.#span(row, layer, items, i === 0 ? cells : []);
    }
  }

  /** The annotation that goes on in this row, or begins there. */
  #said(row: Row, type: string, key: string | undefined, number: number): Said {
    const known = key === undefined ? undefined : this.#numbered.get(`${type} ${key}`);
    const said = known ?? {
      type,
      first: row,
      number,
      begin: row.begin,
      end: row.end,
      attributes: new Map(),
      links: [],
    };
    said.begin = Math.min(said.begin, row.begin);
    said.end = Math.max(said.end, row.end);
    if (!known) this.all.push(said);
    for (const layer of [type, '*']) {
      if (key !== undefined && !this.#numbered.has(`${layer} ${key}`)) this.#numbered.set(`${layer} ${key}`, said);
      const here = this.#at.get(`${layer} ${row.name}`);
      if (here) here.push(said);
      else this.#at.set(`${layer} ${row.name}`, [said]);
    }
    return said;
  }

  #values(said: Said, columns: readonly Column[], items: readonly (Item | undefined)[]): void {
    for (const [i, { kind, feature }] of columns.entries()) {
      const value = meant(items[i]);
      if (kind !== 'value' || value === undefined) continue;
      if (said.label === undefined && LABELS.has(feature)) said.label = value;
      else if (!LABELS.has(feature) || said.label !== value) said.attributes.set(`webanno:${feature}`, value);
    }
  }

  #span(row: Row, { type, columns }: Layer, items: readonly (Item | undefined)[], cells: readonly string[]): void {
    const number = items.find((item) => item && item.number > 0)?.number ?? 0;
    const said = this.#said(row, type, number > 0 ? String(number) : undefined, number);
    this.#values(said, columns, items);
    for (const [i, { kind, feature, type: to }] of columns.entries()) {
      const cell = cells[i];
      if (kind !== 'target' || cell === undefined || cell === NOTHING || said.first !== row) continue;
      const roles = itemsOf(cells[i - 1] ?? '', ';');
      for (const [j, target] of itemsOf(cell, ';').entries())
        if (meant(target) !== undefined)
          this.#link(row, said, meant(roles[j]) ?? feature, () => this.#find(to, target.value, target.number));
    }
  }

  #element(row: Row, { type, columns }: Layer, items: readonly (Item | undefined)[]): void {
    const link = items[columns.findIndex(({ kind }) => kind === 'chain')];
    const [, relation = '', chain, element] = /^(.*)->(\d{1,15})-(\d{1,15})$/s.exec(link?.value ?? '') ?? [];
    const said = this.#said(row, type, chain === undefined ? undefined : `${chain}-${element}`, 0);
    this.#values(said, columns, items);
    if (chain === undefined || said.first !== row) return;
    const role = meant({ value: relation, number: 0, other: 0 });
    const known = this.#chains.get(`${type} ${chain}`);
    const one = { said, element: Number(element), role };
    if (known) known.push(one);
    else this.#chains.set(`${type} ${chain}`, [one]);
  }

  #relation(row: Row, { type, columns }: Layer, items: readonly (Item | undefined)[]): void {
    const at = columns.findIndex(({ kind }) => kind === 'source');
    const source = items[at];
    const layer = columns[at]?.type ?? '';
    if (!source) return;
    const values = columns.flatMap(({ feature }, i) => {
      const value = i === at ? undefined : meant(items[i]);
      return value === undefined ? [] : [{ feature, value }];
    });
    const named = values.find(({ feature }) => LABELS.has(feature)) ?? values[0];
    const role = named?.value ?? shortName(type);
    this.#later.push(() => {
      const from = this.#find(layer, source.value, source.number);
      const to = this.#find(layer, row.name, source.other);
      if (!from || !to) {
        const missing = from ? row.name : source.value;
        this.skipped.push({ code: 'no-such-end', values: [clip(missing)], line: row.line });
        return;
      }
      from.links.push({ role, to });
      for (const each of values) if (each !== named) from.attributes.set(`webanno:${role}.${each.feature}`, each.value);
    });
  }

  #link(row: Row, from: Said, role: string, goal: () => Said | undefined): void {
    this.#later.push(() => {
      const to = goal();
      if (to) from.links.push({ role, to });
      else this.skipped.push({ code: 'no-such-end', values: [clip(role)], line: row.line });
    });
  }
}
