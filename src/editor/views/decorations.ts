import * as vscode from 'vscode';
import { type Annotation, type Fragment, isReviewed, size } from '../../core/annotation.ts';
import { tintOf } from '../../core/colour.ts';
import { type Colour, labelOf, PALETTE } from '../../core/label.ts';
import { layers } from '../../core/layers.ts';
import { overlaps, type Span } from '../../core/span.ts';
import type { Article } from '../../store/open.ts';
import type { Articles, Shown } from '../articles.ts';
import { toRange, toSpan } from '../convert.ts';
import { SETTINGS } from '../ids.ts';
import { Later } from '../later.ts';
import { type Highlights, highlights } from '../settings.ts';

/** A second sign beside the colour: the line below the words. In the palette's order, so that neighbours differ. */
const LINES = ['solid', 'dotted', 'dashed', 'double'] as const;

/** With more annotations than so many, those on the screen are painted first; VS Code takes long for all of ten thousand. */
const MANY = 500;

/** So many milliseconds later all of them are: VS Code has shown the first by then. */
const REST = 100;

/**
 * Paints annotations: one decoration type for each look, plain ranges, sent again only when an annotation changed. Where
 * typing moves them VS Code follows by itself.
 */
export function paint(articles: Articles): vscode.Disposable {
  let styles = new Styles();
  /** What each editor was sent last. */
  let sent = new WeakMap<vscode.TextEditor, Ranges>();
  /** What was lost or had changed in each article when it was drawn. */
  const states = new Map<string, string>();
  const draw = (editor: vscode.TextEditor): void => {
    const shown = articles.of(editor.document);
    const before = sent.get(editor);
    const isFirst = !before?.size && shown !== undefined && shown.article.annotations.length > MANY;
    const on = isFirst ? editor.visibleRanges.map((range) => toSpan(editor.document, range)) : undefined;
    const ranges: Ranges = shown ? rangesByStyle(shown, styles, on) : new Map();
    if (on) rest.ask(editor);
    for (const style of styles.all) {
      const [now = [], last = []] = [ranges.get(style), before?.get(style)];
      if (now.length !== last.length || now.some((range, i) => range !== last[i])) editor.setDecorations(style, now);
    }
    sent.set(editor, ranges);
  };
  const rest = new Later<vscode.TextEditor>((editors) => {
    for (const editor of vscode.window.visibleTextEditors) if (editors.has(editor)) draw(editor);
  }, REST);
  const drawArticle = (uri: string): void => {
    for (const editor of vscode.window.visibleTextEditors) if (editor.document.uri.toString() === uri) draw(editor);
  };
  const restyle = (): void => {
    styles.dispose();
    styles = new Styles();
    sent = new WeakMap();
    for (const editor of vscode.window.visibleTextEditors) draw(editor);
  };
  for (const editor of vscode.window.visibleTextEditors) draw(editor);
  let visible = new Set(vscode.window.visibleTextEditors);
  return vscode.Disposable.from(
    { dispose: () => styles.dispose() },
    rest,
    articles.store.onDidChange(({ article, origin }) => {
      if (origin === 'opening') return;
      const now = statesOf(articles.store.get(article));
      // Of typing only what it makes lost, or brings back, is not seen yet; of saving, what has other words for good.
      if ((origin !== 'text' && origin !== 'keeping') || now !== states.get(article)) drawArticle(article);
      if (origin === 'closed') states.delete(article);
      else states.set(article, now);
    }),
    vscode.window.onDidChangeVisibleTextEditors((editors) => {
      for (const editor of editors) if (!visible.has(editor)) draw(editor);
      visible = new Set(editors);
    }),
    vscode.window.onDidChangeActiveColorTheme(restyle),
    vscode.workspace.onDidChangeConfiguration((change) => {
      if (change.affectsConfiguration(SETTINGS.highlights)) restyle();
    }),
  );
}

const statesOf = (article: Article | undefined): string =>
  (article?.annotations ?? [])
    .flatMap(({ id, target }) => target.flatMap(({ state }, i) => (state ? `${id} ${i} ${state}` : [])))
    .join();

type Ranges = ReadonlyMap<vscode.TextEditorDecorationType, readonly vscode.Range[]>;

/**
 * Where annotations lie over one another, the shortest is seen: marks of several at once tell none of them. `on`: only
 * what overlaps one of these.
 */
