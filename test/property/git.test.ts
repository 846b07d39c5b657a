import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { commandLine } from '../../doors.mts';
import { anchor, fragment } from '../../src/core/anchor.ts';
import type { Annotation } from '../../src/core/annotation.ts';
import { applyChange, insert, removal } from '../../src/core/document.ts';
import { entries } from '../../src/core/pick.ts';
import { CodePoints } from '../../src/core/text.ts';
import type { Extra } from '../../src/core/value.ts';
import { diskFiles } from '../../src/disk/files.ts';
import { countConflicts } from '../../src/formats/merge.ts';
import { parse, print, type Sidecar } from '../../src/formats/sidecar.ts';
import { splice } from '../../src/formats/splice.ts';
import { placed, sha256, toSidecar } from '../../src/store/article.ts';
import { readArticle } from '../../src/store/reading.ts';
import { makeRepository, type Repository } from '../unit/cli/repository.ts';
import { Dice } from './dice.ts';

/** `GIT_RUNS=200` for a long study, which prints what came of it. */
const RUNS = Number(process.env['GIT_RUNS'] ?? 3);
const SEED = Number(process.env['GIT_SEED'] ?? 20261122);

const ARTICLE = 'news.txt';
const SIDECAR = `${ARTICLE}.newsmark.yaml`;
const BRANCHES = ['ana', 'ben', 'cat'] as const;

const WORDS = [
  'the',
  'bridge',
  'retreat',
  'said',
  'minister',
  'losses',
  'early',
  'morning',
  'denied',
  'city',
  '😀',
  'на',
];

/** A sentence that stands only once in an article. */
const sentence = (dice: Dice, number: number): string =>
  `Report ${number} of ${Array.from({ length: 4 + dice.below(8) }, () => dice.pick('a', ...WORDS)).join(' ')}.`;

/** An article and its annotations as one person has them. */
interface Desk {
  readonly paragraphs: readonly (readonly string[])[];
  readonly annotations: readonly Annotation[];
  /** The sidecar's file, which says it. */
  readonly file: string;
}

const textOf = (paragraphs: Desk['paragraphs']): string => paragraphs.map((each) => `${each.join(' ')}\n`).join('\n');

/** Writes what somebody did as the editor does: all places anew, and only the lines of what is said differently. */
async function saved(desk: Desk): Promise<Desk> {
  const text = textOf(desk.paragraphs);
  const annotations = desk.annotations.map((annotation) => anchor(annotation, text));
  const about = { file: ARTICLE, sha256: await sha256(text) };
  const before: Sidecar = parse(desk.file).value ?? { article: { file: ARTICLE }, annotations: [] };
  const wanted = toSidecar(before, about, annotations, text);
  const file = desk.file === '' ? print(wanted) : splice(desk.file, wanted).text;
  if (file === undefined) throw new Error('not written');
  return { ...desk, annotations, file };
}

const mark = (id: string, text: string, exact: string, by: string): Annotation => {
  const start = text.indexOf(exact);
  return {
    id,
    label: 'claim',
    target: [fragment(text, { start, end: start + exact.length })],
    attributes: {},
    links: [],
    by,
    created: '2026-11-22T09:00:00Z',
  };
};

/** What one branch did. */
interface Deeds {
  readonly desk: Desk;
  readonly added: readonly string[];
  readonly edited: readonly string[];
  readonly removed: readonly string[];
  /** Words that only this branch wrote. */
  readonly notes: readonly string[];
}

/**
 * One person tags, notes, removes, and adds sentences to the article, in paragraphs of their own where the lines of the
 * article do not conflict.
 */
async function work(dice: Dice, start: Desk, name: (typeof BRANCHES)[number], kind: Kind): Promise<Deeds> {
  const number = BRANCHES.indexOf(name);
  const edited: string[] = [];
  const removed: string[] = [];
  const added: string[] = [];
  const notes: string[] = [];
  let { paragraphs, annotations } = start;
  if (KINDS[kind].some((each) => each === name)) {
    const index = 4 * number + dice.below(3);
    const own = paragraphs[index] ?? [];
    const fresh = sentence(dice, 100 * (number + 1));
    paragraphs = paragraphs.with(index, own.toSpliced(dice.below(own.length + 1), 0, fresh));
    annotations = annotations.map((annotation) => anchor(annotation, textOf(paragraphs)));
  }
  for (const { id } of annotations) {
    const index = annotations.findIndex((annotation) => annotation.id === id);
    const present = annotations[index];
    if (!present) continue;
    const deed = dice.below(20);
    if (deed === 0) {
      annotations = applyChange(annotations, removal(annotations, new Set([id])));
      removed.push(id);
    } else if (deed <= 2) {
      const note = `${name} notes ${id}`;
      const more =
        deed === 1 ? { note } : { attributes: { ...present.attributes, [dice.pick('verdict', 'kind')]: note } };
      annotations = annotations.with(index, {
        ...present,
        ...more,
        modified: `2026-11-22T10:0${number}:00Z`,
        modifiedBy: name,
      });
      edited.push(id);
      notes.push(note);
    }
  }
  const text = textOf(paragraphs);
  for (let times = 1 + dice.below(2); times > 0; times--) {
    const exact = dice.pick('', ...paragraphs.flat()).replace(/\.$/, '');
    if (exact === '') continue;
    const id = `${name}${times}`;
    annotations = insert(annotations, mark(id, text, exact, name));
    added.push(id);
  }
  return { desk: await saved({ ...start, paragraphs, annotations }), added, edited, removed, notes };
}

