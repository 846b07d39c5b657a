import * as vscode from 'vscode';
import {
  type Choices,
  contentOf,
  Export,
  type Exporter,
  type Loss,
  lossSentence,
  type Piece,
} from '../../formats/exporter.ts';
import { EXPORTERS } from '../../formats/exporters.ts';
import { articleOf, type Files, sidecarOf } from '../../store/files.ts';
import type { Project } from '../../store/project.ts';
import { commonFolder, readArticle, toExportable } from '../../store/reading.ts';
import { countAnnotations, counted } from '../counted.ts';
import { COMMANDS } from '../ids.ts';
import { complain, inform, unlinked, warn } from '../messages.ts';
import { register, type Tools } from '../register.ts';

/** `chosen` writes what a person has chosen in a dialog. */
export function exportCommands(tools: Tools, files: Files, chosen: Files): vscode.Disposable {
  return register(tools, { [COMMANDS.export]: () => exportAnnotations(tools, files, chosen) });
}

/** Asks what, how and where to; writes; says where it is. */
async function exportAnnotations(tools: Tools, files: Files, chosen: Files): Promise<void> {
  const articles = await pickArticles(tools);
  if (!articles) return;
  const format = await pickFormat();
  if (!format) return;
  const [folder] =
    (await vscode.window.showOpenDialog({
      canSelectFiles: false,
      canSelectFolders: true,
      openLabel: vscode.l10n.t('Export Here'),
      title: vscode.l10n.t('Folder for the exported files'),
      ...(vscode.workspace.workspaceFolders?.[0] && { defaultUri: vscode.workspace.workspaceFolders[0].uri }),
    })) ?? [];
  if (!folder) return;
  await vscode.window.withProgress(
    {
      location: vscode.ProgressLocation.Notification,
      title: vscode.l10n.t('Exporting annotations'),
      cancellable: true,
    },
    async (progress, token) => {
      const result = await collect(articles, format, tools, files, progress, token);
      if (!result) return;
      if (result.files.size === 0) {
        void inform(vscode.l10n.t('There are no annotations to export.'));
        return;
      }
      const written = await write(folder, result.files, tools, chosen);
      if (written) tellResult(tools, written, result);
    },
  );
}

async function pickArticles({ articles }: Tools): Promise<readonly vscode.Uri[] | undefined> {
  const active = articles.active();
  if (active) await articles.store.idle(active.article.uri);
  if (active?.article.keeping !== undefined && active.article.keeping !== 'saved') {
    const save = vscode.l10n.t('Save and Export');
    const chosen = await warn(
      vscode.l10n.t('The article has unsaved changes. What is exported describes the saved article.'),
      save,
    );
    if (chosen !== save || !(await active.document.save())) return undefined;
    await articles.store.idle(active.article.uri);
  }
  const all = (await vscode.workspace.findFiles('**/*.newsmark.yaml')).flatMap(
    (uri) => articleOf(uri.toString()) ?? [],
  );
  const workspace = all.map((uri) => vscode.Uri.parse(uri, true));
  if (!active) {
    if (workspace.length === 0) void inform(vscode.l10n.t('There are no annotated articles in this folder.'));
    return workspace.length === 0 ? undefined : workspace;
  }
  const picked = await vscode.window.showQuickPick(
    [
      {
        label: vscode.l10n.t('This article'),
        description: vscode.workspace.asRelativePath(active.document.uri),
        articles: [active.document.uri],
      },
      { label: vscode.l10n.t('All annotated articles'), description: String(workspace.length), articles: workspace },
    ],
    { placeHolder: vscode.l10n.t('What to export') },
  );
  return picked?.articles;
}

interface Format {
  readonly exporter: Exporter;
  readonly choices: Choices;
}

/** Asks for the format, and how to write it where there are several ways. */
async function pickFormat(): Promise<Format | undefined> {
  const picked = await vscode.window.showQuickPick(
    EXPORTERS.map((exporter) => ({ label: exporter.title, detail: vscode.l10n.t(exporter.description), exporter })),
    { placeHolder: vscode.l10n.t('Format'), matchOnDetail: true },
  );
  if (!picked) return undefined;
  const { exporter } = picked;
  let choices: Choices = {};
  for (const { name, values } of exporter.choices ?? []) {
    const items = values.map(({ value, description }) => ({ label: value, detail: vscode.l10n.t(description) }));
    const chosen = await vscode.window.showQuickPick(items, { title: exporter.title, matchOnDetail: true });
    if (!chosen) return undefined;
    choices = { ...choices, [name]: chosen.label };
  }
  return { exporter, choices };
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
  let written = 0;
  for (const { uri, project } of found) {
    if (token.isCancellationRequested) return undefined;
    progress.report({
      message: vscode.workspace.asRelativePath(vscode.Uri.parse(uri, true)),
      increment: 100 / found.length,
    });
    const exportable =
      base === undefined ? undefined : await toExportable(await readArticle(files, uri, sidecarOf(uri)), project, base);
    if (!exportable) {
      log.warn(`Not exported, because the article or its sidecar cannot be read: ${uri}`);
      continue;
    }
    if (exportable.annotations.length === 0) continue;
    const added = running.add(exportable);
    take(added.pieces);
    losses.push(...added.losses);
    written += added.written;
  }
  if (output.size > 0) take(running.end());
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

function tellResult({ log }: Tools, written: readonly vscode.Uri[], { written: count, losses }: Collected): void {
  const [first] = written;
  if (!first) return;
  for (const loss of losses) log.warn(`${loss.file} ${loss.id}: ${lossSentence(loss)}`);
  const open = vscode.l10n.t('Open');
  const show = vscode.l10n.t('Show in Explorer');
  const details = vscode.l10n.t('Show Details');
  const where =
    written.length === 1 ? vscode.workspace.asRelativePath(first) : counted(written.length, '1 file', '{0} files');
  const text = vscode.l10n.t('Exported: {0} ({1}).', countAnnotations(count), where);
  const more = losses.length === 0 ? '' : ` ${vscode.l10n.t('With losses: {0}.', losses.length)}`;
  void inform(text + more, ...(losses.length === 0 ? [open, show] : [open, show, details])).then((chosen) => {
    if (chosen === open) void vscode.window.showTextDocument(first);
    if (chosen === show) void vscode.commands.executeCommand('revealInExplorer', first);
    if (chosen === details) log.show();
  });
}
