import { merge } from '../core/merge.ts';
import { entries, mergeConflicts, Picker } from '../core/pick.ts';
import type { Problem } from '../core/problem.ts';
import type { Extra, Value } from '../core/value.ts';
import { same, some } from '../core/value.ts';
import { type Parts, takeApart } from './parts.ts';
import { type About, parse, type Sidecar } from './sidecar.ts';
import { type Removed, splice } from './splice.ts';
import { OF_ARTICLE } from './undecided.ts';
import { commentsOf } from './yaml.ts';

/**
 * Three-way merge of sidecars: annotations as `merge` does, all other keys one by one, with `conflict` under `article`
 * and at the root. `sha256` and `length` are left out when the sides differ: which text the merged file is for, nobody
 * knows yet. Of `file` ours is taken where both changed it, since the sidecar's own name decides.
 */
export function mergeSidecars(base: Sidecar, ours: Sidecar, theirs: Sidecar): Sidecar {
  const picker = new Picker();
  return {
    article: mergeAbout(base.article, ours.article, theirs.article),
    annotations: merge(base.annotations, ours.annotations, theirs.annotations),
    annotator: picker.pick(['annotator'], base.annotator, ours.annotator, theirs.annotator),
    extra: mergeExtra(base.extra, ours.extra, theirs.extra, picker),
  };
}

function mergeAbout(base: About, ours: About, theirs: About): About {
  const picker = new Picker();
  const isSameText = ours.sha256 === theirs.sha256 && ours.length === theirs.length;
  let merged: About = {
    file: base.file === ours.file ? theirs.file : ours.file,
    sha256: isSameText ? ours.sha256 : undefined,
    length: isSameText ? ours.length : undefined,
  };
  for (const key of OF_ARTICLE) merged = { ...merged, [key]: picker.pick([key], base[key], ours[key], theirs[key]) };
  return { ...merged, extra: mergeExtra(base.extra, ours.extra, theirs.extra, picker) };
}

/** Unknown keys, and among them `conflict`, to which everything goes that `picker` could not decide. */
function mergeExtra(
  base: Extra | undefined,
  ours: Extra | undefined,
  theirs: Extra | undefined,
  picker: Picker,
): Extra | undefined {
  const [old, our, their] = [split(base), split(ours), split(theirs)];
  const rest = picker.keys<Value>([], old.rest, our.rest, their.rest);
  const conflict = mergeConflicts(old.conflict, our.conflict, their.conflict, picker.conflicts);
  return some(conflict === undefined ? rest : { conflict, ...rest });
}

function split(extra: Extra = {}) {
  const { conflict, ...rest } = extra;
  return { conflict, rest };
}

/** How many entries there are under `conflict`, in all of a sidecar. */
export const countConflicts = ({ article, annotations, extra }: Sidecar): number =>
  [article.extra?.['conflict'], extra?.['conflict'], ...annotations.map(({ conflict }) => conflict)].reduce<number>(
    (sum, conflict) => sum + entries(conflict).length,
    0,
  );

export type Merged =
  | { readonly text: string; readonly conflicts: number; readonly problems?: undefined }
  /** `problems` are those of the side that cannot be merged faithfully. */
  | { readonly text?: undefined; readonly side: 'ours' | 'theirs'; readonly problems: readonly Problem[] };

/**
 * Merges sidecars as they stand in files. The result is our text, spliced: what they added or alone changed comes with
 * their lines where those bring comments that we have not got, every other byte is ours. Comments are merged like keys:
 * what only they have and the base has not is kept, above its annotation, or at the top of the file when it belongs to
 * none. A base that cannot be read counts as an empty one.
 */
export function mergeSources(base: string, ours: string, theirs: string, file: string): Merged {
  if (ours === theirs || base === theirs) return { text: ours, conflicts: 0 };
  if (base === ours) return { text: theirs, conflicts: 0 };
  const [our, their] = [takeApart(ours, file), takeApart(theirs, file)];
  if (!our.parts) return { side: 'ours', problems: parse(ours, file).problems };
  if (!their.parts) return { side: 'theirs', problems: parse(theirs, file).problems };
  const old = takeApart(base, file).parts ?? NOTHING(file);
  const wanted = mergeSidecars(old.value, our.parts.value, their.parts.value);
  // What could not be read stays where it is, and must be in the file that is written to, or have been there for long.
  const isKnown = ({ unread }: Parts) => unread.every((each) => old.unread.includes(each));
  const [host, other] = isKnown(their.parts) ? [our.parts, their.parts] : [their.parts, our.parts];
  if (!isKnown(other)) return { side: 'theirs', problems: their.problems };
  const { text, problems } = weave(host, other, old, wanted);
  return text === undefined ? { side: 'ours', problems } : { text, conflicts: countConflicts(wanted) };
}

