import * as vscode from 'vscode';
import {
  type Choices,
  contentOf,
  Export,
  type Exporter,
  LOSSES,
  type Loss,
  type Piece,
} from '../../formats/exporter.ts';
import { EXPORTERS } from '../../formats/exporters.ts';
import { articleOf, type Files, sidecarOf } from '../../store/files.ts';
import type { Project } from '../../store/project.ts';
import { commonFolder, readArticle, toExportable } from '../../store/reading.ts';
import { countAnnotations, counted } from '../counted.ts';
import { COMMANDS } from '../ids.ts';
import { complain, inform, unlinked, warn } from '../messages.ts';
import { chosenIn, register, type Tools } from '../register.ts';

/** `chosen` writes what a person has chosen in a dialog; `memento` keeps the choice for the next time. */
export function exportCommands(tools: Tools, files: Files, chosen: Files, memento: vscode.Memento): vscode.Disposable {
  return register(tools, {
    [COMMANDS.export]: (uri: unknown, uris: unknown) =>
      exportAnnotations(tools, files, chosen, memento, chosenIn(uri, uris)),
  });
}

const KEY = 'export';

/** What was chosen the last time. */
interface Last {
  readonly format: string;
  readonly choices: Choices;
  /** The URI of the folder. */
  readonly folder: string;
}

/** Asks what, how and where to; writes; says where it is. `given`: what is selected in the Explorer. */
async function exportAnnotations(
  tools: Tools,
  files: Files,
  chosen: Files,
  memento: vscode.Memento,
  given: readonly vscode.Uri[],
): Promise<void> {
  const articles = await pickArticles(tools, given);
  if (!articles || !(await areSaved(tools, articles))) return;
  const last = memento.get<Last>(KEY);
  const format = await pickFormat(last);
  if (!format) return;
  const start = last ? vscode.Uri.parse(last.folder, true) : vscode.workspace.workspaceFolders?.[0]?.uri;
  const [folder] =
    (await vscode.window.showOpenDialog({
      canSelectFiles: false,
      canSelectFolders: true,
      openLabel: vscode.l10n.t('Export Here'),
      title: vscode.l10n.t('Folder for the exported files'),
      ...(start && { defaultUri: start }),
    })) ?? [];
  if (!folder) return;
  const { exporter, choices } = format;
  void memento.update(KEY, { format: exporter.name, choices, folder: folder.toString() } satisfies Last);
  const { result, written } = await vscode.window.withProgress(
    {
      location: vscode.ProgressLocation.Notification,
      title: vscode.l10n.t('Exporting annotations'),
      cancellable: true,
    },
    async (progress, token) => {
      const result = await collect(articles, format, tools, files, progress, token);
      const written = result && result.files.size > 0 ? await write(folder, result.files, tools, chosen) : undefined;
      return { result, written };
    },
  );
  // Afterwards: beside a message that something is being done nobody believes that it is done.
  if (result?.files.size === 0) void inform(vscode.l10n.t('There are no annotations to export.'));
  const what = exporter.onlyTerms ? vscode.l10n.t('only the labels') : countAnnotations(result?.written ?? 0);
  if (result && written) tellResult(tools, written, what, result.losses);
}

/** The annotated articles that a person means. */
async function pickArticles(
  { articles }: Tools,
  given: readonly vscode.Uri[],
): Promise<readonly vscode.Uri[] | undefined> {
  const active = articles.active();
  const found = given.length > 0 ? await annotatedIn(given) : await allAnnotated();
  if (found.length === 0 && (given.length > 0 || !active)) {
    void inform(
      given.length > 0
        ? vscode.l10n.t('There are no annotations to export.')
        : vscode.l10n.t('There are no annotated articles in this folder.'),
    );
    return undefined;
  }
  if (given.length > 0 || !active) return found;
  const picked = await vscode.window.showQuickPick(
    [
      {
        label: vscode.l10n.t('This article'),
        description: vscode.workspace.asRelativePath(active.document.uri),
        articles: [active.document.uri],
      },
      { label: vscode.l10n.t('All annotated articles'), description: String(found.length), articles: found },
    ],
    { placeHolder: vscode.l10n.t('What to export') },
  );
  return picked?.articles;
}

