import * as vscode from 'vscode';
import type { Annotation } from '../../core/annotation.ts';
import { check, isOfMerge } from '../../core/check.ts';
import { isConflict } from '../../core/conflict.ts';
import type { Problem } from '../../core/problem.ts';
import { sidecarOf } from '../../store/files.ts';
import type { Articles, Shown } from '../articles.ts';
import { toPosition, toRange } from '../convert.ts';
import { Later } from '../later.ts';
import { briefOf, wordsOf } from '../words.ts';

/** What is wrong with sidecars and codebooks of open articles, at its place in their files. */
export function showProblems(articles: Articles): vscode.Disposable {
  const collection = vscode.languages.createDiagnosticCollection('newsmark');
  const files = new Map<string, string>();
  const draw = (uri: string): void => {
    const article = articles.store.get(uri);
    collection.set(vscode.Uri.parse(sidecarOf(uri), true), article?.problems.map(inSidecar) ?? []);
    const document = article && articles.document(uri);
    const shown = document && articles.of(document);
    collection.set(vscode.Uri.parse(uri, true), shown ? undecided(shown) : []);
    const project = articles.projectOfOpen(uri);
    const before = files.get(uri);
    if (project?.file) {
      files.set(uri, project.file);
      collection.set(
        vscode.Uri.parse(project.file, true),
        project.problems.map((problem) => diagnostic(problem)),
      );
    } else if (before) {
      files.delete(uri);
      collection.delete(vscode.Uri.parse(before, true));
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

/** What there is to decide about the annotations of an article, at their words. */
function undecided({ document, article, codebook }: Shown): vscode.Diagnostic[] {
  const byId = new Map(article.annotations.map((annotation) => [annotation.id, annotation]));
  return check(article.annotations, codebook).flatMap((problem) => {
    const annotation = byId.get(problem.id ?? '');
    if (!annotation || !(isOfWords(problem) || isOfMerge(problem))) return [];
    const made = diagnostic(problem, briefOf(problem));
    made.range = rangeOf(document, annotation, problem);
    return [made];
  });
}

const isOfWords = ({ code }: Problem): boolean => code === 'lost' || code === 'changed';

/** Where a problem of an annotation is shown: at what is lost or changed, if it is about that; where its words stood, if they are gone. */
export function rangeOf(document: vscode.TextDocument, { target }: Annotation, problem: Problem): vscode.Range {
  const part = target.find(({ state }) => (isOfWords(problem) ? state !== undefined : state !== 'lost')) ?? target[0];
  const position = toPosition(document, part?.start ?? 0);
  return part && part.state !== 'lost' ? toRange(document, part) : new vscode.Range(position, position);
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
