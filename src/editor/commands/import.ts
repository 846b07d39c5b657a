import * as vscode from 'vscode';
import type { Codebook } from '../../core/label.ts';
import type { ForeignArticle, Importer, Skip } from '../../formats/importer.ts';
import { IMPORTERS, importerFor } from '../../formats/importers.ts';
import { areNameless, arrive, labelHere } from '../../store/arrival.ts';
import type { Meant } from '../../store/bring.ts';
import { type Files, nameOf } from '../../store/files.ts';
import type { Shelves } from '../../store/shelves.ts';
import { Unknown } from '../../store/unknown.ts';
import { counted } from '../counted.ts';
import { bringIn, type ForeignFile, filesOf, type ReadFile, readForeign, shelvesOf, skipWords } from '../foreign.ts';
import { COMMANDS } from '../ids.ts';
import { complain, inform, unlinked } from '../messages.ts';
import { withProgress } from '../names.ts';
import { chosenIn, register, type Tools } from '../register.ts';
import { isolated, plain, short, wordsOf } from '../words.ts';

export function importCommands(tools: Tools, files: Files): vscode.Disposable {
  return register(tools, {
    [COMMANDS.import]: (uri: unknown, uris: unknown) => importAnnotations(tools, files, chosenIn(uri, uris)),
  });
}

/** Asks what, where to, and what labels mean; brings it in; says what came of it. */
async function importAnnotations(tools: Tools, files: Files, given: readonly vscode.Uri[]): Promise<void> {
  const chosen = given.length > 0 ? given : await askFiles();
  if (!chosen) return;
  const all = await filesOf(chosen, (name) => importerFor(name) !== undefined);
  if (all.length === 0) {
    void inform(vscode.l10n.t('There is nothing to import in this folder.'));
    return;
  }
  const formats = await formatsOf(all);
  if (!formats) return;
  const read = await withProgress(vscode.l10n.t('Reading annotations'), async (step, token) => {
    const found: ReadFile[] = [];
    for (const [file, importer] of formats) {
      if (token.isCancellationRequested) return undefined;
      found.push(await readForeign(file, importer, files));
      step(1 / formats.size);
    }
    return found;
  });
  if (!read || tellBroken(tools, read)) return;
  const articles = read.flatMap(({ file, importer, read: { articles: some } }) =>
    (some ?? []).map((foreign): Found => ({ file, importer, foreign, isNameless: areNameless(some ?? []) })),
  );
  if (articles.every(({ foreign }) => foreign.annotations.length === 0)) {
    void inform(vscode.l10n.t('There are no annotations to import.'));
    return;
  }
  const shelves = shelvesOf(tools.articles, files);
  const meant = await askPlace(tools, files, shelves, articles);
  if (!meant) return;
  const labels = await askLabels(tools, meant);
  if (!labels) return;
  const report = new Report();
  for (const {
    file,
    read: { skipped },
  } of read)
    for (const skip of skipped ?? []) report.skip(file.uri.toString(), skip);
  await withProgress(vscode.l10n.t('Importing annotations'), async (step, token) => {
    for (const each of meant) {
      if (token.isCancellationRequested) {
        report.isStopped = true;
        return;
      }
      await bringOne(each, tools, files, shelves, labels, report);
      step(1 / meant.length);
    }
  });
  report.tell(tools);
}

interface Found {
  readonly file: ForeignFile;
  readonly importer: Importer;
  readonly foreign: ForeignArticle;
  readonly isNameless: boolean;
}

async function askFiles(): Promise<readonly vscode.Uri[] | undefined> {
  const endings = [
    ...new Set(IMPORTERS.flatMap(({ extensions }) => extensions.map((each) => each.split('.').at(-1) ?? ''))),
  ];
  return vscode.window.showOpenDialog({
    canSelectMany: true,
    canSelectFolders: true,
    canSelectFiles: true,
    openLabel: vscode.l10n.t('Import'),
    title: vscode.l10n.t('Files or folders of another program'),
    ...(vscode.workspace.workspaceFolders?.[0] && { defaultUri: vscode.workspace.workspaceFolders[0].uri }),
    filters: { [vscode.l10n.t('Annotations')]: endings },
  });
}

/** The format of each file: what its name says, else what a person says, once for all of them. */
async function formatsOf(files: readonly ForeignFile[]): Promise<ReadonlyMap<ForeignFile, Importer> | undefined> {
  let answer: Importer | undefined;
  const formats = new Map<ForeignFile, Importer>();
  for (const file of files) {
    const known = importerFor(file.name);
    if (!known) answer ??= await askFormat(file.name);
    const importer = known ?? answer;
    if (!importer) return undefined;
    formats.set(file, importer);
  }
  return formats;
}

