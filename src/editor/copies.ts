import * as vscode from 'vscode';
import { parse } from '../formats/sidecar.ts';
import { decode, decodeSource, sha256 } from '../store/article.ts';
import { articleOf, type Files, nameOf, sidecarOf } from '../store/files.ts';
import type { Articles } from './articles.ts';

/** So many sidecars are looked at for one that fits a new article. */
const MOST_SIDECARS = 2000;

/** VS Code does not say what a new file is a copy of: one with the text of a known article is offered its annotations. */
export function offerCopies(articles: Articles, files: Files): vscode.Disposable {
  return vscode.workspace.onDidCreateFiles(async ({ files: created }) => {
    for (const uri of created) {
      const original = await originalOf(uri, created, articles, files);
      if (original) await offer(uri, original, files);
    }
  });
}

/** The sidecar of an article with the same text; undefined when there is none, or the new file has one already. */
async function originalOf(
  uri: vscode.Uri,
  created: readonly vscode.Uri[],
  articles: Articles,
  files: Files,
): Promise<string | undefined> {
  const project = await articles.projectFor(uri);
  const name = uri.toString();
  if (!project?.isArticle(name) || (await files.read(sidecarOf(name)))) return undefined;
  const bytes = await files.read(name);
  const text = bytes && decode(bytes).text;
  if (!text) return undefined;
  const hash = await sha256(text);
  const fresh = new Set(created.map((each) => sidecarOf(each.toString())));
  for (const sidecar of await vscode.workspace.findFiles('**/*.newsmark.yaml', undefined, MOST_SIDECARS)) {
    const known = sidecar.toString();
    if (!fresh.has(known) && articleOf(known) && (await hashIn(known, files)) === hash) return known;
  }
  return undefined;
}

async function hashIn(sidecar: string, files: Files): Promise<string | undefined> {
  const bytes = await files.read(sidecar);
  const source = bytes && decodeSource(bytes);
  return source === undefined ? undefined : parse(source).value?.article.sha256;
}

async function offer(uri: vscode.Uri, sidecar: string, files: Files): Promise<void> {
  const copy = vscode.l10n.t('Copy Annotations');
  const text = vscode.l10n.t(
    '{0} has the same text as {1}. Copy its annotations, too?',
    nameOf(uri.toString()),
    nameOf(articleOf(sidecar) ?? sidecar),
  );
  if ((await vscode.window.showInformationMessage(text, copy)) !== copy) return;
  const bytes = await files.read(sidecar);
  // Somebody may have tagged the new article while the question stood there.
  if (bytes && !(await files.read(sidecarOf(uri.toString())))) await files.write(sidecarOf(uri.toString()), bytes);
}
