import type { Problem } from '../core/problem.ts';
import { Lines } from './lines.ts';
import { fromYaml, type Sidecar, toTree } from './sidecar.ts';
import { type Removed, Splicer } from './splice.ts';
import { commentsOf, parseYaml } from './yaml.ts';

/** A sidecar's text taken apart. */
export interface Parts {
  readonly source: string;
  readonly value: Sidecar;
  /** The source of what holds more than could be read: annotations with their lines, other keys with their values. */
  readonly unread: readonly string[];
  /** The annotations of a block list by id, as they stand there. */
  readonly items: Removed;
  /** The comments of those annotations by id, and under '' all others. */
  readonly comments: ReadonlyMap<string, readonly string[]>;
}

/** Takes a sidecar's text apart. There are no parts when it cannot be read; `problems` says why. */
export function takeApart(
  source: string,
  file: string,
): { readonly parts?: Parts | undefined; readonly problems: readonly Problem[] } {
  const body = source.replace(/^\ufeff/, '');
  const ended = body === '' || body.endsWith('\n') ? body : `${body}\n`;
  const yaml = parseYaml(ended, true);
  const { value, problems } = fromYaml(yaml, file);
  if (!yaml.document || !value) return { problems };
  const splicer = new Splicer(new Lines(ended, '\n'), yaml.document, new Map());
  const items: Removed = new Map();
  const comments = new Map<string, string[]>();
  const left = (ended.includes('#') ? commentsOf(ended) : []).values();
  let comment = left.next().value;
  const take = (to: number, id: string) => {
    for (; comment && comment.offset < to; comment = left.next().value) {
      const known = comments.get(id);
      if (known) known.push(comment.text);
      else comments.set(id, [comment.text]);
    }
  };
  const ids = new Set(value.annotations.map(({ id }) => id));
  for (const { name, from, to, ...rest } of splicer.annotations()) {
    const isRead = !items.has(name) && ids.has(name);
    if (isRead) items.set(name, rest);
    take(from, '');
    take(to, isRead ? name : '');
  }
  take(ended.length, '');
  return { parts: { source, value, unread: splicer.unread(toTree(value)), items, comments }, problems };
}