async function askFormat(name: string): Promise<Importer | undefined> {
  const items = IMPORTERS.map((importer) => ({
    label: importer.title,
    detail: vscode.l10n.t(importer.description),
    importer,
  }));
  const placeHolder = vscode.l10n.t('Of which format is {0}?', isolated(short(name)));
  return (await vscode.window.showQuickPick(items, { placeHolder, matchOnDetail: true }))?.importer;
}

/** A file that is broken as a whole stops all: it is told, and nothing is written. */
function tellBroken({ log }: Tools, read: readonly ReadFile[]): boolean {
  const broken = read.flatMap(({ file, read: { broken: why } }) => (why ? [{ file, why }] : []));
  const [first] = broken;
  if (!first) return false;
  for (const { file, why } of broken)
    log.error(`${file.uri.toString()}:${why.line ?? 1}:${why.column ?? 1}: ${skipWords(why)}`);
  const { line: number = 1, column } = first.why;
  const line =
    column === undefined ? vscode.l10n.t('line {0}', number) : vscode.l10n.t('line {0}, column {1}', number, column);
  const text = vscode.l10n.t(
    'Nothing was imported. {0}, {1}: {2}',
    isolated(short(first.file.name)),
    line,
    skipWords(first.why),
  );
  void complain(text, vscode.l10n.t('Open')).then((pressed) => {
    if (pressed) void vscode.window.showTextDocument(first.file.uri, { selection: rangeAt(first.why) });
  });
  return true;
}

function rangeAt({ line = 1, column = 1 }: Skip): vscode.Range {
  const at = new vscode.Position(line - 1, column - 1);
  return new vscode.Range(at, at);
}

/** Asks in which folder the articles are, or whether this one is meant; first where most of them are. */
async function askPlace(
  { articles }: Tools,
  files: Files,
  shelves: Shelves,
  found: readonly Found[],
): Promise<readonly Meant[] | undefined> {
  const active = articles.active();
  const own = [...new Set(found.map(({ file }) => file.folder.toString()))];
  const folders = [
    ...(vscode.workspace.workspaceFolders ?? []).map(({ uri, name }) => ({ uri: uri.toString(), name })),
    ...own.map((uri) => ({ uri, name: vscode.workspace.asRelativePath(vscode.Uri.parse(uri, true)) })),
  ].filter((each, i, list) => list.findIndex(({ uri }) => uri === each.uri) === i);
  const places = folders.map(({ uri: folder, name }) => ({
    name,
    meant: found.map((each): Meant => ({ ...each, file: each.file.uri.toString(), folder })),
  }));
  // Where a file does not name its articles, all that are here are looked at. In the status bar: VS Code leaves out the last
  // of several notifications in a second, and that is what came of it all.
  const options = { location: vscode.ProgressLocation.Window, title: vscode.l10n.t('Looking for the articles') };
  const counts = await vscode.window.withProgress(options, async () => {
    const there: number[] = [];
    for (const { meant } of places) there.push(await countThere(meant, files, shelves));
    return there;
  });
  const items = places.map(({ name, meant }, i) => {
    const there = counts[i] ?? 0;
    return {
      label: plain(name),
      description: vscode.l10n.t('{0} of {1} articles are there', there, meant.length),
      ...(there < meant.length && { detail: vscode.l10n.t('The others are made where their text came along.') }),
      there,
      meant,
    };
  });
  const one =
    active && found.length === 1
      ? {
          label: vscode.l10n.t('This article'),
          description: plain(nameOf(active.article.uri)),
          there: 0,
          meant: found.map(
            (each): Meant => ({
              ...each,
              file: each.file.uri.toString(),
              folder: each.file.folder.toString(),
              article: active.article.uri,
            }),
          ),
        }
      : undefined;
  const sorted = [...items.toSorted((a, b) => b.there - a.there), ...(one ? [one] : [])];
  const placeHolder = vscode.l10n.t('In which folder are the articles?');
  return (await vscode.window.showQuickPick(sorted, { placeHolder, title: vscode.l10n.t('Import Annotations') }))
    ?.meant;
}

async function countThere(meant: readonly Meant[], files: Files, shelves: Shelves): Promise<number> {
  let there = 0;
  for (const each of meant) {
    const arrival = await arrive(each.foreign, each, each.importer.extensions, files, shelves);
    if (!('code' in arrival) && arrival.text === undefined) there++;
  }
  return there;
}

/** More labels than this are not asked about one by one: they keep their names. */
const MOST_ASKED = 20;

/** Asks what labels mean here that no codebook has. Undefined when the person leaves it. */
async function askLabels(
  { articles }: Tools,
  meant: readonly Meant[],
): Promise<ReadonlyMap<string, string | undefined> | undefined> {
  const [first] = meant;
  const project =
    first && (await articles.projectFor(vscode.Uri.parse(first.article ?? `${first.folder}/article`, true)));
  const labels = new Map<string, string | undefined>();
  if (!project) return labels;
  const { codebook } = project;
  const strange = new Map<string, number>();
  for (const { label } of meant.flatMap(({ foreign }) => foreign.annotations))
    if (labelHere(codebook, label) === undefined) strange.set(label, (strange.get(label) ?? 0) + 1);
  for (const [label, number] of [...strange].toSorted(([, a], [, b]) => b - a).slice(0, MOST_ASKED)) {
    const answer = await askLabel(label, number, codebook);
    if (!answer) return undefined;
    labels.set(label, answer.name);
  }
  return labels;
}

