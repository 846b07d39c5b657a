import * as vscode from 'vscode';
import { type Annotation, quoted } from '../../core/annotation.ts';
import { bounds } from '../../core/span.ts';
import type { Articles, Shown } from '../articles.ts';
import { toOffset, toPosition } from '../convert.ts';
import { SETTINGS } from '../ids.ts';
import { Later } from '../later.ts';
import { hints } from '../settings.ts';
import { short, visible } from '../words.ts';

/** So many annotations are told of at the end of a line. */
const MOST = 3;

/** So much of a note is told, and of the words where a line has several annotations (UTF-16 units). */
const [NOTE, WORDS] = [80, 24];

/** Verdicts and notes behind the lines on the screen, for those who want that. */
export function showHints(articles: Articles): vscode.Disposable {
  const type = vscode.window.createTextEditorDecorationType({
    after: { color: new vscode.ThemeColor('editorCodeLens.foreground'), margin: '0 0 0 2em' },
    rangeBehavior: vscode.DecorationRangeBehavior.ClosedClosed,
  });
  const drawn = new Set<vscode.TextEditor>();
  const draw = (editor: vscode.TextEditor): void => {
    const shown = hints() ? articles.of(editor.document) : undefined;
    if (!shown && !drawn.delete(editor)) return;
    if (shown) drawn.add(editor);
    editor.setDecorations(type, shown ? optionsOf(shown, editor.visibleRanges) : []);
  };
  const drawAll = (): void => vscode.window.visibleTextEditors.forEach(draw);
  const later = new Later<vscode.TextEditor>((editors) => {
    const visible = vscode.window.visibleTextEditors;
    for (const editor of drawn) if (!visible.includes(editor)) drawn.delete(editor);
    for (const editor of visible) if (editors.has(editor)) draw(editor);
  });
  const drawSoon = (editors: readonly vscode.TextEditor[]): void => {
    if (hints()) for (const editor of editors) later.ask(editor);
  };
  drawAll();
  return vscode.Disposable.from(
    type,
    later,
    vscode.window.onDidChangeVisibleTextEditors(drawSoon),
    vscode.window.onDidChangeTextEditorVisibleRanges(({ textEditor }) => drawSoon([textEditor])),
    articles.store.onDidChange(({ article }) =>
      drawSoon(vscode.window.visibleTextEditors.filter(({ document }) => document.uri.toString() === article)),
    ),
    vscode.workspace.onDidChangeConfiguration((change) => {
      if (change.affectsConfiguration(SETTINGS.hints)) drawAll();
    }),
  );
}

function optionsOf({ document, article }: Shown, ranges: readonly vscode.Range[]): vscode.DecorationOptions[] {
  const spans = ranges.map(({ start, end }) => ({
    start: toOffset(document, start.with({ character: 0 })),
    end: toOffset(document, document.lineAt(end.line).range.end),
  }));
  const byLine = new Map<number, Annotation[]>();
  for (const annotation of article.annotations) {
    const end = bounds(annotation.target.filter(({ state }) => state !== 'lost'))?.end;
    if (end === undefined || tell(annotation) === '' || !spans.some((span) => span.start <= end && end <= span.end))
      continue;
    const { line } = toPosition(document, end);
    byLine.set(line, [...(byLine.get(line) ?? []), annotation]);
  }
  return [...byLine].map(([line, annotations]) => {
    const { end } = document.lineAt(line).range;
    return { range: new vscode.Range(end, end), renderOptions: { after: { contentText: hint(annotations) } } };
  });
}

function hint(annotations: readonly Annotation[]): string {
  const [only, ...others] = annotations;
  if (only && others.length === 0) return tell(only);
  const told = annotations.slice(0, MOST).map((each) => `“${visible(short(quoted(each), WORDS))}” ${tell(each)}`);
  const more = annotations.length - told.length;
  return [...told, ...(more > 0 ? [`+${more}`] : [])].join('  |  ');
}

const tell = ({ attributes, note }: Annotation): string =>
  [[attributes['verdict'] ?? []].flat().join(', '), note ?? '']
    .map((text) => visible(short(text, NOTE)))
    .filter(Boolean)
    .join(' · ');
