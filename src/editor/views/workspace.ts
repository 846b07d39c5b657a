import * as vscode from 'vscode';
import { TROUBLES, type Trouble } from '../../core/entry.ts';
import { labelOf, titleOf } from '../../core/label.ts';
import type { Group, Member, Sort } from '../../store/corpus.ts';
import { nameOf, parentOf } from '../../store/files.ts';
import { type EntityReference, QUIETLY, type Reference } from '../articles.ts';
import { countAnnotations, countArticles } from '../counted.ts';
import { COMMANDS, CONTEXTS, VIEWS } from '../ids.ts';
import { isolated, short, visible } from '../words.ts';
import type { Unread, Workspace } from '../workspace.ts';
import { dot } from './row.ts';

/** So many rows of a list are sent at first, and more when they are asked for. */
const PAGE = 500;

const SECTIONS = ['unread', 'trouble', 'article', 'entity', 'verdict'] as const;
type Section = (typeof SECTIONS)[number];

/** A row, by what it stands for: that does not change while the row is shown. */
type Node =
  | { readonly kind: 'section'; readonly section: Section }
  | { readonly kind: 'folder'; readonly uri: string }
  | { readonly kind: 'article'; readonly uri: string }
  | ({ readonly kind: 'group'; readonly sort: Sort; readonly group: Group } & EntityReference)
  | { readonly kind: 'annotation'; readonly member: Member; readonly above: string }
  | { readonly kind: 'unread'; readonly unread: Unread }
  | { readonly kind: 'more'; readonly above: string; readonly left: number };

/** All articles of the workspace: what is said in them by whom, which claims are checked, and what needs a look. */
export function showWorkspace(workspace: Workspace): vscode.Disposable {
  const tree = new WorkspaceTree(workspace);
  const view = vscode.window.createTreeView<Node>(VIEWS.workspace, { treeDataProvider: tree, showCollapseAll: true });
  const follow = (): void => {
    const { stage, progress } = workspace;
    const isReading = stage === 'reading';
    void vscode.commands.executeCommand('setContext', CONTEXTS.reading, isReading);
    const isEmpty = stage === 'done' && workspace.corpus.articles.length === 0;
    void vscode.commands.executeCommand('setContext', CONTEXTS.noArticles, isEmpty);
    view.description =
      stage === 'idle' || progress.all === 0
        ? ''
        : stage === 'done'
          ? vscode.l10n.t('{0} of {1} annotated', workspace.corpus.annotated, workspace.corpus.articles.length)
          : vscode.l10n.t('read: {0} of {1}', progress.read, progress.all);
    view.message = stage === 'stopped' ? vscode.l10n.t('Reading was stopped: not everything is listed.') : '';
    tree.look();
  };
  const begin = (): void => {
    if (view.visible && workspace.stage === 'idle')
      void vscode.window.withProgress({ location: { viewId: VIEWS.workspace } }, () => workspace.ready());
  };
  begin();
  return vscode.Disposable.from(
    view,
    tree,
    view.onDidChangeVisibility(begin),
    workspace.onDidChange(follow),
    vscode.commands.registerCommand(COMMANDS.readWorkspace, () => workspace.read()),
    vscode.commands.registerCommand(COMMANDS.stopReading, () => workspace.stop()),
    vscode.commands.registerCommand(COMMANDS.showMore, (above: unknown) => {
      if (typeof above === 'string') tree.showMore(above);
    }),
  );
}

class WorkspaceTree implements vscode.TreeDataProvider<Node>, vscode.Disposable {
  readonly #workspace: Workspace;
  readonly #changed = new vscode.EventEmitter<undefined>();
  readonly onDidChangeTreeData = this.#changed.event;
  /** By list how many rows of it are shown, where they are more than at first. */
  readonly #lengths = new Map<string, number>();

  constructor(workspace: Workspace) {
    this.#workspace = workspace;
  }

  look(): void {
    this.#changed.fire(undefined);
  }

  showMore(above: string): void {
    this.#lengths.set(above, (this.#lengths.get(above) ?? PAGE) + PAGE);
    this.look();
  }

