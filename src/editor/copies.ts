import * as vscode from 'vscode';
import { articleOf, type Files, nameOf, sidecarOf } from '../store/files.ts';
import { aboutIn } from '../store/orphan.ts';
import type { Articles } from './articles.ts';
import { inform } from './messages.ts';
import { findSidecars, hashOf } from './orphans.ts';
import { barred } from './trust.ts';

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
  if (!project?.isArticle(name) || barred(name) || (await files.read(sidecarOf(name)))) return undefined;
  const hash = await hashOf(name, files);
  if (hash === undefined) return undefined;
  const fresh = new Set(created.map((each) => sidecarOf(each.toString())));
  for (const sidecar of await findSidecars()) {
    const article = articleOf(sidecar);
    if (fresh.has(sidecar) || article === undefined || (await aboutIn(sidecar, files)).sha256 !== hash) continue;
    // Without its article it is offered to be moved, not to be copied.
    if (await files.read(article)) return sidecar;
  }
  return undefined;
}

async function offer(uri: vscode.Uri, sidecar: string, files: Files): Promise<void> {
  const copy = vscode.l10n.t('Copy Annotations');
  const text = vscode.l10n.t(
    '{0} has the same text as {1}. Copy its annotations, too?',
    nameOf(uri.toString()),
    nameOf(articleOf(sidecar) ?? sidecar),
  );
  if ((await inform(text, copy)) !== copy) return;
  const bytes = await files.read(sidecar);
  // Somebody may have tagged the new article while the question stood there.
  if (bytes && !(await files.read(sidecarOf(uri.toString())))) await files.write(sidecarOf(uri.toString()), bytes);
}
