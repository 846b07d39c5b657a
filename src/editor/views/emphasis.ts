import * as vscode from 'vscode';
import type { Annotation } from '../../core/annotation.ts';
import { tiesTo, withId } from '../../core/link.ts';
import type { Active, Articles } from '../articles.ts';
import { toRange } from '../convert.ts';
import type { Hand } from '../hand.ts';

/** Outlines the annotation that commands mean, and with dashes those that it is linked to, in the active editor. */
export function emphasise(articles: Articles, hand: Hand): vscode.Disposable {
  const style = (outlineStyle: string): vscode.TextEditorDecorationType =>
    vscode.window.createTextEditorDecorationType({
      outlineColor: new vscode.ThemeColor('newsmark.current'),
      outlineStyle,
      outlineWidth: '1px',
      rangeBehavior: vscode.DecorationRangeBehavior.ClosedClosed,
    });
  const [current, linked] = [style('solid'), style('dashed')];
  let drawn: { readonly editor: vscode.TextEditor; readonly id: string | undefined } | undefined;
  const draw = (isStale: boolean): void => {
    const shown = articles.active();
    const annotation = shown && (hand.meant(articles, shown) ?? articles.meant(shown, shown.selection)[0]);
    // What typing moves, VS Code moves.
    if (!isStale && drawn?.editor === shown?.editor && drawn?.id === annotation?.id) return;
    if (drawn && drawn.editor !== shown?.editor)
      for (const each of [current, linked]) drawn.editor.setDecorations(each, []);
    const isEmpty = drawn?.editor === shown?.editor && drawn?.id === undefined && !annotation;
    drawn = shown && { editor: shown.editor, id: annotation?.id };
    if (!shown || isEmpty) return;
    shown.editor.setDecorations(current, annotation ? rangesOf([annotation], shown) : []);
    shown.editor.setDecorations(linked, annotation ? rangesOf(linkedTo(annotation, shown), shown) : []);
  };
  draw(true);
  return vscode.Disposable.from(
    current,
    linked,
    vscode.window.onDidChangeActiveTextEditor(() => draw(false)),
    vscode.window.onDidChangeTextEditorSelection(() => draw(false)),
    articles.store.onDidChange(({ origin }) => draw(origin !== 'keeping' && origin !== 'text')),
  );
}

function linkedTo(annotation: Annotation, { article }: Active): Annotation[] {
  const ids = new Set(annotation.links.map(({ to }) => to));
  const to = [...ids].flatMap((id) => withId(article.annotations, id) ?? []);
  return [...to, ...tiesTo(article.annotations, new Set([annotation.id])).map(({ from }) => from)];
}

const rangesOf = (annotations: readonly Annotation[], { document }: Active): vscode.Range[] =>
  annotations.flatMap(({ target }) => target.flatMap((each) => (each.state === 'lost' ? [] : toRange(document, each))));
