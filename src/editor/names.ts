import * as vscode from 'vscode';
import type { Annotation } from '../core/annotation.ts';
import { changeTo } from '../core/document.ts';
import type { Codebook } from '../core/label.ts';
import type { Place, Problem } from '../core/problem.ts';
import { type Count, type Kind, rename, type Term, tally } from '../core/rename.ts';
import { type Files, sidecarOf } from '../store/files.ts';
import type { Project } from '../store/project.ts';
import { type Reworded, reword } from '../store/reword.ts';
import { walk } from '../store/walk.ts';
import type { Articles } from './articles.ts';
import { draft } from './draft.ts';
import { annotator } from './settings.ts';
import { annotationsIn, type Kept, sidecarsOf } from './sidecars.ts';
import { clip, wordsOf } from './words.ts';

/** So many sidecars are read at once. */
const WIDTH = 4;

/** The names of one kind in a project: nothing else is kept of its sidecars, however many there are. */
export interface Survey {
  /** By `keyOf`, in all sidecars together. */
  readonly totals: ReadonlyMap<string, { readonly term: Term; readonly count: number }>;
  /** The sidecars that have any, in the order of their names. */
  readonly found: readonly (Kept & { readonly counts: ReadonlyMap<string, Count> })[];
  /** The sidecars that cannot be read. */
  readonly unread: readonly Failure[];
}

/** Why a sidecar was left as it is, in words. */
export interface Failure {
  readonly sidecar: string;
  readonly reason: string;
  readonly place?: Place | undefined;
}

/** A term, and what it shall be called. */
export interface Renaming {
  readonly term: Term;
  readonly name: string;
  readonly codebook: Codebook;
}

/** What was renamed: so many annotations in so many sidecars. */
export interface Renamed {
  readonly annotations: number;
  readonly sidecars: number;
  readonly failures: readonly Failure[];
  /** Whether the person let it come to its end. */
  readonly isDone: boolean;
}

type Step = (part: number) => void;

/** Shows how far some work is, and lets the person stop it. `step` adds a part of the whole, from 0 to 1. */
export function withProgress<T>(
  title: string,
  work: (step: Step, token: vscode.CancellationToken) => Promise<T>,
): Thenable<T> {
  const options = { location: vscode.ProgressLocation.Notification, title, cancellable: true };
  return vscode.window.withProgress(options, (progress, token) => {
    // VS Code is told of whole percents only: ten thousand messages would be most of the work.
    let [done, told] = [0, 0];
    const step = (part: number): void => {
      done += part * 100;
      const increment = Math.floor(done) - told;
      told += increment;
      if (increment > 0) progress.report({ increment });
    };
    return work(step, token);
  });
}

/** Names that annotations of a project have in common: in all its sidecars, also of articles that are not open. */
export class Names {
  readonly #articles: Articles;
  readonly #files: Files;

  constructor(articles: Articles, files: Files) {
    this.#articles = articles;
    this.#files = files;
  }

  /** Counts the names of a kind. Undefined when it was stopped. */
  async survey(kind: Kind, project: Project, step: Step, token: vscode.CancellationToken): Promise<Survey | undefined> {
    const kept = await this.#keptIn(project, token);
    const counted = new Map<Kept, ReadonlyMap<string, Count>>();
    const unread: Failure[] = [];
    const look = async (each: Kept): Promise<void> => {
      const annotations = await this.#annotationsOf(each);
      step(1 / kept.length);
      if ('reason' in annotations) unread.push(annotations);
      else counted.set(each, brief(tally(annotations, kind, project.codebook)));
    };
    const isDone = await walk(kept, WIDTH, look, () => token.isCancellationRequested);
    if (!isDone || token.isCancellationRequested) return undefined;
    const found = kept.map((each) => ({ ...each, counts: counted.get(each) ?? new Map<string, Count>() }));
    const totals = new Map<string, { readonly term: Term; readonly count: number }>();
    for (const { counts } of found)
      for (const [key, { term, count }] of counts)
        totals.set(key, { term, count: count + (totals.get(key)?.count ?? 0) });
    return { totals, found: found.filter(({ counts }) => counts.size > 0), unread };
  }

  /** The project's sidecars, and those of open articles whose annotations no file has yet. */
  async #keptIn(project: Project, token: vscode.CancellationToken): Promise<readonly Kept[]> {
    const kept = await sidecarsOf(project, this.#articles, this.#files, token);
    const known = new Set(kept.flatMap(({ article, isShared }) => (isShared ? [article] : [])));
    const open = this.#articles.store.articles.map(({ uri }) => uri);
    const isUnwritten = (uri: string) => !known.has(uri) && this.#articles.projectOfOpen(uri)?.root === project.root;
    return [
      ...kept,
      ...open.filter(isUnwritten).map((article): Kept => ({ article, sidecar: sidecarOf(article), isShared: true })),
    ];
  }

  async #annotationsOf(kept: Kept): Promise<readonly Annotation[] | Failure> {
    const { sidecar } = kept;
    try {
      const found = (await annotationsIn(kept, this.#articles, this.#files)) ?? [];
      return 'code' in found ? failure(sidecar, found) : found;
    } catch (error) {
      return { sidecar, reason: sentenceOf(error) };
    }
  }

  /** Renames in these sidecars, one after the other, each as a whole or not at all. */
  async rename(
    kept: readonly Kept[],
    { term, name, codebook }: Renaming,
    step: Step,
    token: vscode.CancellationToken,
  ): Promise<Renamed> {
    let [annotations, sidecars] = [0, 0];
    const failures: Failure[] = [];
    const say = (annotation: Annotation): Annotation => rename(annotation, term, name, codebook);
    const work = async (each: Kept): Promise<void> => {
      try {
        const { count, refused } = await this.#reword(each, say);
        annotations += count;
        if (count > 0) sidecars++;
        if (refused) failures.push(failure(each.sidecar, refused));
      } catch (error) {
        failures.push({ sidecar: each.sidecar, reason: sentenceOf(error) });
      }
      step(1 / kept.length);
    };
    const isDone = await walk(kept, 1, work, () => token.isCancellationRequested);
    return { annotations, sidecars, failures, isDone };
  }

  /** An open article is changed in the store, in one step of its own undo; all else in its file. */
  async #reword({ article, sidecar, isShared }: Kept, say: (annotation: Annotation) => Annotation): Promise<Reworded> {
    const { store } = this.#articles;
    await this.#articles.ready(article);
    const open = isShared ? store.get(article) : undefined;
    if (!open) {
      // An article that was closed a moment ago may still be written.
      await store.idle(article);
      return reword({ files: this.#files, now: () => new Date(), author: annotator, draft }, sidecar, say);
    }
    const change = changeTo(open.annotations, open.annotations.map(say));
    const isApplied = await store.apply(article, change);
    return { count: isApplied ? change.steps.length : 0, refused: open.refused };
  }
}

/** What is kept of a file: copies, since a part of a string keeps the whole alive. */
const brief = (counts: ReadonlyMap<string, Count>): ReadonlyMap<string, Count> =>
  structuredClone(new Map([...counts].map(([key, count]) => [key, { ...count, words: clip(count.words) }])));

const failure = (sidecar: string, problem: Problem): Failure => ({
  sidecar,
  reason: wordsOf(problem),
  place: problem.place,
});

const sentenceOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
