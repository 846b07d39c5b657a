import { carry } from '../core/anchor.ts';
import type { Change } from '../core/change.ts';
import type { Annotations } from '../core/document.ts';
import { merge } from '../core/merge.ts';
import { type Problem, sentence } from '../core/problem.ts';
import { same } from '../core/value.ts';
import { type About, type Parsed, parse, print, type Sidecar } from '../formats/sidecar.ts';
import { splice } from '../formats/splice.ts';
import { bare, decode, decodeSource, locate, relocate, sha256, toSidecar } from './article.ts';
import { type Files, nameOf, sidecarOf } from './files.ts';
import type { Journal } from './journal.ts';
import type { OpenArticle } from './open.ts';
import { paced } from './pace.ts';
import { seek, unsought } from './seek.ts';
import type { Texts } from './texts.ts';
import { settleWords, words } from './words.ts';

/** What the store needs of the world around it. */
export interface World {
  readonly files: Files;
  readonly journal: Journal;
  readonly now: () => Date;
  readonly random: (bytes: number) => Uint8Array;
  readonly texts: Texts;
  /** The file in an editor, if it has unsaved changes there: it is not written under them. */
  readonly draft: (uri: string) => Draft | undefined;
  /** The name of the person who annotates; undefined when it is not known. */
  readonly author: () => string | undefined;
}

/** A file that somebody edits by hand and has not saved yet. */
export interface Draft {
  readonly text: string;
  /** The file's text of which it was made; undefined when that is not known. */
  readonly base?: string | undefined;
  /** Puts another text in its place, for the person to save. False when it could not, or was edited meanwhile. */
  replace(text: string): Promise<boolean>;
}

/**
 * Keeps open articles on disk: reads their sidecars, writes them for the article as saved, takes in what others wrote,
 * and has everything else in the journal. `tell` is called when views have something new to see.
 */
export class Keeper {
  readonly #world: World;
  readonly #tell: (article: OpenArticle, origin: 'disk' | 'keeping') => void;

  constructor(world: World, tell: (article: OpenArticle, origin: 'disk' | 'keeping') => void) {
    this.#world = world;
    this.#tell = tell;
  }

  /** Reads an article's sidecar and journal. What cannot be read now is read with the next action, save or look at the sidecar: nothing is written before. */
  async load(article: OpenArticle): Promise<void> {
    const { files, journal } = this.#world;
    const failed = (error: unknown): undefined => {
      article.failure = sentenceOf(error);
    };
    // The journal first: a window that is just going takes out of it what it has written to the sidecar.
    const changes = await journal.read(article.uri).catch(failed);
    const [bytes, onDisk] = await Promise.all([
      files.read(sidecarOf(article.uri)).catch(failed),
      this.#decoded(article.uri).catch(failed),
    ]);
    this.#take(article, bytes && decodeSource(bytes), bytes !== undefined);
    if (onDisk && onDisk.text === undefined) article.foreign ??= onDisk.problems[0];
    const saved = (article.foreign ? undefined : onDisk?.text) ?? article.source.text();
    article.saved = saved;
    const annotations = await this.#located(article, article.sidecar, saved);
    const { sha256: hash } = article.sidecar.article;
    if (hash !== undefined && annotations.length > 0 && hash === (await sha256(saved)))
      void this.#world.texts.keep(hash, saved);
    const unsaved = article.source.text();
    const isDropped = () => article.dropped;
    const found = unsaved === saved ? annotations : await paced(relocate(annotations, unsaved, saved), isDropped);
    const text = article.source.text();
    article.replace(carry(found, unsaved, text));
    article.edited = saved !== text;
    if (changes) article.recall(changes);
  }

