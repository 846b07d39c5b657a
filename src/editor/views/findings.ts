import * as vscode from 'vscode';
import { type Annotation, type Fragment, quoted } from '../../core/annotation.ts';
import { check, isOfCodebook } from '../../core/check.ts';
import type { Problem } from '../../core/problem.ts';
import { worst } from '../../core/worst.ts';
import { EARLIER } from '../../store/past.ts';
import { isBroken } from '../../store/project.ts';
import type { Articles, Shown } from '../articles.ts';
import { toRange } from '../convert.ts';
import { Rest } from '../later.ts';
import { briefOf, short, visible } from '../words.ts';
import { diagnostic } from './problems.ts';

/** So many problems of a file VS Code shows, and each one more takes time. */
const MOST = 1000;

/** A problem of an annotation. */
export interface Finding extends Problem {
  readonly annotation: Annotation;
}

/** What is wrong with the annotations of open articles, at their words: looked for whenever people pause. */
export function showFindings(articles: Articles): vscode.Disposable {
  const collection = vscode.languages.createDiagnosticCollection('newsmark.annotations');
  const sent = new Map<string, readonly vscode.Diagnostic[]>();
  const draw = (uri: string): void => {
    const document = articles.document(uri);
    const shown = document && articles.of(document);
    // What was wrong with an earlier text cannot be mended there.
    const now = shown && shown.article.refused !== EARLIER ? listed(shown, findingsOf(articles, shown)) : [];
    if (areSame(now, sent.get(uri) ?? [])) return;
    if (now.length > 0) sent.set(uri, now);
    else sent.delete(uri);
    collection.set(vscode.Uri.parse(uri, true), now);
  };
  const rest = new Rest<string>((all) => all.forEach(draw));
  return vscode.Disposable.from(
    collection,
    rest,
    articles.store.onDidChange(({ article, origin }) => {
      if (origin !== 'opening') rest.ask(article);
    }),
    // VS Code moves the marks in the text, but neither its list of problems nor the places that it asks quick fixes for.
    vscode.workspace.onDidChangeTextDocument(({ document }) => {
      const uri = document.uri.toString();
      if (sent.has(uri)) rest.ask(uri);
    }),
  );
}

/** The problems of an article's annotations, or only of some of them. */
export function findingsOf(
  articles: Articles,
  { article, codebook }: Shown,
  some = article.annotations,
): readonly Finding[] {
  const byId = new Map(some.map((annotation) => [annotation.id, annotation]));
  const project = articles.projectOfOpen(article.uri);
  const standsIn = project !== undefined && isBroken(project);
  return check(some, codebook, article.annotations).flatMap((problem) => {
    const annotation = byId.get(problem.id ?? '');
    return annotation && !(standsIn && isOfCodebook(problem)) ? { ...problem, annotation } : [];
  });
}

function listed({ document }: Shown, all: readonly Finding[]): readonly vscode.Diagnostic[] {
  const made = worst(all, all.length > MOST ? MOST - 1 : MOST).map((finding) => {
    const one = diagnostic(finding, messageOf(finding));
    one.range = rangeOf(document, finding);
    return one;
  });
  const more = all.length - made.length;
  if (more === 0) return made;
  const end = document.lineAt(document.lineCount - 1).range.end;
  const text = vscode.l10n.t('There are more problems in this article than are listed. Not listed: {0}', more);
  const last = new vscode.Diagnostic(new vscode.Range(end, end), text, vscode.DiagnosticSeverity.Information);
  last.source = 'Newsmark';
  return [...made, last];
}

/** What is said of a problem; with the annotation's words where the sentence has none of its own. */
export const messageOf = (finding: Finding): string =>
  finding.values.length > 0
    ? briefOf(finding)
    : vscode.l10n.t('{0} “{1}”', briefOf(finding), visible(short(quoted(finding.annotation), 60)));

/**
 * Where it is shown: at the fragment that it is about; where words stood that are gone. A problem of what is said of the
 * words has only their first one: it shall not hide the line of the label.
 */
export function rangeOf(document: vscode.TextDocument, finding: Finding): vscode.Range {
  const { target } = finding.annotation;
  const isAbout = ABOUT[finding.code] ?? (({ state }) => state !== 'lost');
  const part = target.find(isAbout) ?? target[0];
  const start = part?.start ?? 0;
  if (!part || part.state === 'lost') return toRange(document, { start, end: start });
  const first = /^\s*\S{1,24}/u.exec(part.exact)?.[0] ?? part.exact;
  const isSmall = isOfCodebook(finding) || finding.code === 'dangling-link';
  return toRange(document, { start, end: isSmall ? Math.min(part.end, start + first.length) : part.end });
}

/** Of which fragment a problem is, where it is not simply of one that stands in the text. */
const ABOUT: Partial<Record<Problem['code'], (each: Fragment) => boolean>> = {
  lost: ({ state }) => state !== undefined,
  changed: ({ state }) => state !== undefined,
  'white-space': ({ exact }) => exact !== exact.trim(),
};

const areSame = (a: readonly vscode.Diagnostic[], b: readonly vscode.Diagnostic[]): boolean =>
  a.length === b.length &&
  a.every((each, i) => {
    const other = b[i];
    return (
      other !== undefined &&
      each.message === other.message &&
      each.severity === other.severity &&
      each.range.isEqual(other.range)
    );
  });
