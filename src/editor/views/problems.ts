import * as vscode from 'vscode';
import type { Problem } from '../../core/problem.ts';
import { sidecarOf } from '../../store/files.ts';
import type { Articles } from '../articles.ts';
import { wordsOf } from '../words.ts';

/** What is wrong with sidecars and codebooks of open articles, at its place in their files. */
export function showProblems(articles: Articles): vscode.Disposable {
  const collection = vscode.languages.createDiagnosticCollection('newsmark');
  const files = new Map<string, string>();
  const draw = (uri: string): void => {
    const article = articles.store.get(uri);
    collection.set(vscode.Uri.parse(sidecarOf(uri), true), article?.problems.map(diagnostic) ?? []);
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
    articles.store.onDidChange(({ article, origin }) => {
      if (origin !== 'text') draw(article);
    }),
  );
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
