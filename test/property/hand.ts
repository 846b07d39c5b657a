import type { Annotation, Fragment } from '../../src/core/annotation.ts';
import { isPlain, printString } from '../../src/formats/scalar.ts';
import type { Sidecar } from '../../src/formats/sidecar.ts';
import type { Dice } from './dice.ts';

/** Whom a line belongs to: an annotation by its id, or '' for the rest of the file; and which of its keys. */
export interface Line {
  readonly text: string;
  readonly owner: string;
  readonly key: string;
}

/** A sidecar as somebody might have written it by hand. */
export interface Hand {
  readonly source: string;
  readonly lines: readonly Line[];
}

type Plain = string | number | boolean | null | readonly Plain[] | { readonly [key: string]: Plain };

/** Writes a sidecar in a random hand: indentation, order of keys, quoting, comments, line ends and flow style vary. */
export function write(dice: Dice, sidecar: Sidecar): Hand {
  const lines: Line[] = [];
  let comments = 0;
  const comment = () => `# c${++comments}${dice.pick('', ': "it\'s [', ' - id: x', ' {')}`;
  const add = (text: string, owner = '', key = '#') => lines.push({ text, owner, key });
  const maybeComment = (column: number, owner = '', chance = 0.15, key = '#') => {
    if (dice.chance(chance)) add(' '.repeat(column) + comment(), owner, key);
  };
  const blank = (chance: number) => dice.chance(chance) && add(dice.pick('', '', '  '));
  const remark = () => (dice.chance(0.1) ? `${dice.pick(' ', '   ')}${comment()}` : '');

  const scalar = (value: Plain, flow = false): string => {
    if (typeof value !== 'string') return String(value);
    const plain = isPlain(value) && !(flow && /[,[\]{}]/.test(value)) && !/^\d/.test(value);
    if (plain && dice.chance(0.6)) return value;
    // biome-ignore lint/suspicious/noControlCharactersInRegex: single quotes cannot hold them
    if (!/[\u0000-\u001f\u007f-\u009f\u2028\u2029\ufeff]/.test(value) && dice.chance(0.5)) {
      return `'${value.replaceAll("'", "''")}'`;
    }
    const quoted = printString(value);
    return quoted.startsWith('"') ? quoted : JSON.stringify(value);
  };
  const flow = (value: Plain): string => {
    const space = dice.pick('', ' ');
    if (isList(value)) return `[${space}${value.map(flow).join(', ')}${space}]`;
    if (typeof value === 'object' && value !== null) {
      const pairs = Object.entries(value).map(([key, each]) => `${scalar(key, true)}: ${flow(each)}`);
      return `{${space}${pairs.join(dice.pick(', ', ',  '))}${space}}`;
    }
    return scalar(value, true);
  };

  /** `key: value` at a column; the first line may stand behind a dash, which then brings its own indentation. */
  const pair = (key: string, value: Plain, column: number, owner: string, field: string, lead = ' '.repeat(column)) => {
    const name = isPlain(key) && dice.chance(0.9) ? key : JSON.stringify(key);
    const anchor = dice.chance(0.03) ? `&a${++comments} ` : '';
    const empty = typeof value === 'object' && value !== null && Object.keys(value).length === 0;
    if (typeof value !== 'object' || value === null || empty || dice.chance(0.2)) {
      if (key === 'note' && typeof value === 'string' && isBlock(value) && dice.chance(0.7)) {
        const deep = column + dice.pick(1, 2, 4);
        add(`${lead}${name}: ${value.endsWith('\n') ? '|' : '|-'}${remark()}`, owner, field);
        for (const line of value.replace(/\n$/, '').split('\n')) add(line && ' '.repeat(deep) + line, owner, field);
        return;
      }
      add(
        `${lead}${name}:${dice.pick(' ', '  ')}${anchor}${empty || typeof value === 'object' ? flow(value) : scalar(value)}${remark()}`,
        owner,
        field,
      );
      return;
    }
    add(`${lead}${name}:${anchor && ` ${anchor.trim()}`}${remark()}`, owner, field);
    if (isList(value)) {
      const deep = column + dice.pick(0, 2, 2, 3);
      for (const item of value) {
        maybeComment(deep, owner, 0.05, field);
        listItem(item, deep, owner, field);
      }
    } else {
      const deep = column + dice.pick(1, 2, 2, 4);
      for (const [inner, each] of Object.entries(value)) {
        pair(inner, each, deep, owner, field);
        maybeComment(deep + dice.pick(0, 2), owner, 0.05, field);
      }
    }
  };
  const listItem = (item: Plain, column: number, owner: string, field: string) => {
    const dash = `${' '.repeat(column)}-${dice.pick(' ', ' ', '   ')}`;
    const isMap = typeof item === 'object' && item !== null && !isList(item) && Object.keys(item).length > 0;
    if (!isMap || dice.chance(0.2)) {
      add(dash + flow(item) + remark(), owner, field);
      return;
    }
    Object.entries(item).forEach(([key, value], i) => {
      pair(key, value, dash.length, owner, field, i === 0 ? dash : undefined);
    });
  };

  const annotation = (each: Annotation, column: number) => {
    const owner = each.id;
    for (let more = dice.below(2); more > 0; more--) maybeComment(dice.pick(column, column, 0), owner, 0.5);
    const keys = plainAnnotation(each, dice);
    if (dice.chance(0.15)) {
      add(`${' '.repeat(column)}- ${flow(Object.fromEntries(keys))}${remark()}`, owner, '*');
      return;
    }
    const dash = `${' '.repeat(column)}-${dice.pick(' ', ' ', '   ')}`;
    const ownLine = dice.chance(0.1);
    if (ownLine) add(`${' '.repeat(column)}-${remark()}`, owner);
    keys.forEach(([key, value], i) => {
      // A deeper one would be a part of a literal block.
      const deep = dash.length + (keys[i - 1]?.[0] === 'note' ? 0 : 3);
      if (i > 0) maybeComment(dice.pick(dash.length, dash.length, column + 1, deep), owner, 0.1);
      pair(key, value, dash.length, owner, key, i === 0 && !ownLine ? dash : undefined);
    });
    maybeComment(dash.length, owner, 0.1);
  };

  maybeComment(0);
  if (dice.chance(0.1)) add('---');
  const { article, annotator, annotations, extra = {} } = sidecar;
  const { extra: more = {}, ...about } = article;
  const root: [string, Plain][] = dice.shuffle([
    ['newsmark', 1],
    ['article', Object.fromEntries(dice.shuffle(present({ ...about, ...more })))],
    ...present({ annotator, ...extra }),
    ['annotations', null],
  ]);
  for (const [key, value] of root) {
    blank(0.2);
    maybeComment(0);
    if (key !== 'annotations') {
      pair(key, value, 0, '', key);
      continue;
    }
    if (annotations.length === 0 && dice.chance(0.3)) continue;
    add(`annotations:${annotations.length === 0 ? dice.pick('', ' []') : ''}${remark()}`, '', 'annotations');
    const column = dice.pick(0, 2, 2, 4);
    if (dice.chance(0.1)) {
      add(' '.repeat(column) + comment());
      add('');
    }
    for (const each of annotations) {
      annotation(each, column);
      if (dice.chance(0.2)) {
        add(dice.pick('', '', '   '));
        if (dice.chance(0.3)) {
          add(' '.repeat(dice.pick(0, column)) + comment());
          add('');
        }
      }
    }
  }
  maybeComment(0);

  const eol = dice.pick('\n', '\n', '\r\n');
  const source = dice.pick('', '', '\ufeff') + lines.map(({ text }) => text).join(eol) + dice.pick(eol, eol, '');
  return { source, lines };
}

