import * as vscode from 'vscode';
import type { Annotation } from '../../core/annotation.ts';
import { quoted, state } from '../../core/annotation.ts';
import { disputesOf } from '../../core/conflict.ts';
import { duplicates } from '../../core/duplicate.ts';
import { type Codebook, labelOf, roleOf, titleOf } from '../../core/label.ts';
import { type Group, outline } from '../../core/outline.ts';
import { same } from '../../core/value.ts';
import { type Articles, QUIETLY, type Reference, type Shown } from '../articles.ts';
import { toPosition } from '../convert.ts';
import { COMMANDS, VIEWS } from '../ids.ts';
import { Later } from '../later.ts';
import { cut, short, wordsOf } from '../words.ts';
import { colours } from './decorations.ts';

/** VS Code knows a row by its node: it is the same one as long as the row stands for the same thing. */
interface GroupNode {
  readonly key: string;
  group: Group;
  leaves: readonly AnnotationNode[];
}

/** An annotation in the view. It is a `Reference`, so that commands of the view know which one is meant. */
interface AnnotationNode extends Reference {
  readonly key: string;
  annotation: Annotation;
  /** Whether another one has the same words and label. */
  isDuplicate: boolean;
}

type Node = GroupNode | AnnotationNode;

/** The annotations of the article in the active editor, grouped by label. */
export function showTree(articles: Articles): vscode.Disposable {
  const provider = new ArticleTree(articles);
  const view = vscode.window.createTreeView<Node>(VIEWS.article, {
    treeDataProvider: provider,
    canSelectMany: true,
    showCollapseAll: true,
  });
  // As VS Code told it last: while rows are read again, `view.selection` lacks them.
  let selected: readonly Reference[] = [];
  articles.selected = () => selected;
  const follow = (): void => {
    provider.look();
    const { shown } = provider;
    view.description = !shown
      ? ''
      : (vscode.workspace.asRelativePath(shown.document.uri, false).split('/').at(-1) ?? '');
    const active = vscode.window.activeTextEditor?.document.uri.toString() ?? '';
    view.message = articles.store.isOpening(active)
      ? vscode.l10n.t('Reading annotations…')
      : shown?.article.refused
        ? wordsOf(shown.article.refused)
        : '';
    const count = shown?.article.annotations.length ?? 0;
    view.badge =
      count > 0
        ? {
            value: count,
            tooltip: count === 1 ? vscode.l10n.t('1 annotation') : vscode.l10n.t('{0} annotations', count),
          }
        : undefined;
  };
  follow();
  const later = new Later<string>((all) => {
    const active = vscode.window.activeTextEditor?.document.uri.toString();
    if ([...all].some((article) => article === provider.uri || article === active)) follow();
  });
  return vscode.Disposable.from(
    view,
    provider,
    later,
    view.onDidChangeSelection(({ selection }) => {
      selected = selection.flatMap((node) => ('group' in node ? [] : [node]));
    }),
    vscode.window.onDidChangeActiveTextEditor(follow),
    articles.store.onDidChange(({ article }) => later.ask(article)),
  );
}

class ArticleTree implements vscode.TreeDataProvider<Node>, vscode.Disposable {
  readonly #articles: Articles;
  readonly #changed = new vscode.EventEmitter<Node[] | undefined>();
  readonly onDidChangeTreeData = this.#changed.event;
  #groups: readonly GroupNode[] = [];
  #codebook: Codebook | undefined;
  shown: Shown | undefined;

  constructor(articles: Articles) {
    this.#articles = articles;
  }

  get uri(): string | undefined {
    return this.shown?.article.uri;
  }

