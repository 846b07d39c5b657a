import * as vscode from 'vscode';
import { isConflict } from '../../core/conflict.ts';
import type { Problem } from '../../core/problem.ts';
import { sidecarOf } from '../../store/files.ts';
import type { Project } from '../../store/project.ts';
import type { Articles } from '../articles.ts';
import { Later } from '../later.ts';
import { briefOf, wordsOf } from '../words.ts';

/** What was told of an open article's files; most events change neither. */
interface Told {
  readonly problems: readonly Problem[] | undefined;
  readonly project: Project | undefined;
}

/** What is wrong with the files beside open articles, sidecars and codebooks, at its place in them. */
export function showProblems(articles: Articles): vscode.Disposable {
  const collection = vscode.languages.createDiagnosticCollection('newsmark');
  const told = new Map<string, Told>();
  const draw = (uri: string): void => {
    const problems = articles.store.get(uri)?.problems;
    const project = articles.projectOfOpen(uri);
    const before = told.get(uri);
    if (before?.problems === problems && before?.project === project) return;
    if (problems || project) told.set(uri, { problems, project });
    else told.delete(uri);
    collection.set(vscode.Uri.parse(sidecarOf(uri), true), problems?.map(inSidecar) ?? []);
    for (const file of new Set([before?.project?.file, project?.file])) {
      if (file === undefined) continue;
      // Others of the project may still be open.
      const current = [...told.values()].find((each) => each.project?.file === file)?.project;
      const found = (project?.file === file ? project : current)?.problems;
      collection.set(vscode.Uri.parse(file, true), found?.map((problem) => diagnostic(problem)) ?? []);
    }
  };
  for (const { uri } of articles.store.articles) draw(uri);
  const later = new Later<string>((all) => all.forEach(draw));
  return vscode.Disposable.from(
    collection,
    later,
    articles.store.onDidChange(({ article }) => later.ask(article)),
  );
}

const SEVERITIES = {
  error: vscode.DiagnosticSeverity.Error,
  warning: vscode.DiagnosticSeverity.Warning,
  information: vscode.DiagnosticSeverity.Information,
} as const;

const inSidecar = (problem: Problem): vscode.Diagnostic =>
  diagnostic(problem, isConflict(problem) ? briefOf(problem) : wordsOf(problem));

export function diagnostic(problem: Problem, words = wordsOf(problem)): vscode.Diagnostic {
  const { line, column, endLine, endColumn } = {
    endLine: problem.place?.line,
    endColumn: problem.place?.column,
    ...(problem.place ?? { line: 1, column: 1 }),
  };
  const range = new vscode.Range(line - 1, column - 1, (endLine ?? line) - 1, (endColumn ?? column) - 1);
  const made = new vscode.Diagnostic(range, words, SEVERITIES[problem.severity]);
  made.source = 'Newsmark';
  made.code = problem.code;
  return made;
}
