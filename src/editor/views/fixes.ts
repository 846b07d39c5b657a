import * as vscode from 'vscode';
import { type Annotation, type Link, quoted } from '../../core/annotation.ts';
import { type Dispute, disputesOf, isConflict } from '../../core/conflict.ts';
import { tidy } from '../../core/decide.ts';
import { labelOf, roleOf } from '../../core/label.ts';
import { candidates, nearest } from '../../core/link.ts';
import type { Code } from '../../core/problem.ts';
import { same } from '../../core/value.ts';
import type { Articles, Shown } from '../articles.ts';
import { textOf, toSpan } from '../convert.ts';
import { keepTitle } from '../dispute.ts';
import { COMMANDS } from '../ids.ts';
import { short, visible } from '../words.ts';
import { make } from './action.ts';
import { type Finding, findingsOf, messageOf } from './findings.ts';

/** What can be done about a problem: a command about its annotation. */
interface Fix {
  readonly title: string;
  readonly command: string;
  /** What the command is told besides which annotation is meant. */
  readonly about?: object;
  /** Its second argument. */
  readonly options?: object;
}

/** So many problems are offered to be mended at once: of an article that is selected as a whole there can be thousands. */
const MOST = 20;

/** Quick fixes for what is wrong with the annotations that a range touches. */
export function fixes(
  articles: Articles,
  shown: Shown,
  range: vscode.Range,
  diagnostics: readonly vscode.Diagnostic[],
): vscode.CodeAction[] {
  const near = touched(shown, range);
  const findings = near.length > 0 ? findingsOf(articles, shown, near).slice(0, MOST) : [];
  const isOne = new Set(findings.map(({ annotation }) => annotation)).size === 1;
  const actions = new Map<string, vscode.CodeAction>();
  for (const finding of findings) {
    const { annotation } = finding;
    const message = messageOf(finding);
    const mended = diagnostics.filter((each) => each.code === finding.code && each.message === message);
    for (const { title, command, about, options } of fixesOf(finding, shown)) {
      const words = isOne ? title : vscode.l10n.t('{0}: “{1}”', title, brief(quoted(annotation)));
      const given = [{ article: shown.article.uri, id: annotation.id, ...about }, ...(options ? [options] : [])];
      const action = make(words, command, given, vscode.CodeActionKind.QuickFix);
      // One thing can mend several problems.
      const key = JSON.stringify([command, given]);
      action.diagnostics = [...(actions.get(key)?.diagnostics ?? []), ...mended];
      actions.set(key, action);
    }
  }
  return [...actions.values()];
}

/** The annotations that a range touches; those whose words are lost, where they stood. */
function touched({ document, article }: Shown, range: vscode.Range): readonly Annotation[] {
  const { start, end } = toSpan(document, range);
  return article.annotations.filter(({ target }) =>
    target.some((part) => part.start <= end && start <= (part.state === 'lost' ? part.start : part.end)),
  );
}

function fixesOf(finding: Finding, shown: Shown): readonly Fix[] {
  if (!isConflict(finding)) return FIXES[finding.code]?.(finding, shown) ?? [];
  const { annotation, code, values } = finding;
  const dispute = disputesOf(annotation).find((each) => each.code === code && same(each.values, values));
  return dispute ? toSettle(dispute) : [];
}

function toSettle(dispute: Dispute): readonly Fix[] {
  const about = { entry: dispute.entry };
  const mine = { title: keepTitle(dispute, 'ours'), command: COMMANDS.keepMine, about };
  if (!dispute.isUsable) return [mine];
  return [mine, { title: keepTitle(dispute, 'theirs'), command: COMMANDS.keepTheirs, about }];
}