  getChildren(node?: Node): Node[] {
    if (this.#workspace.stage === 'idle') return [];
    if (!node) return this.#sections();
    if (node.kind === 'section') return this.#page(idOf(node), this.#listOf(node.section));
    const { corpus } = this.#workspace;
    if (node.kind === 'folder')
      return this.#page(
        idOf(node),
        corpus.articles.filter((uri) => parentOf(uri) === node.uri).map((uri) => ({ kind: 'article', uri })),
      );
    if (node.kind === 'article')
      return this.#page(
        idOf(node),
        corpus.of(node.uri).flatMap((digest) => digest.entries.map((entry) => toNode({ digest, entry }, idOf(node)))),
      );
    if (node.kind === 'group') return this.#page(idOf(node), this.#membersOf(node));
    return [];
  }

  #sections(): Node[] {
    const { corpus, unread } = this.#workspace;
    const isEmpty: Readonly<Record<Section, boolean>> = {
      unread: unread.length === 0,
      trouble: corpus.groups('trouble').length === 0,
      article: corpus.articles.length === 0,
      entity: corpus.groups('entity').length === 0,
      verdict: corpus.groups('verdict').length === 0,
    };
    return SECTIONS.filter((section) => !isEmpty[section]).map((section) => ({ kind: 'section', section }));
  }

  #listOf(section: Section): readonly Node[] {
    const { corpus, unread } = this.#workspace;
    if (section === 'unread') return unread.map((each) => ({ kind: 'unread', unread: each }));
    if (section === 'article') {
      const folders = [...new Set(corpus.articles.map((uri) => parentOf(uri) ?? uri))];
      return folders.length > 1
        ? folders.map((uri) => ({ kind: 'folder', uri }))
        : corpus.articles.map((uri) => ({ kind: 'article', uri }));
    }
    const order = ORDER[section];
    return corpus
      .groups(section)
      .toSorted(order)
      .map((group) => ({ kind: 'group', sort: section, group, entity: group.name, article: group.article }));
  }

  /** Of an entity what it said, or where it is named where it says nothing; of others the annotations themselves. */
  #membersOf(node: Node & { readonly kind: 'group' }): readonly Node[] {
    const { corpus } = this.#workspace;
    const { sort, group } = node;
    const members = corpus.members(sort, group.name);
    const isSource = sort === 'entity' && group.name !== '';
    const said = isSource ? members.flatMap((member) => orItself(corpus.linkedTo(member), member)) : members;
    return said.map((member) => toNode(member, idOf(node)));
  }

  #page(above: string, all: readonly Node[]): Node[] {
    const length = this.#lengths.get(above) ?? PAGE;
    if (all.length <= length) return [...all];
    return [...all.slice(0, length), { kind: 'more', above, left: all.length - length }];
  }

  getTreeItem(node: Node): vscode.TreeItem {
    const item = this.#itemOf(node);
    item.id = idOf(node);
    return item;
  }

  #itemOf(node: Node): vscode.TreeItem {
    switch (node.kind) {
      case 'section':
        return this.#sectionItem(node.section);
      case 'folder':
        return this.#folderItem(node.uri);
      case 'article':
        return this.#articleItem(node.uri);
      case 'group':
        return groupItem(node.sort, node.group);
      case 'annotation':
        return annotationItem(node.member, node.above);
      case 'unread':
        return unreadItem(node.unread);
      case 'more':
        return moreItem(node.above, node.left);
    }
  }

  #sectionItem(section: Section): vscode.TreeItem {
    const { corpus, unread } = this.#workspace;
    const count =
      section === 'unread'
        ? unread.length
        : section === 'article'
          ? corpus.articles.length
          : sum(corpus.groups(section));
    const item = new vscode.TreeItem(TITLES[section](), vscode.TreeItemCollapsibleState.Collapsed);
    if (section === 'article') item.collapsibleState = vscode.TreeItemCollapsibleState.Expanded;
    item.description = String(section === 'entity' ? corpus.groups(section).filter(({ name }) => name).length : count);
    item.iconPath = new vscode.ThemeIcon(ICONS[section]);
    item.accessibilityInformation = { label: `${TITLES[section]()}, ${item.description}` };
    return item;
  }

  #folderItem(uri: string): vscode.TreeItem {
    const { corpus } = this.#workspace;
    const folder = vscode.Uri.parse(uri, true);
    const root = vscode.workspace.getWorkspaceFolder(folder);
    const isRoot = root?.uri.toString() === uri;
    const item = new vscode.TreeItem(
      visible(isRoot ? root.name : vscode.workspace.asRelativePath(folder)),
      vscode.TreeItemCollapsibleState.Collapsed,
    );
    const articles = corpus.articles.filter((each) => parentOf(each) === uri);
    const annotated = articles.filter((each) => corpus.progress(each).annotations > 0).length;
    item.description = vscode.l10n.t('{0} of {1} annotated', annotated, articles.length);
    item.iconPath = vscode.ThemeIcon.Folder;
    return item;
  }

  #articleItem(uri: string): vscode.TreeItem {
    const { corpus } = this.#workspace;
    const { annotations, claims, decided, troubles } = corpus.progress(uri);
    const item = new vscode.TreeItem(
      visible(nameOf(uri)),
      annotations > 0 ? vscode.TreeItemCollapsibleState.Collapsed : vscode.TreeItemCollapsibleState.None,
    );
    const isThere = corpus.has(uri);
    const isUnread = this.#workspace.isUnread(uri);
    const words = [
      !isThere && vscode.l10n.t('the article is not there'),
      isUnread && vscode.l10n.t('its sidecar cannot be read'),
      annotations > 0 && countAnnotations(annotations),
      claims > 0 && vscode.l10n.t('verdicts: {0} of {1}', decided, claims),
      troubles > 0 && vscode.l10n.t('to look at: {0}', troubles),
    ].filter(Boolean);
    item.description = words.join(' · ');
    item.tooltip = [vscode.workspace.asRelativePath(vscode.Uri.parse(uri, true)), ...words].join('\n');
    item.iconPath =
      !isThere || isUnread || troubles > 0 ? WARNING : new vscode.ThemeIcon(progressIcon(annotations, claims, decided));
    item.contextValue = 'article';
    if (isThere)
      item.command = {
        command: 'vscode.open',
        title: vscode.l10n.t('Open Article'),
        arguments: [vscode.Uri.parse(uri, true)],
      };
    item.accessibilityInformation = { label: [nameOf(uri), ...words].join(', ') };
    return item;
  }

  dispose(): void {
    this.#changed.dispose();
  }
}

