import * as vscode from 'vscode';
import type { Annotation } from '../../core/annotation.ts';
import type { Digest, Member } from '../../store/corpus.ts';
import { type Files, sidecarOf } from '../../store/files.ts';
import { walk } from '../../store/walk.ts';
import type { Articles } from '../articles.ts';
import { rangesOf } from '../located.ts';
import type { Workspace } from '../workspace.ts';

/** So many articles are read at once, to tell where something stands in them. */
const WIDTH = 4;

/**
 * *Find All References*: of a source with an entity where all articles name it, and what they say it said; of other
 * annotations what is linked to them.
 */
export function provideReferences(workspace: Workspace, articles: Articles, files: Files): vscode.Disposable {
  const provider: vscode.ReferenceProvider = {
    async provideReferences(document, position, { includeDeclaration }, token) {
      const shown = articles.of(document);
      const [annotation] = shown ? articles.at(shown, position) : [];
      if (!annotation) return undefined;
      await Promise.race([workspace.ready(), new Promise((resolve) => token.onCancellationRequested(resolve))]);
      const self = memberOf(workspace, document.uri.toString(), annotation);
      if (!self) return undefined;
      const found = related(workspace, self).filter((each) => includeDeclaration || each.entry !== self.entry);
      return locate(found, articles, files, token);
    },
  };
  // VS Code offers the command in all files of a language for which somebody knows references.
  const languages = new Map<string, vscode.Disposable>();
  const serve = (uri: string): void => {
    const language = articles.document(uri)?.languageId;
    if (language !== undefined && !languages.has(language))
      languages.set(language, vscode.languages.registerReferenceProvider(language, provider));
  };
  for (const { uri } of articles.store.articles) serve(uri);
  return vscode.Disposable.from(
    { dispose: () => vscode.Disposable.from(...languages.values()).dispose() },
    articles.store.onDidChange(({ article, origin }) => {
      if (origin === 'opened') serve(article);
    }),
  );
}

const memberOf = ({ corpus }: Workspace, article: string, { id }: Annotation): Member | undefined => {
  const digest = corpus.of(article).find(({ sidecar }) => sidecar === sidecarOf(article));
  const entry = digest?.entries.find((each) => each.id === id);
  return digest && entry && { digest, entry };
};

/** The annotation, those that name the same source, and all that is linked to one of them: each once. */
function related({ corpus }: Workspace, self: Member): readonly Member[] {
  const same = (self.entry.entities ?? []).flatMap((entity) => corpus.members('entity', entity));
  const mentions = same.length > 0 ? same : [self];
  const all = [...mentions, ...mentions.flatMap((each) => corpus.linkedTo(each))];
  return [...new Map(all.map((each) => [each.entry, each])).values()];
}

async function locate(
  members: readonly Member[],
  articles: Articles,
  files: Files,
  token: vscode.CancellationToken,
): Promise<vscode.Location[]> {
  const byDigest = new Map<Digest, Member[]>();
  for (const member of members) byDigest.set(member.digest, [...(byDigest.get(member.digest) ?? []), member]);
  const found: vscode.Location[] = [];
  const look = async ([digest, all]: [Digest, Member[]]): Promise<void> => {
    // An article that cannot be read is told of elsewhere.
    const ranges = await rangesOf(digest, articles, files).catch(() => new Map<string, vscode.Range>());
    for (const { entry } of all) {
      const range = ranges.get(entry.id);
      if (range) found.push(new vscode.Location(vscode.Uri.parse(digest.article, true), range));
    }
  };
  await walk(byDigest, WIDTH, look, () => token.isCancellationRequested);
  return found;
}