const allAnnotated = async (within?: vscode.Uri): Promise<readonly vscode.Uri[]> => {
  const pattern = '**/*.newsmark.yaml';
  const found = await vscode.workspace.findFiles(within ? new vscode.RelativePattern(within, pattern) : pattern);
  return found.flatMap((uri) => articleOf(uri.toString()) ?? []).map((uri) => vscode.Uri.parse(uri, true));
};

/** Articles that have a sidecar among files, which may be sidecars themselves, and in folders; each once. */
async function annotatedIn(given: readonly vscode.Uri[]): Promise<readonly vscode.Uri[]> {
  const found = new Map<string, vscode.Uri>();
  for (const uri of given) {
    const { type } = await vscode.workspace.fs.stat(uri);
    const own = vscode.Uri.parse(articleOf(uri.toString()) ?? uri.toString(), true);
    for (const each of type & vscode.FileType.Directory ? await allAnnotated(uri) : [own])
      found.set(each.toString(), each);
  }
  return [...found.values()];
}

/** What is exported stands in the sidecar, and that describes the saved article: asks to save what is not. */
async function areSaved({ articles }: Tools, meant: readonly vscode.Uri[]): Promise<boolean> {
  const uris = meant.map((uri) => uri.toString());
  for (const uri of uris) await articles.store.idle(uri);
  const unsaved = uris.filter((uri) => (articles.store.get(uri)?.keeping ?? 'saved') !== 'saved');
  if (unsaved.length === 0) return true;
  const save = vscode.l10n.t('Save and Export');
  const question = counted(
    unsaved.length,
    'The article has unsaved changes. What is exported describes the saved article.',
    '{0} articles have unsaved changes. What is exported describes the saved articles.',
  );
  if ((await warn(question, save)) !== save) return false;
  for (const uri of unsaved) {
    if (!(await articles.document(uri)?.save())) return false;
    await articles.store.idle(uri);
  }
  return true;
}

interface Format {
  readonly exporter: Exporter;
  readonly choices: Choices;
}

/** Asks for the format, and how to write it where there are several ways: what was chosen the last time comes first. */
async function pickFormat(last: Last | undefined): Promise<Format | undefined> {
  const formats = EXPORTERS.map((exporter) => ({
    label: exporter.title,
    detail: vscode.l10n.t(exporter.description),
    exporter,
  }));
  const placeHolder = vscode.l10n.t('Format');
  const isLast = ({ exporter }: (typeof formats)[number]): boolean => exporter.name === last?.format;
  const picked = await vscode.window.showQuickPick(lastFirst(formats, isLast), { placeHolder, matchOnDetail: true });
  if (!picked) return undefined;
  const { exporter } = picked;
  let choices: Choices = {};
  for (const { name, values } of exporter.choices ?? []) {
    const items = values.map(({ value, description }) => ({ label: value, detail: vscode.l10n.t(description) }));
    const before = exporter.name === last?.format ? last.choices[name] : undefined;
    const sorted = lastFirst(items, ({ label }) => label === before);
    const chosen = await vscode.window.showQuickPick(sorted, { title: exporter.title, matchOnDetail: true });
    if (!chosen) return undefined;
    choices = { ...choices, [name]: chosen.label };
  }
  return { exporter, choices };
}

function lastFirst<T extends vscode.QuickPickItem>(items: readonly T[], isLast: (item: T) => boolean): readonly T[] {
  const last = items.filter(isLast).map((item) => ({ ...item, description: vscode.l10n.t('chosen last') }));
  return [...last, ...items.filter((item) => !isLast(item))];
}

interface Collected {
  /** The content of each output file by its path below the chosen folder. */
  readonly files: ReadonlyMap<string, readonly Piece[]>;
  readonly written: number;
  readonly losses: readonly Loss[];
}