const WARNING = new vscode.ThemeIcon('warning', new vscode.ThemeColor('list.warningForeground'));

const TITLES: Readonly<Record<Section, () => string>> = {
  unread: () => vscode.l10n.t('Cannot Be Read'),
  trouble: () => vscode.l10n.t('To Look At'),
  article: () => vscode.l10n.t('Articles'),
  entity: () => vscode.l10n.t('Sources'),
  verdict: () => vscode.l10n.t('Claims'),
};

const ICONS: Readonly<Record<Section, string>> = {
  unread: 'error',
  trouble: 'warning',
  article: 'files',
  entity: 'person',
  verdict: 'checklist',
};

const TROUBLE: Readonly<Record<Trouble, () => string>> = {
  lost: () => vscode.l10n.t('Lost'),
  changed: () => vscode.l10n.t('Changed'),
  conflict: () => vscode.l10n.t('Conflict'),
};

const { compare } = new Intl.Collator();

/** Sources by how many articles name them, verdicts by their names; what has no name comes last. */
const ORDER: Readonly<Record<Sort, (a: Group, b: Group) => number>> = {
  entity: (a, b) => Number(!a.name) - Number(!b.name) || b.articles - a.articles || compare(a.name, b.name),
  verdict: (a, b) => Number(!a.name) - Number(!b.name) || compare(a.name, b.name),
  trouble: (a, b) => rank(a) - rank(b),
};

const RANKS: readonly string[] = TROUBLES;
const rank = ({ name }: Group): number => RANKS.indexOf(name);

const sum = (groups: readonly Group[]): number => groups.reduce((all, { count }) => all + count, 0);

const orItself = (found: readonly Member[], member: Member): readonly Member[] => (found.length > 0 ? found : [member]);

