import * as vscode from 'vscode';
import { articleOf, type Files, sidecarOf } from '../../store/files.ts';
import type { Articles } from '../articles.ts';
import { countAnnotations } from '../counted.ts';
import { Later } from '../later.ts';
import { annotationsIn } from '../sidecars.ts';

/** VS Code refuses longer badges than two characters. */
const MOST = 99;

/** How many annotations an article has, beside its name in the Explorer and in tabs. */
export function showBadges(articles: Articles, files: Files): vscode.Disposable {
  const changed = new vscode.EventEmitter<vscode.Uri[]>();
  const later = new Later<string>((all) => changed.fire([...all].map((uri) => vscode.Uri.parse(uri, true))));
  const sidecars = vscode.workspace.createFileSystemWatcher('**/*.newsmark.yaml');
  const look = (sidecar: vscode.Uri): void => {
    const article = articleOf(sidecar.toString());
    if (article !== undefined) later.ask(article);
  };
  return vscode.Disposable.from(
    changed,
    later,
    sidecars,
    sidecars.onDidChange(look),
    sidecars.onDidCreate(look),
    sidecars.onDidDelete(look),
    articles.store.onDidChange(({ article, origin }) => {
      // What is typed changes no count.
      if (origin !== 'text' && origin !== 'keeping') later.ask(article);
    }),
    vscode.window.registerFileDecorationProvider({
      onDidChangeFileDecorations: changed.event,
      async provideFileDecoration(uri) {
        const count = await countIn(uri, articles, files);
        if (count === 0) return undefined;
        return new vscode.FileDecoration(String(Math.min(count, MOST)), countAnnotations(count));
      },
    }),
  );
}

async function countIn(uri: vscode.Uri, articles: Articles, files: Files): Promise<number> {
  const article = uri.toString();
  const project = await articles.projectFor(uri);
  if (!project?.isArticle(article)) return 0;
  const kept = { article, sidecar: sidecarOf(article), isShared: true };
  const found = await annotationsIn(kept, articles, files).catch(() => undefined);
  return found && !('code' in found) ? found.length : 0;
}