const isList = (value: Plain): value is readonly Plain[] => Array.isArray(value);

const isBlock = (note: string): boolean => /^[^\s#][^\t]*\n\S/.test(note) && !/[ \t]\n|\n[ \t]|[ \t]$|\n\n$/.test(note);

const present = (object: object): [string, Plain][] =>
  Object.entries(object).filter(([, value]) => value !== undefined);

/** The keys of an annotation as a person writes them: the id mostly first, the others in any order. */
function plainAnnotation(annotation: Annotation, dice: Dice): [string, Plain][] {
  const { id, target, attributes, links, extra = {}, review, ...texts } = annotation;
  const fragment = ({ extra: more = {}, ...rest }: Fragment) =>
    Object.fromEntries(
      dice.shuffle(present({ ...rest, prefix: rest.prefix || undefined, suffix: rest.suffix || undefined, ...more })),
    );
  const others = present({
    ...texts,
    ...extra,
    target: target.map(fragment),
    attributes: Object.keys(attributes).length > 0 ? attributes : undefined,
    links: links.length > 0 ? links.map(({ extra: more = {}, ...link }) => ({ ...link, ...more })) : undefined,
    review: review && Object.fromEntries(present({ ...review, extra: undefined, ...review.extra })),
  });
  const order = dice.chance(0.5) ? others : dice.shuffle(others);
  return dice.chance(0.8) ? [['id', id], ...order] : dice.shuffle<[string, Plain]>([['id', id], ...order]);
}
