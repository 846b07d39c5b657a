import * as vscode from 'vscode';
import type { Annotation } from '../core/annotation.ts';
import { Lines } from '../core/line.ts';
import { bounds, type Span } from '../core/span.ts';
import type { Files } from '../store/files.ts';
import { readArticle } from '../store/reading.ts';
import type { Articles } from './articles.ts';
import { toRange } from './convert.ts';
import type { Kept } from './sidecars.ts';

/**
 * Where the annotations of a sidecar stand in their article, by id: from the first fragment's start to the last one's end.
 * What is lost is left out, and all of them where the article is not there. Rejects when the disk refuses.
 */
export async function rangesOf(
  { article, sidecar, isShared }: Kept,
  articles: Articles,
  files: Files,
): Promise<ReadonlyMap<string, vscode.Range>> {
  if (isShared) await articles.ready(article);
  const document = isShared ? articles.document(article) : undefined;
  const shown = document && articles.of(document);
  if (shown) return mapped(shown.article.annotations, (span) => toRange(shown.document, span));
  const { text = '', annotations } = await readArticle(files, article, sidecar);
  const lines = new Lines(text);
  const position = (offset: number): vscode.Position => {
    const { line, column } = lines.at(offset);
    return new vscode.Position(line - 1, column - 1);
  };
  return mapped(annotations, ({ start, end }) => new vscode.Range(position(start), position(end)));
}

function mapped(annotations: readonly Annotation[], range: (span: Span) => vscode.Range): Map<string, vscode.Range> {
  const ranges = new Map<string, vscode.Range>();
  for (const { id, target } of annotations) {
    const span = bounds(target.filter(({ state }) => state !== 'lost'));
    if (span) ranges.set(id, range(span));
  }
  return ranges;
}