const toNode = (member: Member, above: string): Node => ({ kind: 'annotation', member, above });

function idOf(node: Node): string {
  switch (node.kind) {
    case 'section':
      return node.section;
    case 'folder':
    case 'article':
      return `${node.kind} ${node.uri}`;
    case 'group':
      return `${node.sort} ${node.group.name}`;
    case 'annotation':
      return `${node.above} ${node.member.digest.sidecar}#${node.member.entry.id}`;
    case 'unread':
      return `unread ${node.unread.sidecar}`;
    case 'more':
      return `${node.above} more`;
  }
}

const progressIcon = (annotations: number, claims: number, decided: number): string =>
  annotations === 0 ? 'circle-outline' : decided < claims ? 'circle-filled' : 'pass-filled';

function groupItem(sort: Sort, { name, count, articles }: Group): vscode.TreeItem {
  const trouble = TROUBLES.find((each) => each === name);
  const none = sort === 'entity' ? vscode.l10n.t('Without entity') : vscode.l10n.t('Without verdict');
  const words = sort === 'trouble' && trouble ? TROUBLE[trouble]() : name === '' ? none : visible(short(name));
  const item = new vscode.TreeItem(words, vscode.TreeItemCollapsibleState.Collapsed);
  const where = countArticles(articles);
  // What is listed below a source is what it said.
  item.description = sort === 'entity' ? where : `${count} · ${where}`;
  item.contextValue = name === '' ? 'group' : sort;
  item.accessibilityInformation = { label: `${words}, ${item.description}` };
  return item;
}

function annotationItem({ digest, entry }: Member, above: string): vscode.TreeItem {
  const { codebook, article, sidecar, isShared } = digest;
  const { id, label, words, verdict, entities, trouble } = entry;
  const item = new vscode.TreeItem(isolated(words));
  const title = titleOf(codebook, label);
  // What stands above all of a list is not said in each row of it again.
  const [told = ''] = above.split(' ', 1);
  const where = visible(nameOf(article));
  const values = [...(told === 'verdict' ? [] : [verdict ?? '']), ...(told === 'entity' ? [] : (entities ?? []))];
  item.description = [...values.map((value) => visible(short(value))), told === 'article' ? '' : where]
    .filter(Boolean)
    .join(' · ');
  item.tooltip = [title, isolated(words), item.description].join('\n');
  item.iconPath = trouble ? WARNING : dot(labelOf(codebook, label)?.colour ?? 'grey');
  item.contextValue = isShared ? 'annotation' : 'own';
  item.command = isShared
    ? {
        command: COMMANDS.reveal,
        title: vscode.l10n.t('Show in Article'),
        arguments: [{ article, id } satisfies Reference, QUIETLY],
      }
    : { command: 'vscode.open', title: vscode.l10n.t('Open Sidecar'), arguments: [vscode.Uri.parse(sidecar, true)] };
  item.accessibilityInformation = {
    label: [title, isolated(words), item.description, trouble && TROUBLE[trouble]()].filter(Boolean).join(', '),
  };
  return item;
}

function unreadItem({ sidecar, reason, place }: Unread): vscode.TreeItem {
  const item = new vscode.TreeItem(visible(nameOf(sidecar)));
  item.description = short(reason, 200);
  item.tooltip = reason;
  item.accessibilityInformation = { label: [item.label, TITLES.unread(), reason].join(', ') };
  item.iconPath = new vscode.ThemeIcon('error', new vscode.ThemeColor('list.errorForeground'));
  const at = new vscode.Position((place?.line ?? 1) - 1, (place?.column ?? 1) - 1);
  item.command = {
    command: 'vscode.open',
    title: vscode.l10n.t('Open Sidecar'),
    arguments: [vscode.Uri.parse(sidecar, true), { selection: new vscode.Range(at, at) }],
  };
  return item;
}

function moreItem(above: string, left: number): vscode.TreeItem {
  const item = new vscode.TreeItem(vscode.l10n.t('Show more: {0} are left', left));
  item.iconPath = new vscode.ThemeIcon('ellipsis');
  item.command = { command: COMMANDS.showMore, title: vscode.l10n.t('Show More'), arguments: [above] };
  return item;
}