function rangesByStyle(shown: Shown, styles: Styles, on?: readonly Span[]): Ranges {
  const { annotations } = shown.article;
  const present = annotations.flatMap((annotation) =>
    annotation.target.flatMap((fragment) =>
      fragment.state === 'lost' || (on && !on.some((each) => overlaps(each, fragment))) ? [] : { annotation, fragment },
    ),
  );
  const spans = present.map(({ fragment }) => fragment);
  const sizes = present.map(({ annotation }) => size(annotation));
  const ranges = new Map<vscode.TextEditorDecorationType, vscode.Range[]>();
  for (const { index, ...part } of layers(spans, (i) => sizes[i] ?? 0)) {
    const seen = present[index];
    if (!seen) continue;
    const style = styles.of(colourOf(shown, seen.annotation), kindOf(seen.annotation, seen.fragment));
    const list = ranges.get(style);
    const range = rangeOf(shown.document, seen.fragment, part);
    if (list) list.push(range);
    else ranges.set(style, [range]);
  }
  return ranges;
}

/** The parts of fragments in the version of the text that was asked last; those that have not moved keep their range. */
const places = new WeakMap<Fragment, { readonly version: number; readonly parts: Place[] }>();

interface Place extends Span {
  readonly range: vscode.Range;
}

function rangeOf(document: vscode.TextDocument, fragment: Fragment, { start, end }: Span): vscode.Range {
  const { version } = document;
  let known = places.get(fragment);
  if (known?.version !== version) {
    known = { version, parts: [] };
    places.set(fragment, known);
  }
  const before = known.parts.find((part) => part.start === start && part.end === end);
  if (before) return before.range;
  const range = toRange(document, { start, end });
  known.parts.push({ start, end, range });
  return range;
}

const colourOf = ({ codebook }: Shown, annotation: Annotation): Colour =>
  labelOf(codebook, annotation.label)?.colour ?? 'grey';

/** How a fragment is painted; `reviewed` is quieter: nobody has to look at it any more. */
type Kind = 'plain' | 'changed' | 'reviewed';

const kindOf = (annotation: Annotation, { state }: Fragment): Kind =>
  state === 'changed' ? 'changed' : isReviewed(annotation) ? 'reviewed' : 'plain';

class Styles {
  readonly #types = new Map<string, vscode.TextEditorDecorationType>();
  readonly #how = style();

  get all(): readonly vscode.TextEditorDecorationType[] {
    return [...this.#types.values()];
  }

  of(colour: Colour, kind: Kind): vscode.TextEditorDecorationType {
    const key = `${colour} ${kind}`;
    const known = this.#types.get(key);
    if (known) return known;
    const made = vscode.window.createTextEditorDecorationType(look(colour, kind, this.#how));
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
  if (colour.startsWith('#')) return { background: tintOf(colour), line: colour };
  return {
    background: new vscode.ThemeColor(`newsmark.${colour}Background`),
    line: new vscode.ThemeColor(`newsmark.${colour}`),
  };
}

/** What the person wants to see; high contrast has no backgrounds of ours, and so always lines. */
function style(): Highlights {
  const { HighContrast, HighContrastLight } = vscode.ColorThemeKind;
  const { kind } = vscode.window.activeColorTheme;
  return kind === HighContrast || kind === HighContrastLight ? 'underline' : highlights();
}

function look(colour: Colour, kind: Kind, how: Highlights): vscode.DecorationRenderOptions {
  const { background, line } = colours(colour);
  const shape = LINES[Math.max(0, ([...PALETTE] as string[]).indexOf(colour)) % LINES.length] ?? 'solid';
  return {
    // Round ends tell where one annotation ends and the next begins.
    borderRadius: '3px',
    borderColor: line,
    ...border(shape, kind, how),
    ...(how !== 'underline' && kind !== 'reviewed' && { backgroundColor: background }),
    overviewRulerColor: line,
    overviewRulerLane: vscode.OverviewRulerLane.Right,
    rangeBehavior: vscode.DecorationRangeBehavior.ClosedClosed,
  };
}

function border(shape: (typeof LINES)[number], kind: Kind, how: Highlights): vscode.DecorationRenderOptions {
  if (kind === 'changed') return { borderStyle: 'dashed', borderWidth: '1px' };
  // Without its background, what is reviewed is seen by its line alone.
  if (kind === 'reviewed') return { borderStyle: shape, borderWidth: shape === 'double' ? '0 0 3px 0' : '0 0 1px 0' };
  if (how === 'background') return {};
  return { borderStyle: shape, borderWidth: shape === 'double' ? '0 0 3px 0' : '0 0 2px 0' };
}
