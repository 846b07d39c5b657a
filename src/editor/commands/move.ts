import * as vscode from 'vscode';
import { articleOf, type Files, nameOf } from '../../store/files.ts';
import { moves, type Orphan, orphansAmong } from '../../store/orphan.ts';
import { COMMANDS } from '../ids.ts';
import { complain, inform, warn } from '../messages.ts';
import { articlesFor, hashOf, type Orphans } from '../orphans.ts';
import { register, say, type Tools } from '../register.ts';
import { permit } from '../trust.ts';

/** What the command needs to find what belongs together. */
interface Movers extends Tools {
  readonly files: Files;
  readonly orphans: Orphans;
}

/** A sidecar whose article has another name, or lies elsewhere, goes to it. */
export function moveCommands(tools: Tools, files: Files, orphans: Orphans): vscode.Disposable {
  const movers = { ...tools, files, orphans };
  return register(tools, { [COMMANDS.moveSidecar]: (argument) => move(movers, argument) });
}

async function move(movers: Movers, argument: unknown): Promise<void> {
  const uri = uriMeant(argument);
  if (uri === undefined) {
    void inform(vscode.l10n.t('Open an article or its sidecar first.'));
    return;
  }
  const pair = await vscode.window.withProgress(
    { location: vscode.ProgressLocation.Window, title: vscode.l10n.t('Looking for what belongs to {0}…', nameOf(uri)) },
    () => (articleOf(uri) === undefined ? toArticle(movers, uri) : ofSidecar(movers, uri)),
  );
  const chosen = pair && (await choose(pair));
  if (chosen) await carryOut(movers, chosen.orphan, chosen.article);
}

function uriMeant(argument: unknown): string | undefined {
  if (typeof argument === 'object' && argument !== null) {
    if ('sidecar' in argument && typeof argument.sidecar === 'string') return argument.sidecar;
    if ('article' in argument && typeof argument.article === 'string') return argument.article;
  }
  return vscode.window.activeTextEditor?.document.uri.toString();
}

/** A sidecar without article, and an article that it fits. */
interface Pair {
  readonly orphan: Orphan;
  readonly article: string;
}

/** What can come to an article. Undefined when there is nothing; then the person knows why. */
async function toArticle({ files, orphans }: Movers, article: string): Promise<readonly Pair[] | undefined> {
  const hash = await hashOf(article, files);
  const found: Pair[] = [];
  for (const orphan of hash === undefined ? [] : await orphans.look()) {
    if (orphan.sha256 !== hash) continue;
    const isFree = (await files.read(targetOf(orphan, article))) === undefined;
    if (isFree) found.push({ orphan, article });
  }
  if (found.length > 0) return found;
  void inform(
    vscode.l10n.t('There is no sidecar without an article that was written for the text of {0}.', nameOf(article)),
  );
  return undefined;
}

/** Where a sidecar can go. Undefined when there is nothing; then the person knows why. */
async function ofSidecar({ articles, files }: Movers, sidecar: string): Promise<readonly Pair[] | undefined> {
  const [orphan] = await orphansAmong([sidecar], files);
  if (!orphan) {
    say(vscode.l10n.t('{0} lies beside its article.', nameOf(sidecar)));
    return undefined;
  }
  const found = await articlesFor(orphan, articles, files);
  if (found.length > 0) return found.map((article) => ({ orphan, article }));
  void inform(
    orphan.sha256 === undefined
      ? vscode.l10n.t('{0} does not say for which text it was written. Rename it by hand.', nameOf(sidecar))
      : vscode.l10n.t(
          'There is no article without a sidecar that has the text for which {0} was written.',
          nameOf(sidecar),
        ),
  );
  return undefined;
}

const targetOf = ({ article, sidecar }: Orphan, to: string): string => to + sidecar.slice(article.length);

async function choose(pairs: readonly Pair[]): Promise<Pair | undefined> {
  if (pairs.length < 2) return pairs[0];
  const path = (uri: string) => vscode.workspace.asRelativePath(vscode.Uri.parse(uri, true));
  const items = pairs.map((pair) => ({
    label: path(pair.orphan.sidecar),
    description: vscode.l10n.t('to {0}', path(pair.article)),
    pair,
  }));
  const picked = await vscode.window.showQuickPick(items, { placeHolder: vscode.l10n.t('Which sidecar goes where?') });
  return picked?.pair;
}

/** Renames the sidecar, and with it those of annotators, as one step that the Explorer can undo; never over a file. */
async function carryOut({ articles, files, orphans }: Movers, orphan: Orphan, article: string): Promise<void> {
  const steps = await moves(orphan, article, files);
  const edit = new vscode.WorkspaceEdit();
  for (const { from, to } of steps) {
    const [source, target] = [vscode.Uri.parse(from, true), vscode.Uri.parse(to, true)];
    if (articles.document(source.toString())?.isDirty) {
      void warn(vscode.l10n.t('{0} has unsaved changes. Save it first, then move it.', nameOf(from)));
      return;
    }
    if ((await files.read(to)) !== undefined) {
      void complain(vscode.l10n.t('{0} was not moved: there is a file {1} already.', nameOf(from), nameOf(to)));
      return;
    }
    await permit(from);
    await permit(to);
    edit.renameFile(source, target, { overwrite: false });
  }
  if (steps.length === 0 || !(await vscode.workspace.applyEdit(edit))) {
    void complain(vscode.l10n.t('{0} could not be moved.', nameOf(orphan.sidecar)));
    return;
  }
  // What is in the sidecar is known before what the journal adds to it.
  await articles.store.reread(article);
  await articles.store.moved(orphan.article, article);
  say(vscode.l10n.t('{0} now belongs to {1}.', nameOf(orphan.sidecar), nameOf(article)));
  await orphans.look();
}
