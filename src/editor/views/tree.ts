import * as vscode from 'vscode';
import type { Annotation } from '../../core/annotation.ts';
import { quoted, state } from '../../core/annotation.ts';
import { labelOf, roleOf, titleOf } from '../../core/label.ts';
import { type Group, outline } from '../../core/outline.ts';
import type { Articles, Reference, Shown } from '../articles.ts';
import { toPosition } from '../convert.ts';
import { COMMANDS, VIEWS } from '../ids.ts';
import { short, wordsOf } from '../words.ts';
import { colours } from './decorations.ts';

interface GroupNode {
  readonly group: Group;
}

/** An annotation in the view. It is a `Reference`, so that commands of the view know which one is meant. */
interface AnnotationNode extends Reference {
  readonly annotation: Annotation;
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
  articles.selected = () => view.selection.flatMap((node) => ('group' in node ? [] : [node]));
  const follow = (): void => {
    provider.look();
    const { shown } = provider;
    view.description = !shown
      ? ''
      : (vscode.workspace.asRelativePath(shown.document.uri, false).split('/').at(-1) ?? '');
    view.message = shown?.article.refused ? wordsOf(shown.article.refused) : '';
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
  return vscode.Disposable.from(
    view,
    provider,
    vscode.window.onDidChangeActiveTextEditor(follow),
    articles.store.onDidChange(({ article }) => {
      if (article === provider.uri || article === vscode.window.activeTextEditor?.document.uri.toString()) follow();
    }),
  );
}

class ArticleTree implements vscode.TreeDataProvider<Node>, vscode.Disposable {
  readonly #articles: Articles;
  readonly #changed = new vscode.EventEmitter<undefined>();
  readonly onDidChangeTreeData = this.#changed.event;
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
    if (active) this.shown = active;
    else if (this.shown && !this.#articles.store.get(this.shown.article.uri)) this.shown = undefined;
    this.#changed.fire(undefined);
  }

  getChildren(node?: Node): Node[] {
    const { shown } = this;
    if (!shown) return [];
    if (!node) return outline(shown.article.annotations, shown.codebook).map((group) => ({ group }));
    if (!('group' in node)) return [];
    return node.group.members.map((annotation) => ({ annotation, article: shown.article.uri, id: annotation.id }));
  }

  getParent(): undefined {
    return undefined;
  }

  getTreeItem(node: Node): vscode.TreeItem {
    return 'group' in node ? this.#groupItem(node) : this.#annotationItem(node);
  }

  #groupItem({ group: { kind, title, members } }: GroupNode): vscode.TreeItem {
    const words = 'state' in kind ? (kind.state === 'lost' ? vscode.l10n.t('Lost') : vscode.l10n.t('Changed')) : title;
    const item = new vscode.TreeItem(words, vscode.TreeItemCollapsibleState.Expanded);
    item.id = `${this.uri} ${'state' in kind ? `!${kind.state}` : kind.label}`;
    item.description = String(members.length);
    item.contextValue = 'group';
    item.accessibilityInformation = { label: vscode.l10n.t('{0}, {1}', words, members.length) };
    return item;
  }

  #annotationItem({ annotation, article, id }: AnnotationNode): vscode.TreeItem {
    const { shown } = this;
    const item = new vscode.TreeItem(short(quoted(annotation), 120));
    item.id = `${article} ${id}`;
    item.contextValue = 'annotation';
    item.command = {
      command: COMMANDS.reveal,
      title: vscode.l10n.t('Show in Article'),
      arguments: [{ article, id } satisfies Reference],
    };
    if (!shown) return item;
    const label = labelOf(shown.codebook, annotation.label);
    item.description = details(annotation, shown);
    item.iconPath = icon(annotation, label?.colour ?? 'grey');
    item.tooltip = [titleOf(shown.codebook, annotation.label), short(quoted(annotation), 400), annotation.note]
      .filter(Boolean)
      .join('\n');
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

/** The verdict and the like, who said it, and the beginning of the note. */
function details(annotation: Annotation, { article, codebook }: Shown): string {
  const values = Object.values(annotation.attributes).map((value) =>
    typeof value === 'string' ? value : value.join(', '),
  );
  const links = annotation.links.slice(0, 2).map(({ role, to }) => {
    const target = article.annotations.find(({ id }) => id === to);
    return `${roleOf(codebook, role)?.title ?? role} ${target ? short(quoted(target), 30) : to}`;
  });
  return [...values, ...links, annotation.note && short(annotation.note, 60)].filter(Boolean).join(' · ');
}

function icon(annotation: Annotation, colour: Parameters<typeof colours>[0]): vscode.ThemeIcon {
  const outcome = state(annotation);
  if (outcome)
    return new vscode.ThemeIcon(
      outcome === 'lost' ? 'question' : 'warning',
      new vscode.ThemeColor('list.warningForeground'),
    );
  const { line } = colours(colour);
  return new vscode.ThemeIcon('circle-filled', typeof line === 'string' ? undefined : line);
}
