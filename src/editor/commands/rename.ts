import * as vscode from 'vscode';
import type { Annotation } from '../../core/annotation.ts';
import type { Codebook } from '../../core/label.ts';
import { ENTITY, type Kind, keyOf, refusalOf, type Term, termsOf } from '../../core/rename.ts';
import { nameOf, relative } from '../../store/files.ts';
import type { Project } from '../../store/project.ts';
import { isEntityReference, isReference, type Shown } from '../articles.ts';
import { countAnnotations, counted } from '../counted.ts';
import { COMMANDS } from '../ids.ts';
import { complain, unlinked } from '../messages.ts';
import { type Failure, type Names, type Renamed, type Renaming, type Survey, withProgress } from '../names.ts';
import { register, say, type Tools } from '../register.ts';
import { attributeOf, chooseTerm, presentName } from '../terms.ts';
import { chooseTicked } from '../ticked.ts';
import { plain, short, visible } from '../words.ts';

export function renameCommands(tools: Tools, names: Names): vscode.Disposable {
  const command = (kind: Kind) => (argument: unknown, proposed: unknown) =>
    renameAll(tools, names, kind, argument, typeof proposed === 'string' ? proposed : undefined);
  return register(tools, {
    [COMMANDS.renameSource]: command('entity'),
    [COMMANDS.renameLabel]: command('label'),
    [COMMANDS.renameValue]: command('value'),
  });
}

/**
 * Asks what is renamed, how it shall be called and where; does it in all sidecars of the project; says what was done.
 * `proposed`: what stands in the box for the new name.
 */
async function renameAll(
  tools: Tools,
  names: Names,
  kind: Kind,
  argument: unknown,
  proposed: string | undefined,
): Promise<void> {
  const told = isEntityReference(argument) ? argument : undefined;
  const here = told ? undefined : await pointed(tools, argument, kind);
  const project = told
    ? await tools.articles.projectFor(vscode.Uri.parse(told.article, true))
    : await projectOf(tools, here);
  if (!project) return;
  const { codebook } = project;
  const survey = await withProgress(vscode.l10n.t('Reading annotations'), (step, token) =>
    names.survey(kind, project, step, token),
  );
  if (!survey) return;
  const term = told
    ? { name: told.entity, attribute: ENTITY }
    : await chooseTerm(kind, survey, codebook, here?.annotation);
  if (!term) return;
  const name = await askName(term, survey, codebook, proposed ?? presentName(term, codebook));
  if (name === undefined || !(await isMeant(term, name, codebook))) return;
  const renaming = { term, name, codebook };
  const chosen = await choosePlaces(renaming, survey, project);
  if (!chosen) return;
  const renamed = await withProgress(
    unlinked(vscode.l10n.t('Renaming “{0}”', visible(short(term.name)))),
    (step, token) => names.rename(chosen, renaming, step, token),
  );
  tellResult(tools, renaming, renamed, survey.unread);
}

type Pointed = Shown & { readonly annotation?: Annotation | undefined };

/** The annotation that the argument names, else of those at the cursor or at hand the innermost that has such a name. */
async function pointed({ articles, hand }: Tools, argument: unknown, kind: Kind): Promise<Pointed | undefined> {
  if (isReference(argument)) {
    const document = articles.document(argument.article);
    const shown = document && articles.of(document);
    return shown && { ...shown, annotation: shown.article.annotations.find(({ id }) => id === argument.id) };
  }
  await articles.ready();
  const active = articles.active();
  if (!active) return undefined;
  const atHand = hand.at(articles, active);
  const near = [...articles.meant(active, active.selection), ...(atHand ? [atHand] : [])];
  return { ...active, annotation: near.find((each) => termsOf(each, kind, active.codebook).length > 0) };
}

/** The project of the article that is shown, else of the workspace folder, which is asked for where there are several. */
async function projectOf({ articles }: Tools, here: Shown | undefined): Promise<Project | undefined> {
  if (here) return articles.projectFor(here.document.uri);
  const { workspaceFolders: folders = [] } = vscode.workspace;
  const folder = folders.length > 1 ? await vscode.window.showWorkspaceFolderPick() : folders[0];
  if (folder) return articles.projectFor(vscode.Uri.joinPath(folder.uri, 'article'));
  if (folders.length === 0) say(vscode.l10n.t('Open a folder or an article first.'));
  return undefined;
}

/** Asks for the new name. Undefined when the person leaves it, or leaves it as it is. */
async function askName(
  term: Term,
  { totals }: Survey,
  codebook: Codebook,
  proposed: string,
): Promise<string | undefined> {
  const typed = await vscode.window.showInputBox({
    title: vscode.l10n.t('Rename “{0}”', visible(short(term.name, 60))),
    prompt: vscode.l10n.t('The new name'),
    value: proposed,
    validateInput: (value) => {
      const name = value.trim();
      const refusal = refusalOf(name, term);
      if (refusal) return REFUSALS[refusal]();
      const count = totals.get(keyOf({ ...term, name }))?.count ?? 0;
      if (count > 0)
        return info(
          counted(
            count,
            '“{1}” exists already, in 1 annotation. The two become one.',
            '“{1}” exists already, in {0} annotations. The two become one.',
            plain(name),
          ),
        );
      const { values } = attributeOf(term, codebook) ?? {};
      if (!values || values.includes(name)) return undefined;
      return info(vscode.l10n.t('The codebook does not have this value: add it there, too.'));
    },
  });
  const name = typed?.trim();
  return name === undefined || refusalOf(name, term) ? undefined : name;
}

