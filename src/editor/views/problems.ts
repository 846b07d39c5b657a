import * as vscode from 'vscode';
import { check } from '../../core/check.ts';
import type { Problem } from '../../core/problem.ts';
import { sidecarOf } from '../../store/files.ts';
import type { Articles, Shown } from '../articles.ts';
import { toPosition, toRange } from '../convert.ts';
import { wordsOf } from '../words.ts';

/** What is wrong with sidecars and codebooks of open articles, at its place in their files. */
export function showProblems(articles: Articles): vscode.Disposable {
  const collection = vscode.languages.createDiagnosticCollection('newsmark');
  const files = new Map<string, string>();
  const draw = (uri: string): void => {
    const article = articles.store.get(uri);
    collection.set(vscode.Uri.parse(sidecarOf(uri), true), article?.problems.map(diagnostic) ?? []);
    const document = article && articles.document(uri);
    const shown = document && articles.of(document);
    collection.set(vscode.Uri.parse(uri, true), shown ? unplaced(shown) : []);
    const project = articles.projectOfOpen(uri);
    const before = files.get(uri);
    if (project?.file) {
      files.set(uri, project.file);
      collection.set(vscode.Uri.parse(project.file, true), project.problems.map(diagnostic));
    } else if (before) {
      files.delete(uri);
      collection.delete(vscode.Uri.parse(before, true));
    }
  };
  for (const { uri } of articles.store.articles) draw(uri);
  return vscode.Disposable.from(
    collection,
    articles.store.onDidChange(({ article }) => draw(article)),
  );
}

/** The annotations of an article whose words are lost or changed, where they stood. */
function unplaced({ document, article, codebook }: Shown): vscode.Diagnostic[] {
  const byId = new Map(article.annotations.map((annotation) => [annotation.id, annotation]));
  return check(article.annotations, codebook).flatMap((problem) => {
    const annotation = byId.get(problem.id ?? '');
    const part = annotation?.target.find(({ state }) => state);
    if (!part || (problem.code !== 'lost' && problem.code !== 'changed')) return [];
    const made = diagnostic(problem);
    const position = toPosition(document, part.start);
    made.range = part.state === 'changed' ? toRange(document, part) : new vscode.Range(position, position);
    return [made];
  });
}

const SEVERITIES = {
  error: vscode.DiagnosticSeverity.Error,
  warning: vscode.DiagnosticSeverity.Warning,
  information: vscode.DiagnosticSeverity.Information,
} as const;

function diagnostic(problem: Problem): vscode.Diagnostic {
  const { line, column, endLine, endColumn } = {
    endLine: problem.place?.line,
    endColumn: problem.place?.column,
    ...(problem.place ?? { line: 1, column: 1 }),
  };
  const range = new vscode.Range(line - 1, column - 1, (endLine ?? line) - 1, (endColumn ?? column) - 1);
  const made = new vscode.Diagnostic(range, wordsOf(problem), SEVERITIES[problem.severity]);
  made.source = 'Newsmark';
  made.code = problem.code;
  return made;
}