  /** Takes in what the sidecar's file says now. False when it cannot be used: the annotations known so far stay. */
  #take(article: OpenArticle, source: string | undefined, exists: boolean): boolean {
    article.file = source;
    if (!exists) {
      article.sidecar = { article: { file: nameOf(article.uri) }, annotations: [] };
      article.problems = [];
      article.broken = undefined;
      return true;
    }
    const parsed: Pick<Parsed, 'value' | 'problems'> =
      source === undefined ? { problems: [NOT_UTF8] } : parse(source, nameOf(article.uri));
    article.problems = parsed.problems;
    article.broken = parsed.value ? refusal(parsed.value) : parsed.problems[0];
    if (parsed.value) article.sidecar = parsed.value;
    return parsed.value !== undefined;
  }

  #enqueue(article: OpenArticle, work: () => Promise<void>): Promise<void> {
    const result = article.queue.then(work);
    article.queue = result.catch(ignore);
    return result;
  }

  /** Makes sure that nothing done is lost: in the sidecar where the article is saved, else in the journal. */
  keep(article: OpenArticle, when?: 'settled' | 'closed'): Promise<void> {
    return this.attempt(article, () => this.secure(article, when === 'closed'), when === 'settled');
  }

  /** What `keep` does, for work that has its turn already. `always`: also when the article has unsaved changes. */
  async secure(article: OpenArticle, always = false): Promise<void> {
    const failure = await this.#journal(article).then(ignore, sentenceOf);
    // By the time that its turn comes, the person may be typing again.
    if (always || !article.source.isDirty()) await this.#write(article);
    // What stands in the sidecar needs no journal.
    if (failure !== undefined && article.pending.length > 0) throw new Error(failure);
  }

  async #journal(article: OpenArticle): Promise<void> {
    const { journal } = this.#world;
    if (!article.recalled) article.recall(await journal.read(article.uri));
    await journal.write(article.uri, article.pending);
  }

  /** Works on an article's files, one work after the other, and remembers what the disk said against it. */
  attempt(article: OpenArticle, work: () => Promise<void>, always = false): Promise<void> {
    return this.#enqueue(article, async () => {
      const { keeping, failure } = article;
      try {
        await work();
        article.failure = undefined;
      } catch (error) {
        article.failure = sentenceOf(error);
      }
      if (always || article.keeping !== keeping || article.failure !== failure) this.#tell(article, 'keeping');
    });
  }

  /** Brings the sidecar's file up to date with the article as it is on disk. */
  async #write(article: OpenArticle): Promise<void> {
    if (article.moving) return;
    const saved = await this.textOf(article.uri);
    if (saved === undefined) return;
    if (await this.merge(article)) this.#tell(article, 'disk');
    if (article.refused) return;
    const about = { file: nameOf(article.uri), sha256: await sha256(saved) };
    const text = article.source.text();
    const isSaved = text === saved;
    if (isSaved) {
      settleWords(article, timeOf(this.#world), this.#world.author());
      if (unsought(article, saved).length > 0) {
        if (await seek(article, about, saved)) this.#tell(article, 'disk');
        // That took its time: the files may be others by now.
        return this.#write(article);
      }
    }
    const pending = article.pending;
    const annotations = isSaved
      ? article.annotations
      : carry(this.#asTold(article), text, saved).map((each) => bare(each, saved));
    const draft = this.#world.draft(sidecarOf(article.uri));
    article.held = draft !== undefined;
    if (draft) return this.#hand(article, draft, annotations, about, saved);
    if (annotations.length === 0 && article.file === undefined) return this.#written(article, pending);
    const written = isSaved ? article.writtenIn(saved) : undefined;
    const wanted = toSidecar(article.sidecar, about, annotations, saved, written);
    if (!same(wanted, article.sidecar)) {
      const file = this.#print(article, wanted);
      if (file !== article.file) await this.#world.files.write(sidecarOf(article.uri), new TextEncoder().encode(file));
      article.file = file;
      // Its problems stand at other lines now.
      if (article.problems.length > 0) article.problems = parse(file, nameOf(article.uri)).problems;
      // Only now: of a value that was written, or read, it is known where in the file it stands.
      article.sidecar = wanted;
      void this.#world.texts.keep(about.sha256, saved);
    }
    if (isSaved) article.surround(annotations);
    article.saved = saved;
    article.edited = article.source.text() !== saved;
    await this.#written(article, pending);
  }

  /**
   * Somebody edits the sidecar by hand: what is done here goes into what is written there, as a merge, and waits in the
   * journal until it is saved or discarded. What cannot be read at this moment is let alone.
   */
  async #hand(
    article: OpenArticle,
    draft: Draft,
    annotations: Annotations,
    about: Pick<About, 'file' | 'sha256'>,
    saved: string,
  ): Promise<void> {
    const theirs = parse(draft.text, about.file).value;
    if (!theirs || refusal(theirs)) return;
    const before = (draft.base === undefined ? undefined : parse(draft.base, about.file).value) ?? article.sidecar;
    const base = article.handed ?? (await this.#located(article, before, saved));
    // Cut, to be pasted elsewhere, or on the way to that.
    if (theirs.annotations.length === 0 && base.length > 0) return;
    const merged = merge(base, annotations, await this.#located(article, theirs, saved));
    const wanted = toSidecar(theirs, about, merged, saved);
    if (same(wanted, theirs)) return;
    const { text, problems } = splice(draft.text, wanted, article.removed);
    if (text === undefined) throw new Refusal(problems);
    if (await draft.replace(text)) article.handed = annotations;
  }

  async #written(article: OpenArticle, pending: readonly Change[]): Promise<void> {
    article.pending = article.pending.slice(pending.length);
    // What was written already may be done again: that the journal still has it does no harm.
    await this.#world.journal.write(article.uri, article.pending).catch(ignore);
  }

  #print(article: OpenArticle, wanted: Sidecar): string {
    if (article.file === undefined) return print(wanted);
    const { text, problems } = splice(article.file, wanted, article.removed, article.sidecar);
    if (text === undefined) throw new Refusal(problems);
    return text;
  }

  #asTold(article: OpenArticle): Annotations {
    return article.ids.flatMap((id) => article.live.placed(id) ?? []);
  }

  /** Takes in what someone else wrote to the sidecar since it was last read. True when there was something. */
  async merge(article: OpenArticle): Promise<boolean> {
    const uri = sidecarOf(article.uri);
    const bytes = await this.#world.files.read(uri);
    const source = bytes && decodeSource(bytes);
    const { handed } = article;
    const isOpen = this.#world.draft(uri) !== undefined;
    if (!isOpen) article.handed = undefined;
    if (source === article.file && (bytes === undefined) === (article.file === undefined)) return false;
    const onDisk = article.foreign ? undefined : await this.textOf(article.uri);
    const { sidecar: before, file } = article;
    if (!this.#take(article, source, bytes !== undefined)) return true;
    const saved = onDisk ?? article.source.text();
    article.saved = saved;
    const located = Promise.all([before, article.sidecar].map((each) => this.#located(article, each, saved)));
    const [old = [], theirs = []] = await located.catch((error: unknown) => {
      // What was not merged is not known: it is read, and merged, the next time.
      article.file = file;
      article.sidecar = before;
      throw error;
    });
    const base = !isOpen && handed && comesFrom(handed, old, theirs) ? handed : old;
    const text = article.source.text();
    const carried = (annotations: Annotations) => carry(annotations, saved, text);
    article.replace(merge(carried(base), article.annotations, carried(theirs)));
    return true;
  }

  /**
   * The editor may have taken in another text of the file, as one edit: what that tore away, or apart, is looked for in
   * it. True when something was found.
   */
  async reunite(article: OpenArticle): Promise<boolean> {
    const text = await this.textOf(article.uri);
    // Somebody types, and it is only not known yet that there are unsaved changes.
    if (text === undefined || article.source.text() !== text) return false;
    const { live } = article;
    const torn = article.sidecar.annotations.filter(({ id, target }) => {
      const [told, now] = [live.told(id), live.now(id)];
      return told && now && !same(words(told), words(now)) && target.every((each) => each.state !== 'lost');
    });
    if (torn.length === 0) return false;
    const found = await paced(locate(torn, text, article.saved), () => article.dropped);
    if (article.source.text() !== text) return false;
    for (const { id, target } of found) {
      const now = live.now(id);
      if (now && target.every((each) => each.state !== 'lost')) live.settle(id, { ...now, target });
    }
    article.renew();
    return true;
  }

  /** A sidecar's annotations in the article's saved text (UTF-16). Rejects with `Dropped` when the article is closed meanwhile. */
  async #located(article: OpenArticle, { annotations, article: about }: Sidecar, saved: string): Promise<Annotations> {
    const isOther = about.sha256 !== undefined && annotations.length > 0 && about.sha256 !== (await sha256(saved));
    const old = isOther ? await this.#world.texts.get(about.sha256 ?? '') : undefined;
    return paced(locate(annotations, saved, old), () => article.dropped);
  }

  /** The text of an article's file. Undefined when there is no such file, or it is no text. */
  async textOf(uri: string): Promise<string | undefined> {
    return (await this.#decoded(uri))?.text;
  }

  async #decoded(uri: string): Promise<ReturnType<typeof decode> | undefined> {
    const bytes = await this.#world.files.read(uri);
    return bytes && decode(bytes);
  }
}

/** A sidecar that could not be rewritten faithfully. */
class Refusal extends Error {
  constructor(problems: readonly Problem[]) {
    super(problems.map(sentence).join(' '));
  }
}

/** Whether a file may be what was handed to an editor, saved: it has annotations that were only there, if there were any. */
function comesFrom(handed: Annotations, before: Annotations, file: Annotations): boolean {
  const known = new Set(before.map(({ id }) => id));
  const fresh = new Set(handed.map(({ id }) => id).filter((id) => !known.has(id)));
  return fresh.size === 0 || file.some(({ id }) => fresh.has(id));
}

export const NOT_UTF8: Problem = { code: 'yaml-syntax', severity: 'error', values: ['The file is not UTF-8.'] };

/** Why a sidecar that was understood is not written all the same. */
export const refusal = ({ article: { encoding } }: Sidecar): Problem | undefined =>
  encoding === undefined || encoding.toLowerCase() === 'utf-8'
    ? undefined
    : { code: 'unknown-encoding', severity: 'error', values: [encoding] };

/** What went wrong, with a full stop: what the system says has none. */
const sentenceOf = (error: unknown): string =>
  (error instanceof Error ? error.message : String(error)).replace(/[^.!?]$/, '$&.');

/** The world's time as files have it: UTC, in seconds. */
export const timeOf = (world: Pick<World, 'now'>): string =>
  world
    .now()
    .toISOString()
    .replace(/\.\d+Z$/, 'Z');

export const ignore = (): void => {};
