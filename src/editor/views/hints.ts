import * as vscode from 'vscode';
import { type Annotation, quoted } from '../../core/annotation.ts';
import { bounds, type Span } from '../../core/span.ts';
import type { Articles, Shown } from '../articles.ts';
import { toOffset, toPosition } from '../convert.ts';
import { SETTINGS } from '../ids.ts';
import { Later } from '../later.ts';
import { hints } from '../settings.ts';
import { short } from '../words.ts';

/** So many annotations are told of at the end of a line. */
const MOST = 3;

/** So much of the words is told where a line has several annotations (UTF-16 units). */
const WORDS = 24;

/**
 * Verdicts and notes at the ends of lines, for those who want that: as inlay hints, which wrap with the line, and which VS
 * Code cuts to the length that the person likes (`editor.inlayHints.maximumLength`).
 */
export function showHints(articles: Articles): vscode.Disposable {
  const changed = new vscode.EventEmitter<void>();
  const later = new Later<undefined>(() => changed.fire());
  return vscode.Disposable.from(
    changed,
    later,
    vscode.languages.registerInlayHintsProvider('*', {
      onDidChangeInlayHints: changed.event,
      provideInlayHints: (document, range) => {
        const shown = hints() ? articles.of(document) : undefined;
        return shown ? hintsIn(shown, range) : [];
      },
    }),
    articles.store.onDidChange(() => {
      if (hints()) later.ask(undefined);
    }),
    vscode.workspace.onDidChangeConfiguration((change) => {
      if (change.affectsConfiguration(SETTINGS.hints)) changed.fire();
    }),
  );
}

function hintsIn({ document, article }: Shown, { start, end }: vscode.Range): vscode.InlayHint[] {
  const within: Span = {
    start: toOffset(document, start.with({ character: 0 })),
    end: toOffset(document, document.lineAt(end.line).range.end),
  };
  const byLine = new Map<number, Annotation[]>();
  for (const annotation of article.annotations) {
    const last = bounds(annotation.target.filter(({ state }) => state !== 'lost'))?.end;
    if (last === undefined || last < within.start || within.end < last || tell(annotation) === '') continue;
    const { line } = toPosition(document, last);
    byLine.set(line, [...(byLine.get(line) ?? []), annotation]);
  }
  return [...byLine].map(([line, annotations]) => {
    const made = new vscode.InlayHint(document.lineAt(line).range.end, hint(annotations));
    made.paddingLeft = true;
    made.tooltip = annotations.map((each) => `“${short(quoted(each))}” ${tell(each)}`).join('\n\n');
    return made;
  });
}

function hint(annotations: readonly Annotation[]): string {
  const [only, ...others] = annotations;
  if (only && others.length === 0) return tell(only);
  const told = annotations.slice(0, MOST).map((each) => `“${short(quoted(each), WORDS)}” ${tell(each)}`);
  const more = annotations.length - told.length;
  return [...told, ...(more > 0 ? [`+${more}`] : [])].join('  |  ');
}

const tell = ({ attributes, note }: Annotation): string =>
  [[attributes['verdict'] ?? []].flat().join(', '), note ?? '']
    .map((text) => short(text, 200))
    .filter(Boolean)
    .join(' · ');