/** The ids that must be there when all is merged. */
function expected(base: Desk, all: readonly Deeds[]): string[] {
  const kept = base.annotations.flatMap(({ id }) => {
    const isRemoved = all.some(({ removed }) => removed.includes(id));
    return !isRemoved || all.some(({ edited }) => edited.includes(id)) ? [id] : [];
  });
  return [...kept, ...all.flatMap(({ added }) => added)].sort();
}

let folder = '';
let program = '';

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'newsmark-bundle-'));
  program = path.join(folder, 'newsmark.cjs');
  // Of its own: others are built anew while git runs it.
  await build({ ...commandLine, absWorkingDir: path.resolve(import.meta.dirname, '../..'), outfile: program });
});

afterAll(() => rm(folder, { recursive: true }));

/** A repository with an article, and a branch for each of three people who tagged it. */
async function prepare(seed: number, kind: Kind) {
  const dice = new Dice(seed);
  let number = 0;
  const paragraphs = Array.from({ length: 12 }, () =>
    Array.from({ length: 2 + dice.below(4) }, () => sentence(dice, number++)),
  );
  const text = textOf(paragraphs);
  const tagged = dice.shuffle(paragraphs.flat()).slice(0, 4 + dice.below(9));
  const annotations = tagged
    .map((exact, i) => mark(`base${i}`, text, exact, 'dan'))
    .sort((a, b) => (a.target[0]?.start ?? 0) - (b.target[0]?.start ?? 0));
  const base = await saved({ paragraphs, annotations, file: '' });
  const repository = await makeRepository({ [ARTICLE]: text, [SIDECAR]: base.file });
  await repository.desk.run(['init', '--git'], { self: [process.execPath, program] });
  await repository.commit();
  await repository.git('branch', 'base');
  const all: Deeds[] = [];
  for (const name of BRANCHES) {
    const deeds = await work(dice, base, name, kind);
    all.push(deeds);
    await repository.git('checkout', '-q', '-b', name, 'base');
    await repository.commit({ [ARTICLE]: textOf(deeds.desk.paragraphs), [SIDECAR]: deeds.desk.file });
  }
  return { repository, base, all };
}

/** What the merged file is: all that anybody did is in it, and every annotation is found in the merged article. */
async function judge(repository: Repository, base: Desk, all: readonly Deeds[]) {
  const { desk } = repository;
  const source = await desk.read(SIDECAR);
  const { value, problems } = parse(source);
  expect(problems).toEqual([]);
  expect(value?.annotations.map(({ id }) => id).sort()).toEqual(expected(base, all));
  for (const note of all.flatMap(({ notes }) => notes)) expect(source).toContain(note);
  const text = await desk.read(ARTICLE);
  const points = new CodePoints(text);
  const isRight = (annotation: Annotation) =>
    annotation.target.every(({ start, end, exact }) => {
      const span = points.spanToUtf16({ start, end });
      return text.slice(span.start, span.end) === exact;
    });
  const uri = (name: string) => pathToFileURL(desk.path(name)).href;
  const { annotations } = await readArticle(diskFiles, uri(ARTICLE), uri(SIDECAR));
  // Sentences come and go whole, so that all words are still there.
  for (const { target } of annotations) {
    for (const each of target) expect([each.state, text.slice(each.start, each.end)]).toEqual([undefined, each.exact]);
  }
  expect(annotations).toEqual(placed(value?.annotations ?? [], text));
  return {
    wrong: value?.annotations.filter((annotation) => !isRight(annotation)).length ?? 0,
    annotations: annotations.length,
    conflicts: value ? countConflicts(value) : 0,
  };
}

/** Who edits the article besides tagging it. */
const KINDS = { 'only tags': [], 'one edits': ['ana'], 'all edit': BRANCHES } as const;

type Kind = keyof typeof KINDS;

const DRIVEN = 'merged with the driver';
const DRIVEN_CLEAN = '… and ended clean';
const CONFLICTS = '… with conflict entries';
const MOVED = '… with offsets to be put right, and were';
const REBASED = 'rebased with the driver';
const REBASED_CLEAN = '… and rebased clean';
const PLAIN = 'merged by plain git';
const PLAIN_RIGHT = '… clean with right offsets';
const PLAIN_WRONG = '… clean with wrong offsets, put right';
const PLAIN_MARKED = '… marks left, mended by --resolve';
const FIGURES = [
  DRIVEN,
  DRIVEN_CLEAN,
  CONFLICTS,
  MOVED,
  REBASED,
  REBASED_CLEAN,
  PLAIN,
  PLAIN_RIGHT,
  PLAIN_WRONG,
  PLAIN_MARKED,
] as const;