const NOTHING = (file: string): Parts => ({
  source: '',
  value: { article: { file }, annotations: [] },
  unread: [],
  items: new Map(),
  comments: new Map(),
});

/** A place at which no file has anything: what comes from another file goes where the order says. */
const NOWHERE = '\0';

/** The host's text that says what is wanted, with the comments of both. */
function weave(host: Parts, other: Parts, base: Parts, wanted: Sidecar): ReturnType<typeof splice> {
  const lines: Removed = new Map();
  const needed = [...said(host, '')];
  // What only they have, wherever it stands: a comment that they moved is none.
  const pool = [...newer(all(other), all(host), all(base))];
  const fresh = (id: string) => newer(said(other, id), said(host, id), said(base, id)).filter((one) => take(pool, one));
  const ids = new Set(wanted.annotations.map((annotation) => annotation.id));
  for (const id of new Set([...host.items.keys(), ...other.items.keys()])) {
    const [here, there] = [host.items.get(id), other.items.get(id)];
    const more = fresh(id);
    if (!ids.has(id)) needed.push(...minus(said(host, id), said(base, id)), ...more);
    else if (!here && there) {
      lines.set(id, { ...there, gap: NOWHERE });
      needed.push(...said(other, id));
    } else if (here && there && more.length > 0) {
      const isOurs = base.items.has(id) && same(said(host, id), said(base, id));
      const above = more.map((comment) => ' '.repeat(here.column) + comment);
      lines.set(id, isOurs ? { ...there, gap: here.gap } : { ...here, lines: [...above, ...here.lines] });
      needed.push(...(isOurs ? said(other, id) : [...said(host, id), ...more]));
    } else needed.push(...said(host, id));
  }
  needed.push(...fresh(''), ...pool);
  const woven = withLines(host, wanted, lines);
  const result = woven.text === undefined ? splice(host.source, wanted) : woven;
  return result.text === undefined ? result : withComments(result.text, needed, wanted);
}

/** Splices with lines for some annotations: those that stand there already give way first. */
function withLines(host: Parts, wanted: Sidecar, lines: Removed): ReturnType<typeof splice> {
  const left = host.value.annotations.filter(({ id }) => !lines.has(id));
  if (left.length === host.value.annotations.length) return splice(host.source, wanted, lines);
  const removed: Removed = new Map();
  const bare = splice(host.source, { ...host.value, annotations: left }, removed);
  return bare.text === undefined ? bare : splice(bare.text, wanted, new Map([...removed, ...lines]));
}

/** Puts the comments that are not in the text at its top. */
function withComments(text: string, needed: readonly string[], wanted: Sidecar): ReturnType<typeof splice> {
  if (needed.length === 0) return { text, problems: [] };
  const missing = minus(
    needed,
    commentsOf(text).map((comment) => comment.text),
  );
  if (missing.length === 0) return { text, problems: [] };
  const eol = text.includes('\r\n') ? '\r\n' : '\n';
  const whole = text.replace(/^\ufeff?/, (mark) => mark + missing.map((comment) => comment + eol).join(''));
  const again = parse(whole, wanted.article.file);
  return again.value && same(again.value, wanted) ? { text: whole, problems: [] } : { problems: again.problems };
}

/** The comments of an annotation; with '' those that belong to none. */
const said = ({ comments }: Parts, id: string): readonly string[] => comments.get(id) ?? [];

const all = ({ comments }: Parts): readonly string[] => [...comments.values()].flat();

/** The comments that only the other side has added. */
const newer = (other: readonly string[], host: readonly string[], base: readonly string[]): readonly string[] =>
  minus(minus(other, base), minus(host, base));

/** What is left of a list when each of the others is taken out of it once. */
function minus(list: readonly string[], others: readonly string[]): readonly string[] {
  const out = [...others];
  return list.filter((each) => !take(out, each));
}

/** Takes one out of a list. False when it is not there. */
function take(list: string[], one: string): boolean {
  const index = list.indexOf(one);
  if (index >= 0) list.splice(index, 1);
  return index >= 0;
}
