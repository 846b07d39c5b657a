import * as vscode from 'vscode';
import { type Mended, mend } from '../../formats/mend.ts';
import { decodeSource } from '../../store/article.ts';
import { articleOf, type Files, nameOf, sidecarOf } from '../../store/files.ts';
import { counted } from '../counted.ts';
import { stagesOf } from '../git.ts';
import { COMMANDS } from '../ids.ts';
import { complain, inform, warn } from '../messages.ts';
import { register, say, type Tools } from '../register.ts';
import { wordsOf } from '../words.ts';

/** A sidecar in which a merge of git's has left its marks becomes one file again. */
export function mergeCommands(tools: Tools, files: Files): vscode.Disposable {
  return register(tools, {
    [COMMANDS.mergeAnnotations]: (argument) => merge(tools, files, argument),
  });
}

async function merge(tools: Tools, files: Files, argument: unknown): Promise<void> {
  const sidecar = await sidecarMeant(tools, argument);
  const article = sidecar && articleOf(sidecar);
  if (sidecar === undefined || article === undefined) {
    void inform(vscode.l10n.t('Open an article or its sidecar first.'));
    return;
  }
  const name = nameOf(sidecar);
  if (tools.articles.document(sidecar)?.isDirty) {
    void warn(vscode.l10n.t('{0} has unsaved changes. Save it first, then merge its annotations.', name));
    return;
  }
  const bytes = await files.read(sidecar);
  const source = bytes && decodeSource(bytes);
  if (source === undefined) {
    void complain(
      bytes
        ? vscode.l10n.t('{0} is not UTF-8, and was left as it is.', name)
        : vscode.l10n.t('There is no sidecar {0}.', name),
    );
    return;
  }
  const stages = await stagesOf(vscode.Uri.parse(sidecar, true));
  const mended = mend(source, stages, nameOf(article));
  if (mended?.text === undefined) {
    if (mended) refuse(mended, sidecar);
    else say(vscode.l10n.t('There is nothing to merge in {0}: git has left no marks in it.', name));
    return;
  }
  const text = new TextEncoder().encode(mended.text);
  await tools.articles.store.replacing(article, async () => {
    const now = await files.read(sidecar);
    if (!now || decodeSource(now) !== source)
      throw new Error(vscode.l10n.t('{0} was changed meanwhile, and was left as it is. Try again.', name));
    await files.write(sidecar, text);
  });
  const isThere = (await files.read(article)) !== undefined;
  tell(tools, isThere ? article : undefined, mended.conflicts, stages !== undefined);
}

/** The sidecar that the command was told, or that is in the active editor, or that of the article there. */
async function sidecarMeant({ articles }: Tools, argument: unknown): Promise<string | undefined> {
  if (typeof argument === 'object' && argument !== null) {
    if ('sidecar' in argument && typeof argument.sidecar === 'string') return argument.sidecar;
    if ('article' in argument && typeof argument.article === 'string') return sidecarOf(argument.article);
  }
  const active = vscode.window.activeTextEditor?.document.uri.toString();
  if (active !== undefined && articleOf(active) !== undefined) return active;
  await articles.ready();
  const article = articles.active()?.article.uri;
  return article === undefined ? undefined : sidecarOf(article);
}

function refuse({ why, problems }: Extract<Mended, { readonly text?: undefined }>, sidecar: string): void {
  const name = nameOf(sidecar);
  const [problem] = problems;
  const reason = problem ? wordsOf(problem) : vscode.l10n.t('It holds lines that cannot be read.');
  const texts = {
    marks: () => vscode.l10n.t('Git’s marks in {0} do not fit together. Mend it by hand.', name),
    ours: () => vscode.l10n.t('Our side of {0} cannot be merged. {1}', name, reason),
    theirs: () => vscode.l10n.t('Their side of {0} cannot be merged. {1}', name, reason),
  };
  const open = vscode.l10n.t('Open Sidecar');
  void complain(texts[why](), open).then((chosen) => {
    if (chosen === open) void vscode.window.showTextDocument(vscode.Uri.parse(sidecar, true));
  });
}

/** Success is quiet; what is left to decide, and what may have come back, is told. */
function tell({ articles }: Tools, article: string | undefined, conflicts: number, isGits: boolean): void {
  const left =
    conflicts === 0
      ? vscode.l10n.t('The annotations are merged. There are no conflicts.')
      : counted(
          conflicts,
          'The annotations are merged. 1 conflict is left to decide.',
          'The annotations are merged. {0} conflicts are left to decide.',
        );
  const back = vscode.l10n.t('Git has no other versions of this file: what one side had removed may be back.');
  const text = isGits ? left : `${left} ${back}`;
  if (conflicts === 0 && isGits) {
    say(text);
    return;
  }
  // Conflicts are shown, and decided, where the article is open.
  const isOpen = article !== undefined && articles.store.get(article) !== undefined;
  const next = isOpen ? vscode.l10n.t('Show Problems') : vscode.l10n.t('Open Article');
  void inform(text, ...(conflicts > 0 && article !== undefined ? [next] : [])).then((chosen) => {
    if (chosen !== next || article === undefined) return;
    if (isOpen) void vscode.commands.executeCommand('workbench.actions.view.problems');
    else void vscode.commands.executeCommand('vscode.open', vscode.Uri.parse(article, true));
  });
}