  /** Turns to the active editor's article. Another kind of editor (a sidecar, an image) leaves the view as it is. */
  look(): void {
    const active = this.#articles.active();
    const before = this.uri;
    if (active) this.shown = active;
    else if (this.shown && !this.#articles.store.get(this.shown.article.uri)) this.shown = undefined;
    const isOther = this.uri !== before || this.shown?.codebook !== this.#codebook;
    this.#codebook = this.shown?.codebook;
    const stale = this.#update(isOther);
    if (stale === undefined || stale.length > 0) this.#changed.fire(stale);
  }

  /**
   * Brings the nodes up to date and gives those whose rows must be read again; undefined for all. Rows that are as before
   * are let alone: VS Code loses the rows of a group when it is told to read it again while it still reads it.
   */
  #update(isOther: boolean): Node[] | undefined {
    const { shown } = this;
    const groups = shown ? outline(shown.article.annotations, shown.codebook) : [];
    const known = new Map(isOther ? [] : this.#groups.map((node) => [node.key, node]));
    const before = new Map(
      [...known.values()].flatMap(({ leaves }) => leaves.map((leaf) => [leaf.id, leaf.annotation])),
    );
    const changed = new Set<string>();
    for (const annotation of groups.flatMap(({ members }) => members))
      if (!same(before.get(annotation.id), annotation)) changed.add(annotation.id);
    const stale: Node[] = [];
    const twins = new Set(
      shown ? duplicates(shown.article.annotations, shown.codebook).flatMap((all) => all.map(({ id }) => id)) : [],
    );
    const nodes = groups.map((group): GroupNode => {
      const key = keyOf(group);
      const node = known.get(key) ?? { key, group, leaves: [] };
      const leaves = new Map(node.leaves.map((leaf) => [leaf.id, leaf]));
      const members = group.members.map((annotation): AnnotationNode => {
        const { id } = annotation;
        const isDuplicate = twins.has(id);
        const leaf = leaves.get(id) ?? { key: `${key} ${id}`, article: this.uri ?? '', id, annotation, isDuplicate };
        if (leaf.isDuplicate !== isDuplicate) changed.add(id);
        leaf.annotation = annotation;
        leaf.isDuplicate = isDuplicate;
        return leaf;
      });
      if (members.length !== node.leaves.length || members.some((leaf, i) => leaf !== node.leaves[i])) stale.push(node);
      // A row also tells what its annotation is linked to.
      else
        stale.push(
          ...members.filter(
            ({ id, annotation: { links } }) => changed.has(id) || links.some(({ to }) => changed.has(to)),
          ),
        );
      node.group = group;
      node.leaves = members;
      return node;
    });
    const isSameList = nodes.length === this.#groups.length && nodes.every((node, i) => node === this.#groups[i]);
    this.#groups = nodes;
    return isSameList ? stale : undefined;
  }

  getChildren(node?: Node): Node[] {
    if (!node) return [...this.#groups];
    return 'group' in node ? [...node.leaves] : [];
  }

  getParent(): undefined {
    return undefined;
  }

  getTreeItem(node: Node): vscode.TreeItem {
    return 'group' in node ? this.#groupItem(node) : this.#annotationItem(node);
  }

  #groupItem({ key, group: { kind, title, members } }: GroupNode): vscode.TreeItem {
    const words = 'state' in kind ? (kind.state === 'lost' ? vscode.l10n.t('Lost') : vscode.l10n.t('Changed')) : title;
    const item = new vscode.TreeItem(words, vscode.TreeItemCollapsibleState.Expanded);
    item.id = `${this.uri} ${key}`;
    item.description = String(members.length);
    item.contextValue = 'group';
    item.accessibilityInformation = { label: vscode.l10n.t('{0}, {1}', words, members.length) };
    return item;
  }

  #annotationItem({ key, annotation, article, id, isDuplicate }: AnnotationNode): vscode.TreeItem {
    const { shown } = this;
    const item = new vscode.TreeItem(short(quoted(annotation), 120));
    item.id = `${article} ${key}`;
    const hasConflict = disputesOf(annotation).length > 0;
    item.contextValue = ['annotation', state(annotation), hasConflict && 'conflict', isDuplicate && 'duplicate']
      .filter(Boolean)
      .join(' ');
    // The focus stays in the view, as it does in the Explorer: Delete means the annotation then, and not its words.
    item.command = {
      command: COMMANDS.reveal,
      title: vscode.l10n.t('Show in Article'),
      arguments: [{ article, id } satisfies Reference, QUIETLY],
    };
    if (!shown) return item;
    const label = labelOf(shown.codebook, annotation.label);
    const undecided = [hasConflict && vscode.l10n.t('conflict'), isDuplicate && vscode.l10n.t('duplicate')];
    item.description = [...undecided, details(annotation, shown)].filter(Boolean).join(' · ');
    item.iconPath = icon(annotation, label?.colour ?? 'grey', hasConflict);
    const note = annotation.note?.trim();
    item.tooltip = [
      [titleOf(shown.codebook, annotation.label), short(quoted(annotation), 400)].join('\n'),
      ...(note ? [cut(note)] : []),
      linksOf(annotation, shown, 10, 100).join('\n'),
    ]
      .filter(Boolean)
      .join('\n\n');
    const line = toPosition(shown.document, annotation.target[0]?.start ?? 0).line + 1;
    item.accessibilityInformation = {
      label: [
        titleOf(shown.codebook, annotation.label),
        short(quoted(annotation), 120),
        item.description,
        vscode.l10n.t('line {0}', line),
      ]
        .filter(Boolean)
        .join(', '),
    };
    return item;
  }

  dispose(): void {
    this.#changed.dispose();
  }
}

const keyOf = ({ kind }: Group): string => ('state' in kind ? `!${kind.state}` : kind.label);

/** The verdict and the like, who said it, and the beginning of the note. */
function details(annotation: Annotation, shown: Shown): string {
  const values = Object.values(annotation.attributes).map((value) =>
    typeof value === 'string' ? value : value.join(', '),
  );
  const links = linksOf(annotation, shown, 2, 30);
  return [...values, ...links, annotation.note && short(annotation.note, 60)].filter(Boolean).join(' · ');
}

/** The first links of an annotation, at most so many, with the first words of what they lead to. */
const linksOf = (annotation: Annotation, { article, codebook }: Shown, most: number, length: number): string[] =>
  annotation.links.slice(0, most).map(({ role, to }) => {
    const target = article.annotations.find(({ id }) => id === to);
    return `${roleOf(codebook, role)?.title ?? role} ${target ? short(quoted(target), length) : to}`;
  });

function icon(annotation: Annotation, colour: Parameters<typeof colours>[0], hasConflict: boolean): vscode.ThemeIcon {
  const outcome = state(annotation);
  if (outcome)
    return new vscode.ThemeIcon(
      outcome === 'lost' ? 'question' : 'warning',
      new vscode.ThemeColor('list.warningForeground'),
    );
  if (hasConflict) return new vscode.ThemeIcon('git-merge', new vscode.ThemeColor('list.warningForeground'));
  const { line } = colours(colour);
  return new vscode.ThemeIcon('circle-filled', typeof line === 'string' ? undefined : line);
}
