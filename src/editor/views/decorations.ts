import * as vscode from 'vscode';
import type { Annotation, Fragment } from '../../core/annotation.ts';
import { type Colour, labelOf, PALETTE } from '../../core/label.ts';
import type { Articles, Shown } from '../articles.ts';
import { toRange } from '../convert.ts';

/** A second sign beside the colour: the line below the words. In the palette's order, so that neighbours differ. */
const LINES = ['solid', 'dotted', 'dashed', 'double'] as const;

/**
 * Paints annotations: one decoration type for each colour, plain ranges, sent again only when an annotation changed.
 * Where typing moves them VS Code follows by itself.
 */
export function paint(articles: Articles): vscode.Disposable {
  const styles = new Styles();
  /** What each editor was sent last. */
  const sent = new WeakMap<vscode.TextEditor, Ranges>();
  const draw = (editor: vscode.TextEditor): void => {
    const shown = articles.of(editor.document);
    const ranges: Ranges = shown ? rangesByStyle(shown, styles) : new Map();
    const before = sent.get(editor);
    for (const style of styles.all) {
      const [now = [], last = []] = [ranges.get(style), before?.get(style)];
      if (now.length !== last.length || now.some((range, i) => range !== last[i])) editor.setDecorations(style, now);
    }
    sent.set(editor, ranges);
  };
  const drawArticle = (uri: string): void => {
    for (const editor of vscode.window.visibleTextEditors) if (editor.document.uri.toString() === uri) draw(editor);
  };
  for (const editor of vscode.window.visibleTextEditors) draw(editor);
  let visible = new Set(vscode.window.visibleTextEditors);
  return vscode.Disposable.from(
    styles,
    articles.store.onDidChange(({ article, origin }) => {
      if (origin !== 'keeping' && origin !== 'opening') drawArticle(article);
    }),
    vscode.window.onDidChangeVisibleTextEditors((editors) => {
      for (const editor of editors) if (!visible.has(editor)) draw(editor);
      visible = new Set(editors);
    }),
  );
}

type Ranges = ReadonlyMap<vscode.TextEditorDecorationType, readonly vscode.Range[]>;

function rangesByStyle(shown: Shown, styles: Styles): Ranges {
  const ranges = new Map<vscode.TextEditorDecorationType, vscode.Range[]>();
  for (const annotation of shown.article.annotations) {
    for (const fragment of annotation.target) {
      if (fragment.state === 'lost') continue;
      const style = styles.of(colourOf(shown, annotation), fragment.state === 'changed');
      const list = ranges.get(style);
      const range = rangeOf(shown.document, fragment);
      if (list) list.push(range);
      else ranges.set(style, [range]);
    }
  }
  return ranges;
}

/** Where fragments stand in the version of the text that was asked last; those that have not moved keep their range. */
const places = new WeakMap<Fragment, { readonly version: number; readonly range: vscode.Range }>();

function rangeOf(document: vscode.TextDocument, fragment: Fragment): vscode.Range {
  const { version } = document;
  const known = places.get(fragment);
  if (known?.version === version) return known.range;
  const range = toRange(document, fragment);
  places.set(fragment, { version, range });
  return range;
}

const colourOf = ({ codebook }: Shown, annotation: Annotation): Colour =>
  labelOf(codebook, annotation.label)?.colour ?? 'grey';

class Styles {
  readonly #types = new Map<string, vscode.TextEditorDecorationType>();

  get all(): readonly vscode.TextEditorDecorationType[] {
    return [...this.#types.values()];
  }

  of(colour: Colour, changed: boolean): vscode.TextEditorDecorationType {
    const key = `${colour} ${changed}`;
    const known = this.#types.get(key);
    if (known) return known;
    const made = vscode.window.createTextEditorDecorationType(changed ? changedStyle(colour) : style(colour));
    this.#types.set(key, made);
    return made;
  }

  dispose(): void {
    for (const type of this.#types.values()) type.dispose();
    this.#types.clear();
  }
}

/** The palette's colours are contributed for every kind of theme; a colour of the user's own is the same in all. */
export function colours(colour: Colour): {
  readonly background: vscode.ThemeColor | string;
  readonly line: vscode.ThemeColor | string;
} {
  if (colour.startsWith('#')) return { background: `${colour}33`, line: colour };
  return {
    background: new vscode.ThemeColor(`newsmark.${colour}Background`),
    line: new vscode.ThemeColor(`newsmark.${colour}`),
  };
}

function style(colour: Colour): vscode.DecorationRenderOptions {
  const { background, line } = colours(colour);
  const kind = LINES[Math.max(0, ([...PALETTE] as string[]).indexOf(colour)) % LINES.length] ?? 'solid';
  return {
    backgroundColor: background,
    borderColor: line,
    borderStyle: kind,
    borderWidth: kind === 'double' ? '0 0 3px 0' : '0 0 2px 0',
    overviewRulerColor: line,
    overviewRulerLane: vscode.OverviewRulerLane.Right,
    rangeBehavior: vscode.DecorationRangeBehavior.ClosedClosed,
  };
}

const changedStyle = (colour: Colour): vscode.DecorationRenderOptions => ({
  ...style(colour),
  borderStyle: 'dashed',
  borderWidth: '1px',
});