/** Reads the articles as they are on disk, one after the other. Undefined when the person cancelled. */
async function collect(
  uris: readonly vscode.Uri[],
  { exporter, choices }: Format,
  { articles, log }: Tools,
  files: Files,
  progress: vscode.Progress<{ message?: string; increment?: number }>,
  token: vscode.CancellationToken,
): Promise<Collected | undefined> {
  const found: { readonly uri: string; readonly project: Project }[] = [];
  for (const uri of uris) {
    const project = await articles.projectFor(uri);
    if (project) found.push({ uri: uri.toString(), project });
  }
  const base = commonFolder(found.map(({ project }) => project.root));
  const output = new Map<string, Piece[]>();
  const running = new Export(exporter, choices);
  const take = (pieces: readonly Piece[]): void => {
    for (const piece of pieces) {
      const before = output.get(piece.name);
      if (before) before.push(piece);
      else output.set(piece.name, [piece]);
    }
  };
  const losses: Loss[] = [];
  let [articleCount, written] = [0, 0];
  for (const { uri, project } of found) {
    if (token.isCancellationRequested) return undefined;
    progress.report({
      message: vscode.workspace.asRelativePath(vscode.Uri.parse(uri, true)),
      increment: 100 / found.length,
    });
    const exportable =
      base === undefined ? undefined : await toExportable(await readArticle(files, uri, sidecarOf(uri)), project, base);
    if (!exportable) {
      log.warn(vscode.l10n.t('Not exported, because the article or its sidecar cannot be read: {0}', uri));
      continue;
    }
    if (exportable.annotations.length === 0) continue;
    const added = running.add(exportable);
    take(added.pieces);
    losses.push(...added.losses);
    written += added.written;
    articleCount++;
  }
  // Some formats give nothing before the end.
  if (articleCount > 0) take(running.end());
  return { files: output, written, losses };
}

/**
 * Writes the output files; asks first where one is there already. Undefined when the person would not replace it, or may
 * not: an article is never written.
 */
async function write(
  folder: vscode.Uri,
  output: ReadonlyMap<string, readonly Piece[]>,
  { articles }: Tools,
  files: Files,
): Promise<vscode.Uri[] | undefined> {
  const targets = [...output].map(([path, pieces]) => ({
    uri: vscode.Uri.joinPath(folder, ...path.split('/')),
    bytes: contentOf(pieces),
  }));
  const others: (typeof targets)[number][] = [];
  let isAsked = false;
  for (const target of targets) {
    const { uri, bytes } = target;
    const present = await files.read(uri.toString());
    if (present && isSame(present, bytes)) continue;
    others.push(target);
    if (!present) continue;
    const name = vscode.workspace.asRelativePath(uri);
    if ((await articles.projectFor(uri))?.isArticle(uri.toString()) || (await files.read(sidecarOf(uri.toString())))) {
      void complain(vscode.l10n.t('{0} is an article, and the export would replace it. Choose another folder.', name));
      return undefined;
    }
    const replace = vscode.l10n.t('Replace');
    const question = vscode.l10n.t('{0} exists already. Replace it?', name);
    isAsked ||= (await vscode.window.showWarningMessage(unlinked(question), { modal: true }, replace)) === replace;
    if (!isAsked) return undefined;
  }
  for (const { uri, bytes } of others) {
    await vscode.workspace.fs.createDirectory(vscode.Uri.joinPath(uri, '..'));
    await files.write(uri.toString(), bytes);
  }
  return targets.map(({ uri }) => uri);
}

const isSame = (a: Uint8Array, b: Uint8Array): boolean => a.length === b.length && a.every((byte, i) => byte === b[i]);

function tellResult({ log }: Tools, written: readonly vscode.Uri[], what: string, losses: readonly Loss[]): void {
  const [first] = written;
  if (!first) return;
  for (const loss of losses) log.warn(`${loss.file} ${loss.id}: ${vscode.l10n.t(LOSSES[loss.code], ...loss.values)}`);
  const open = vscode.l10n.t('Open');
  const show = vscode.l10n.t('Show in Explorer');
  const details = vscode.l10n.t('Show Details');
  const where =
    written.length === 1 ? vscode.workspace.asRelativePath(first) : counted(written.length, '1 file', '{0} files');
  const text = vscode.l10n.t('Exported: {0} ({1}).', what, where);
  const more = losses.length === 0 ? '' : ` ${vscode.l10n.t('With losses: {0}.', losses.length)}`;
  void inform(text + more, ...(losses.length === 0 ? [open, show] : [open, show, details])).then((chosen) => {
    if (chosen === open) void vscode.window.showTextDocument(first);
    if (chosen === show) void vscode.commands.executeCommand('revealInExplorer', first);
    if (chosen === details) log.show();
  });
}
