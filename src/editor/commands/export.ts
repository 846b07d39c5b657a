import * as vscode from 'vscode';
import { type Exporter, exportArticle, type Loss, lossSentence, outputOf } from '../../formats/exporter.ts';
import { EXPORTERS } from '../../formats/exporters.ts';
import { articleOf, type Files, sidecarOf } from '../../store/files.ts';
import type { Project } from '../../store/project.ts';
import { commonFolder, readArticle, toExportable } from '../../store/reading.ts';
import { countAnnotations, counted } from '../counted.ts';
import { COMMANDS } from '../ids.ts';
import { inform, unlinked, warn } from '../messages.ts';
import { register, type Tools } from '../register.ts';

export function exportCommands(tools: Tools, files: Files): vscode.Disposable {
  return register(tools, { [COMMANDS.export]: () => exportAnnotations(tools, files) });
}

/** Asks what, how and where to; writes; says where it is. */
async function exportAnnotations(tools: Tools, files: Files): Promise<void> {
  const articles = await pickArticles(tools);
  if (!articles) return;
  const exporter = await pickFormat();
  if (!exporter) return;
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
      const result = await collect(articles, exporter, tools, files, progress, token);
      if (!result) return;
      if (result.files.size === 0) {
        void inform(vscode.l10n.t('There are no annotations to export.'));
        return;
      }
      const written = await write(folder, result.files, files);
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

async function pickFormat(): Promise<Exporter | undefined> {
  const picked = await vscode.window.showQuickPick(
    EXPORTERS.map((exporter) => ({ label: exporter.title, detail: vscode.l10n.t(exporter.description), exporter })),
    { placeHolder: vscode.l10n.t('Format'), matchOnDetail: true },
  );
  return picked?.exporter;
}

interface Collected {
  /** The content of each output file by its path below the chosen folder. */
  readonly files: Map<string, string[]>;
  readonly written: number;
  readonly losses: readonly Loss[];
}

/** Reads the articles as they are on disk, one after the other. Undefined when the person cancelled. */
async function collect(
  uris: readonly vscode.Uri[],
  exporter: Exporter,
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
  const output = new Map<string, string[]>();
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
    const exported = exportArticle(exporter, exportable);
    const name = outputOf(exporter, exportable);
    const chunks = output.get(name) ?? [exporter.head];
    chunks.push(exported.chunk);
    output.set(name, chunks);
    losses.push(...exported.losses);
    written += exported.written;
  }
  return { files: output, written, losses };
}

/** Writes the output files; asks first where one is there already. Undefined when the person would not replace it. */
async function write(
  folder: vscode.Uri,
  output: ReadonlyMap<string, readonly string[]>,
  files: Files,
): Promise<vscode.Uri[] | undefined> {
  const targets = [...output].map(([path, chunks]) => ({
    uri: vscode.Uri.joinPath(folder, ...path.split('/')),
    chunks,
  }));
  for (const { uri } of targets) {
    if (!(await files.read(uri.toString()))) continue;
    const replace = vscode.l10n.t('Replace');
    const question = vscode.l10n.t('{0} exists already. Replace it?', vscode.workspace.asRelativePath(uri));
    if ((await vscode.window.showWarningMessage(unlinked(question), { modal: true }, replace)) !== replace)
      return undefined;
    break;
  }
  for (const { uri, chunks } of targets) {
    await vscode.workspace.fs.createDirectory(vscode.Uri.joinPath(uri, '..'));
    await files.write(uri.toString(), new TextEncoder().encode(chunks.join('')));
  }
  return targets.map(({ uri }) => uri);
}

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