const FIXES: Readonly<Partial<Record<Code, (finding: Finding, shown: Shown) => readonly Fix[]>>> = {
  lost: toDecide,
  changed: toDecide,
  duplicate: () => [{ title: vscode.l10n.t('Merge Duplicates'), command: COMMANDS.mergeDuplicates }],
  'white-space': ({ annotation }, { document }) =>
    tidy(annotation, textOf(document).text())
      ? [{ title: vscode.l10n.t('Trim White Space'), command: COMMANDS.trim }]
      : [remove()],
  'unknown-label': () => [changeLabel()],
  'unknown-attribute': ({ values: [, name = ''] }) => [
    {
      title: vscode.l10n.t('Remove Attribute “{0}”', brief(name)),
      command: COMMANDS.setAttribute,
      options: { name, remove: true },
    },
  ],
  'unknown-value': ({ annotation, values: [name = ''] }, shown) => setAttribute(annotation, name, shown),
  'unknown-role': ({ annotation, values: [role] }, shown) => unlink(annotation, shown, (link) => link.role === role),
  'role-not-allowed': ({ annotation, values: [role, , label] }, shown) => [
    ...unlink(annotation, shown, (link, end) => link.role === role && end?.label === label),
    changeLabel(),
  ],
  'dangling-link': ({ annotation, values: [role, to] }, shown) =>
    unlink(annotation, shown, (link) => link.role === role && link.to === to),
  'quote-without-source': ({ annotation }, shown) => toSource(annotation, shown),
  'claim-without-verdict': ({ annotation }, shown) => setAttribute(annotation, 'verdict', shown),
};

/** For words that have changed, or are lost. */
function toDecide({ annotation: { target } }: Finding): readonly Fix[] {
  const isChanged = target.some(({ state }) => state === 'changed');
  return [
    ...(isChanged ? [{ title: vscode.l10n.t('Accept Changed Words'), command: COMMANDS.accept }] : []),
    { title: vscode.l10n.t('Re-attach to Selection'), command: COMMANDS.reattach },
    ...(isChanged ? [{ title: vscode.l10n.t('Mark as Lost'), command: COMMANDS.markLost }] : []),
    remove(),
  ];
}

/** The source that stands nearest, if that is what *Link to Nearest* means, and all that there are to choose from. */
function toSource(annotation: Annotation, { article, codebook }: Shown): readonly Fix[] {
  const [first] = candidates(codebook, annotation.label, nearest(article.annotations, annotation));
  const choose = { title: vscode.l10n.t('Link to…'), command: COMMANDS.link };
  if (first?.role.name !== 'source') return [choose];
  const title = vscode.l10n.t('Link to “{0}”', brief(quoted(first.annotation)));
  return [{ title, command: COMMANDS.linkNearest }, choose];
}

function setAttribute({ label }: Annotation, name: string, { codebook }: Shown): readonly Fix[] {
  const attribute = labelOf(codebook, label)?.attributes.find((each) => each.name === name);
  if (!attribute) return [];
  const title = vscode.l10n.t('Set {0}…', brief(attribute.title));
  return [{ title, command: COMMANDS.setAttribute, options: { name } }];
}

/** For some of its links, by the link and what it leads to in the article. */
function unlink(
  { links }: Annotation,
  { article, codebook }: Shown,
  isMeant: (link: Link, end: Annotation | undefined) => boolean,
): readonly Fix[] {
  return links.flatMap(({ role, to }) => {
    const end = article.annotations.find(({ id }) => id === to);
    if (!isMeant({ role, to }, end)) return [];
    const title = brief(roleOf(codebook, role)?.title ?? role);
    const words = vscode.l10n.t('Remove Link “{0}” to “{1}”', title, brief(end ? quoted(end) : to));
    return { title: words, command: COMMANDS.unlink, about: { role, to } };
  });
}

const changeLabel = (): Fix => ({ title: vscode.l10n.t('Change Label…'), command: COMMANDS.changeLabel });

const remove = (): Fix => ({ title: vscode.l10n.t('Remove Annotation'), command: COMMANDS.remove });

const brief = (text: string): string => visible(short(text, 40));