async function askLabel(
  label: string,
  number: number,
  { labels }: Codebook,
): Promise<{ readonly name: string | undefined } | undefined> {
  const name = isolated(short(label));
  const items: (vscode.QuickPickItem & { readonly name: string | undefined })[] = [
    ...labels.map((each) => ({ label: plain(each.title), name: each.name })),
    { label: '', kind: vscode.QuickPickItemKind.Separator, name: undefined },
    {
      label: vscode.l10n.t('Keep “{0}”', plain(label)),
      description: vscode.l10n.t('The codebook does not have it.'),
      name: label,
    },
    { label: vscode.l10n.t('Leave Out'), name: undefined },
  ];
  const title = counted(number, 'Import “{1}” (1 annotation) as', 'Import “{1}” ({0} annotations) as', name);
  return vscode.window.showQuickPick(items, { title: unlinked(title) });
}

async function bringOne(
  meant: Meant,
  { articles }: Tools,
  files: Files,
  shelves: Shelves,
  labels: ReadonlyMap<string, string | undefined>,
  report: Report,
): Promise<void> {
  const { foreign, file } = meant;
  try {
    const brought = await bringIn(meant, articles, files, shelves, labels);
    if (brought.skip)
      report.skip(file, { ...brought.skip, line: foreign.annotations[0]?.line }, foreign.annotations.length);
    else if (brought.refused) report.fail(brought.arrival.uri, wordsOf(brought.refused), foreign.annotations.length);
    else report.add(brought);
  } catch (error) {
    report.fail(file, error instanceof Error ? error.message : String(error), foreign.annotations.length);
  }
}

/** What came of an import. */
class Report {
  isStopped = false;
  #added = 0;
  #changed = 0;
  #known = 0;
  #conflicts = 0;
  #leftOut = 0;
  #skipped = 0;
  #first: string | undefined;
  readonly #lines: string[] = [];
  readonly #unknown = new Unknown();

  add({ arrival, project, found }: Extract<Awaited<ReturnType<typeof bringIn>>, { readonly found: unknown }>): void {
    this.#added += found.added;
    this.#changed += found.changed;
    this.#known += found.known;
    this.#conflicts += found.conflicts;
    this.#leftOut += found.leftOut;
    this.#unknown.add(found.change, project.codebook);
    if (found.added + found.changed > 0) this.#first ??= arrival.uri;
    for (const skip of found.skipped) this.skip(arrival.uri, skip);
  }

  skip(uri: string, skip: Skip, annotations = 1): void {
    this.#skipped += annotations;
    this.#lines.push(`${uri}:${skip.line ?? 1}: ${skipWords(skip)}`);
  }

  fail(uri: string, reason: string, annotations: number): void {
    this.#skipped += annotations;
    this.#lines.push(`${uri}: ${reason}`);
  }

  tell({ log }: Tools): void {
    for (const line of this.#lines) log.warn(`Not imported: ${line}`);
    const unknown = (['labels', 'attributes', 'values'] as const).flatMap((kind) => this.#unknown.of(kind));
    const names = unknown.map(([name, times]) => `${short(name, 40)} (${times})`);
    if (names.length > 0) log.info(`Not in the codebook: ${names.join(', ')}`);
    const parts = [
      this.isStopped ? vscode.l10n.t('Stopped.') : '',
      vscode.l10n.t('Imported: {0} added, {1} changed, {2} known already.', this.#added, this.#changed, this.#known),
      this.#conflicts > 0 ? vscode.l10n.t('Conflicts: {0}.', this.#conflicts) : '',
      this.#leftOut > 0 ? vscode.l10n.t('Left out: {0}.', this.#leftOut) : '',
      this.#skipped > 0 ? vscode.l10n.t('Skipped: {0}.', this.#skipped) : '',
      names.length > 0
        ? vscode.l10n.t('Not in the codebook: {0}.', names.slice(0, 3).join(', ') + (names.length > 3 ? ' …' : ''))
        : '',
    ];
    const open = vscode.l10n.t('Open');
    const details = vscode.l10n.t('Show Details');
    const first = this.#first;
    const buttons = [...(first === undefined ? [] : [open]), ...(this.#lines.length > 0 ? [details] : [])];
    void inform(parts.filter(Boolean).join(' '), ...buttons).then((pressed) => {
      if (pressed === open && first !== undefined) void vscode.window.showTextDocument(vscode.Uri.parse(first, true));
      if (pressed === details) log.show();
    });
  }
}
