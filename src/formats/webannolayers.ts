import { split } from './webannotext.ts';

/** What a column of a layer holds: values, roles and targets of links to several, what a relation comes from, a chain. */
export interface Column {
  readonly kind: 'value' | 'role' | 'target' | 'source' | 'chain';
  /** The feature's name; empty where the layer has none. */
  readonly feature: string;
  /** For targets and sources, of which layer they are. */
  readonly type: string;
}

/** What the header says of one layer. */
export interface Layer {
  readonly kind: 'span' | 'relation' | 'chain';
  readonly type: string;
  /** In the order of the file, from the fourth on. */
  readonly columns: readonly Column[];
}

const KINDS: Readonly<Record<string, Layer['kind']>> = { SP: 'span', RL: 'relation', CH: 'chain' };

/** `#T_SP=custom.Span|label`. Undefined for any other line. */
export function layerOf(line: string): Layer | undefined {
  const [, prefix = '', rest = ''] = /^#T_(SP|RL|CH)=(.+)$/.exec(line) ?? [];
  const kind = KINDS[prefix];
  const [type = '', ...names] = rest.split('|').filter((each) => each !== '');
  if (!kind || type === '') return undefined;
  const columns: Column[] = [];
  for (const name of names) columns.push(columnOf(kind, name, columns.at(-1)));
  return { kind, type, columns: columns.length > 0 ? columns : [{ kind: 'value', feature: '', type: '' }] };
}

function columnOf(kind: Layer['kind'], name: string, before: Column | undefined): Column {
  if (kind === 'span' && name.startsWith('ROLE_'))
    return { kind: 'role', feature: /:([^_]*)/.exec(name)?.[1] ?? name, type: '' };
  if (before?.kind === 'role') return { kind: 'target', feature: before.feature, type: name };
  if (kind === 'relation' && name.startsWith('BT_')) return { kind: 'source', feature: '', type: name.slice(3) };
  return { kind: kind === 'chain' && name === 'referenceRelation' ? 'chain' : 'value', feature: name, type: '' };
}

/** A value of a cell, still escaped, with the number behind it: `quote[1]`; 0 where there is none. */
export interface Item {
  readonly value: string;
  readonly number: number;
  /** The second one of a relation: `1-2[0_1]`. */
  readonly other: number;
}

export function itemsOf(cell: string, sign: '|' | ';' = '|'): Item[] {
  return split(cell, sign).map((part) => {
    const open = part.endsWith(']') && !part.endsWith('\\]') ? part.lastIndexOf('[') : -1;
    const [, number = '0', other = '0'] =
      /^\[(\d{1,15})(?:_(\d{1,15}))?\]$/.exec(open < 0 ? '' : part.slice(open)) ?? [];
    return { value: open < 0 ? part : part.slice(0, open), number: Number(number), other: Number(other) };
  });
}
