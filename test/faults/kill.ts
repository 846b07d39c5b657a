import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { parse } from '../../src/formats/sidecar.ts';
import { diskStore } from './disk.ts';

/** Something that is done to an annotation: it has this note from now on; without a note it is gone. */
export interface Act {
  readonly id: string;
  readonly note?: string;
}

const TEXT = Array.from({ length: 60 }, (_, i) => `Line ${i} says that the bridge of Kharkiv 😀 stands.`).join('\n');
/** What stands before the text in an editor whose changes are not saved. */
const UNSAVED = 'Not saved: ';

export interface Kills {
  readonly kills: number;
  /** How many acts were acknowledged, in all lives together. */
  readonly acts: number;
  /** How many kills left an act that was begun and not acknowledged: those that hit the middle of the work. */
  readonly cut: number;
  /** How many of those acts had been kept all the same. */
  readonly kept: number;
  /** How many kills left a temporary file behind. */
  readonly left: number;
}

/**
 * Starts a program that annotates, kills it (SIGKILL) after a random time, and looks at what is there: the sidecar must
 * be whole, and with the journal say everything that was acknowledged. Again and again over the same files. Every
 * third program has unsaved changes in its article, so that everything must come from the journal. Throws at the first
 * loss.
 */
export async function kill(kills: number, seed: number): Promise<Kills> {
  const folder = await mkdtemp(path.join(tmpdir(), 'newsmark-kill-'));
  const article = path.join(folder, 'articles', 'a.txt');
  const journal = path.join(folder, 'journal');
  await mkdir(path.dirname(article));
  await writeFile(article, TEXT);
  const program = path.join(folder, 'writer.mjs');
  await build({
    entryPoints: [path.join(import.meta.dirname, 'writer.ts')],
    ...{ bundle: true, platform: 'node', format: 'esm', outfile: program, logLevel: 'error' },
    banner: { js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);" },
  });
  const notes = new Map<string, string>();
  const total = { kills: 0, acts: 0, cut: 0, kept: 0, left: 0 };
  try {
    for (; total.kills < kills; total.kills++) {
      const unsaved = total.kills % 3 === 2 ? UNSAVED : '';
      const { done, begun } = await live([program, article, journal, String(seed + total.kills), unsaved]);
      total.acts += done.length;
      for (const act of done) doAct(notes, act);
      await lookAtFile(`${article}.newsmark.yaml`);
      const found = await recover(article, journal, total.kills % 2 === 0);
      if (begun) total.cut++;
      if (begun && isDone(found, begun)) {
        total.kept++;
        doAct(notes, begun);
      }
      compare(found, notes, total.kills);
      total.left += await clean(path.dirname(article));
    }
    return total;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** One life of the program: what it acknowledged, and what it had begun when it was killed. */
async function live(
  args: readonly string[],
): Promise<{ readonly done: readonly Act[]; readonly begun?: Act | undefined }> {
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  const done: Act[] = [];
  let begun: Act | undefined;
  const lines = createInterface({ input: child.stdout });
  // Counted from its first act: how long a program takes to start says nothing.
  lines.once('line', () => setTimeout(() => child.kill('SIGKILL'), Math.random() * 200));
  lines.on('line', (line) => {
    const { word, ...act } = JSON.parse(line) as Act & { readonly word: string };
    if (word === 'begun') begun = act;
    else {
      done.push(act);
      begun = undefined;
    }
  });
  const [[code, signal]] = await Promise.all([once(child, 'exit'), once(lines, 'close')]);
  if (signal !== 'SIGKILL') throw new Error(`The program ended by itself with code ${code}.`);
  return { done, begun };
}

/** The sidecar's file is whole: what the program wrote, and not half of it. */
async function lookAtFile(sidecar: string): Promise<void> {
  const source = await readFile(sidecar, 'utf8').catch(() => undefined);
  if (source === undefined) return;
  const { value, problems } = parse(source);
  if (!value || problems.length > 0 || !source.endsWith('\n'))
    throw new Error(`The sidecar is damaged:\n${problems.map(({ code }) => code).join(', ')}\n${source}`);
}

/** What the next window finds, by id: it takes in the sidecar and the journal, and writes both together. */
async function recover(article: string, journal: string, unopened: boolean): Promise<ReadonlyMap<string, string>> {
  const uri = pathToFileURL(article).href;
  const store = diskStore(journal);
  // It need not open the article for that.
  if (unopened) await store.recover(() => false);
  await store.open(uri, { text: () => TEXT, slice: (start, end) => TEXT.slice(start, end), isDirty: () => false });
  await store.idle();
  const { annotations = [], keeping, failure } = store.get(uri) ?? {};
  if (keeping !== 'saved') throw new Error(`The next window could not save what it found: ${keeping} ${failure}`);
  return new Map(annotations.map(({ id, note = '' }) => [id, note]));
}

function doAct(notes: Map<string, string>, { id, note }: Act): void {
  if (note === undefined) notes.delete(id);
  else notes.set(id, note);
}

const isDone = (found: ReadonlyMap<string, string>, { id, note }: Act): boolean => found.get(id) === note;

function compare(found: ReadonlyMap<string, string>, wanted: ReadonlyMap<string, string>, kills: number): void {
  const wrong = [...new Set([...found.keys(), ...wanted.keys()])].filter((id) => found.get(id) !== wanted.get(id));
  if (wrong.length === 0) return;
  const lines = wrong.map(
    (id) => `${id}: ${wanted.get(id) ?? '(gone)'} was acknowledged, ${found.get(id) ?? '(nothing)'} is there`,
  );
  throw new Error(`After kill ${kills + 1}:\n${lines.join('\n')}`);
}

/** Takes temporary files away that the killed program left, and says how many there were. */
async function clean(folder: string): Promise<number> {
  const left = (await readdir(folder)).filter((name) => name.endsWith('.tmp'));
  for (const name of left) await rm(path.join(folder, name));
  return left.length;
}
