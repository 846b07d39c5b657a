import * as vscode from 'vscode';
import type { Articles } from './articles.ts';
import { inform } from './messages.ts';
import { barred } from './trust.ts';

/** Remembered for a workspace: the person does not want to be asked. */
const DECLINED = 'setup.declined';

/** The language whose defaults make articles pleasant to read (word wrap, no suggestions); nothing else depends on it. */
const LANGUAGE = 'news';

/**
 * VS Code neither wraps the long lines of a text file nor shows a sidecar under its article until it is told to: the
 * first time that something is tagged in a workspace both are offered, and what is chosen are settings of the workspace.
 */
export function offerSetup(articles: Articles, memory: vscode.Memento): vscode.Disposable {
  let asked = false;
  return articles.store.onDidChange(({ article, origin }) => {
    const document = origin === 'person' && !asked ? articles.document(article) : undefined;
    if (!document || memory.get(DECLINED) === true || !vscode.workspace.getWorkspaceFolder(document.uri)) return;
    const settings = missing(document);
    const { workspaceFile } = vscode.workspace;
    if (settings.length === 0 || (workspaceFile && barred(workspaceFile.toString()))) return;
    asked = true;
    void offer(settings, memory);
  });
}

type Setting = readonly [key: string, value: unknown];

/** The settings that the workspace lacks. */
function missing({ uri, languageId }: vscode.TextDocument): Setting[] {
  const configuration = vscode.workspace.getConfiguration(undefined, uri);
  const extension = /\.[^./]+$/.exec(uri.path)?.[0];
  const found: Setting[] = [];
  if (languageId === 'plaintext' && extension !== undefined) {
    const known = configuration.inspect<Record<string, string>>('files.associations')?.workspaceValue;
    found.push(['files.associations', { ...known, [`*${extension}`]: LANGUAGE }]);
  }
  if (configuration.get('explorer.fileNesting.enabled') !== true)
    found.push(['explorer.fileNesting.enabled', true], ['explorer.fileNesting.expand', false]);
  return found;
}

async function offer(settings: readonly Setting[], memory: vscode.Memento): Promise<void> {
  const [yes, no] = [vscode.l10n.t('Set Up'), vscode.l10n.t('Don’t Ask Again')];
  const question = vscode.l10n.t(
    'The annotations are kept in a sidecar file beside the article. Set up this workspace for articles: wrap their long lines, and show sidecars under them in the Explorer?',
  );
  const chosen = await inform(question, yes, no);
  if (chosen === no) await memory.update(DECLINED, true);
  if (chosen !== yes) return;
  const configuration = vscode.workspace.getConfiguration();
  for (const [key, value] of settings) await configuration.update(key, value, vscode.ConfigurationTarget.Workspace);
}