/** VS Code makes links of what stands in brackets here, as in messages. */
const info = (message: string) => ({
  message: unlinked(message),
  severity: vscode.InputBoxValidationSeverity.Info,
});

const REFUSALS = {
  empty: () => vscode.l10n.t('A name has at least one character.'),
  half: () => vscode.l10n.t('This holds half of a character, which no file can keep.'),
  same: () => info(vscode.l10n.t('This is its name now.')),
} as const;

/** Whether a label shall have a name that the codebook does not know: asked, for such annotations have no colour and no key. */
async function isMeant({ attribute }: Term, name: string, codebook: Codebook): Promise<boolean> {
  if (attribute !== undefined || codebook.labels.some((label) => label.name === name)) return true;
  const rename = vscode.l10n.t('Rename all the same');
  const placeHolder = vscode.l10n.t('The codebook has no label “{0}”. Add it there, too.', plain(name));
  return (await vscode.window.showQuickPick([rename, vscode.l10n.t('Cancel')], { placeHolder })) === rename;
}

type Place = Survey['found'][number];

/** The sidecars in which the person wants it renamed. Undefined when the list is left, or nothing is ticked. */
async function choosePlaces(
  { term, name }: Renaming,
  { found, unread }: Survey,
  { root }: Project,
): Promise<readonly Place[] | undefined> {
  const items = found.flatMap((place) => {
    const found = place.counts.get(keyOf(term));
    if (!found) return [];
    const path = relative(root, place.article) ?? nameOf(place.article);
    const own = place.isShared ? '' : nameOf(place.sidecar);
    const description = [countAnnotations(found.count), plain(own)].filter(Boolean).join(' · ');
    return [{ label: plain(path, 200), description, detail: plain(found.words), picked: true, place }];
  });
  const [from, to] = [term.name, name].map((each) => visible(short(each, 40)));
  const picked = await chooseTicked(items, {
    title: vscode.l10n.t('Rename “{0}” to “{1}”', from ?? '', to ?? ''),
    placeHolder: [
      vscode.l10n.t('In which articles? Enter renames. In articles that are not open it cannot be undone.'),
      unread.length > 0 ? vscode.l10n.t('Sidecars that cannot be read: {0}.', unread.length) : '',
    ]
      .filter(Boolean)
      .join(' '),
    matchOnDetail: true,
  });
  return picked && picked.length > 0 ? picked.map(({ place }) => place) : undefined;
}

function tellResult(
  { log }: Tools,
  { term, name }: Renaming,
  { annotations, sidecars, failures, isDone }: Renamed,
  unread: readonly Failure[],
): void {
  const [from, to] = [term.name, name].map((each) => plain(each, 40));
  const done = vscode.l10n.t(
    '“{0}” is “{1}” now: {2}, {3}.',
    from ?? '',
    to ?? '',
    countAnnotations(annotations),
    counted(sidecars, '1 sidecar', '{0} sidecars'),
  );
  say(isDone ? done : vscode.l10n.t('Stopped. {0}', done));
  const all = [...failures, ...unread];
  for (const { sidecar, reason } of all) log.warn(`Not renamed in ${sidecar}: ${reason}`);
  const [first] = all;
  if (first) tellFailures(log, first, all);
}

/** So many failures are told one by one; the log has all. */
const MOST_TOLD = 3;

function tellFailures(log: vscode.LogOutputChannel, first: Failure, all: readonly Failure[]): void {
  const open = vscode.l10n.t('Open Sidecar');
  const show = vscode.l10n.t('Show Log');
  const told = all.slice(0, MOST_TOLD).map(({ sidecar, reason }) => `${visible(short(nameOf(sidecar)))}: ${reason}`);
  const more = all.length > MOST_TOLD ? ` ${vscode.l10n.t('And others: {0}.', all.length - MOST_TOLD)}` : '';
  const text = vscode.l10n.t('Not renamed, and left as it is: {0}', told.join(' '));
  void complain(text + more, ...(all.length === 1 ? [open, show] : [show])).then((chosen) => {
    if (chosen === show) log.show();
    if (chosen !== open) return;
    const position = new vscode.Position((first.place?.line ?? 1) - 1, (first.place?.column ?? 1) - 1);
    void vscode.window.showTextDocument(vscode.Uri.parse(first.sidecar, true), {
      selection: new vscode.Range(position, position),
    });
  });
}