type Figure = (typeof FIGURES)[number];

/** What came of the study, by kind of work. */
const figures = new Map<Figure, Record<Kind, number>>(
  FIGURES.map((figure) => [figure, { 'only tags': 0, 'one edits': 0, 'all edit': 0 }]),
);

function count(figure: Figure, kind: Kind): void {
  const row = figures.get(figure);
  if (row) row[kind]++;
}

const total = (figure: Figure): number => Object.values(figures.get(figure) ?? {}).reduce((sum, each) => sum + each, 0);

describe('real git', () => {
  const kinds = Object.keys(KINDS) as Kind[];
  const runs = Array.from({ length: RUNS }, (_, i) => [kinds[i % kinds.length] ?? 'all edit', SEED + i] as const);

  it.each(runs)('merges what three people tagged in the same article: %s (%i)', async (kind, seed) => {
    const { repository, base, all } = await prepare(seed, kind);
    const [first, ...others] = BRANCHES;

    await repository.git('checkout', '-q', '-b', 'driven', first);
    for (const [i, name] of others.entries()) {
      count(DRIVEN, kind);
      if (await repository.tries('merge', '-q', '--no-edit', name)) count(DRIVEN_CLEAN, kind);
      const { wrong, conflicts } = await judge(repository, base, all.slice(0, i + 2));
      if (wrong > 0) count(MOVED, kind);
      if (conflicts > 0) count(CONFLICTS, kind);
    }
    const check = await repository.desk.run(['check', SIDECAR]);
    expect(check.out).not.toContain('[lost]');

    await repository.git('checkout', '-q', '-b', 'rebased', first);
    for (const [i, name] of others.entries()) {
      count(REBASED, kind);
      await repository.git('checkout', '-q', '-b', `${name}-rebased`, name);
      if (await repository.tries('rebase', '-q', 'rebased')) count(REBASED_CLEAN, kind);
      await repository.git('branch', '-q', '-f', 'rebased', 'HEAD');
      await judge(repository, base, all.slice(0, i + 2));
    }

    await repository.git('config', '--remove-section', 'merge.newsmark');
    await repository.git('checkout', '-q', '-b', 'plain', first);
    for (const [i, name] of others.entries()) {
      count(PLAIN, kind);
      const isClean = await repository.tries('merge', '-q', '--no-edit', name);
      if (!isClean) {
        expect(await repository.desk.read(SIDECAR)).toContain('<<<<<<<');
        expect((await repository.desk.run(['merge', '--resolve', '.'])).code).toBe(0);
        await repository.git('commit', '-q', '-a', '--no-edit');
      }
      const { wrong } = await judge(repository, base, all.slice(0, i + 2));
      if (!isClean) count(PLAIN_MARKED, kind);
      else if (wrong > 0) count(PLAIN_WRONG, kind);
      else count(PLAIN_RIGHT, kind);
    }
  });

  it('merges two branches that have merged each other before', async () => {
    const file = (note: string, more = '') =>
      `newsmark: 1\narticle:\n  file: ${ARTICLE}\nannotations:\n  - id: a\n    label: claim\n    target:\n      - exact: a\n        start: 0\n        end: 1\n    note: ${note}\n${more}`;
    const name = `deep/folder/${SIDECAR}`;
    const repository = await makeRepository({ [name]: file('old') });
    await repository.desk.run(['init', '--git', 'deep'], { self: [process.execPath, program] });
    await repository.commit();
    await repository.git('branch', 'other');
    await repository.commit({ [name]: file('ours') });
    await repository.git('branch', 'main-before');
    await repository.git('checkout', '-q', 'other');
    await repository.commit({ [name]: file('theirs') });
    await repository.git('merge', '-q', '--no-edit', 'main-before');
    await repository.commit({ [name]: (await repository.desk.read(name)).replace('note: theirs', 'note: other') });
    await repository.git('checkout', '-q', 'main');
    await repository.git('merge', '-q', '--no-edit', 'other~2');
    await repository.git('merge', '-q', '--no-edit', 'other');
    const { value, problems } = parse(await repository.desk.read(name));
    expect([value?.annotations.length, problems]).toEqual([1, []]);
    const { note, conflict } = value?.annotations[0] ?? {};
    // Which of the two stands depends on the base that git makes of their common ancestors.
    const values = [note, ...entries(conflict).map((entry) => (entry as Extra)['theirs'])];
    expect(values).toEqual(expect.arrayContaining(['other', 'ours']));
  });

  it('ends every merge and every rebase clean that has the driver', () => {
    if (process.env['GIT_RUNS']) console.table(Object.fromEntries(figures));
    expect([total(DRIVEN), total(DRIVEN_CLEAN)]).toEqual([2 * RUNS, 2 * RUNS]);
    expect([total(REBASED), total(REBASED_CLEAN)]).toEqual([2 * RUNS, 2 * RUNS]);
  });
});
