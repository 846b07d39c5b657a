import * as vscode from 'vscode';
import type { Member } from '../../store/corpus.ts';
import { type Files, nameOf } from '../../store/files.ts';
import type { Articles } from '../articles.ts';
import { rangesOf } from '../located.ts';
import { plain } from '../words.ts';
import type { Workspace } from '../workspace.ts';

/** So many symbols are told of: VS Code shows fewer. */
const MOST = 1000;

/** A symbol whose place in the article is looked up when the person goes there. */
class Found extends vscode.SymbolInformation {
  readonly member: Member;

  constructor(name: string, kind: vscode.SymbolKind, member: Member) {
    const { digest, entry } = member;
    const { article } = digest;
    const verdict = entry.verdict === undefined ? undefined : plain(entry.verdict, 40);
    const start = new vscode.Range(0, 0, 0, 0);
    const told = [verdict, plain(nameOf(article))].filter(Boolean).join(' · ');
    super(plain(name, 200), kind, told, new vscode.Location(vscode.Uri.parse(article, true), start));
    this.member = member;
  }
}

/** Claims, and the sources of each article by the names that they have everywhere, in *Go to Symbol in Workspace*. */
export function provideSymbols(workspace: Workspace, articles: Articles, files: Files): vscode.Disposable {
  return vscode.languages.registerWorkspaceSymbolProvider({
    async provideWorkspaceSymbols(query, token) {
      // What is not read yet cannot be found: VS Code shows that it is searching.
      await Promise.race([workspace.ready(), new Promise((resolve) => token.onCancellationRequested(resolve))]);
      return token.isCancellationRequested ? [] : search(workspace, query);
    },
    async resolveWorkspaceSymbol(symbol) {
      if (!(symbol instanceof Found)) return symbol;
      const { digest, entry } = symbol.member;
      const range = (await rangesOf(digest, articles, files)).get(entry.id);
      if (range) symbol.location = new vscode.Location(symbol.location.uri, range);
      return symbol;
    },
  });
}

function search({ corpus }: Workspace, query: string): Found[] {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean);
  const isMeant = (text: string): boolean => {
    const lower = text.toLowerCase();
    return words.every((word) => lower.includes(word));
  };
  const found: Found[] = [];
  // By article the names of sources that are among the found.
  let [last, named] = ['', new Set<string>()];
  for (const member of corpus.all()) {
    const { digest, entry } = member;
    if (!corpus.has(digest.article)) continue;
    if (digest.article !== last) [last, named] = [digest.article, new Set()];
    if (entry.label === 'claim' && isMeant(entry.words))
      found.push(new Found(entry.words, vscode.SymbolKind.Event, member));
    for (const entity of entry.entities ?? [])
      if (!named.has(entity) && isMeant(entity)) {
        named.add(entity);
        found.push(new Found(entity, vscode.SymbolKind.Interface, member));
      }
    if (found.length >= MOST) break;
  }
  return found;
}
