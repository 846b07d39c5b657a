import * as vscode from 'vscode';
import type { Annotation } from '../../core/annotation.ts';
import type { Annotations } from '../../core/document.ts';
import { duplicates } from '../../core/duplicate.ts';
import { Finder } from '../../core/filter.ts';
import { type Group, type Grouping, group } from '../../core/grouping.ts';
import { BUILT_IN, type Codebook } from '../../core/label.ts';
import { isSource, namesOf } from '../../core/sources.ts';
import { same } from '../../core/value.ts';
import type { Shown } from '../articles.ts';
import type { Listing } from '../listing.ts';
import {
  type AnnotationNode,
  annotationItem,
  type GroupNode,
  groupItem,
  isLeaf,
  lineOf,
  type Node,
  type Sheet,
} from './row.ts';

/** More rows of a group than this are read again with it, as a whole. */
const MOST_ALONE = 50;

/** What the rows were made of. */
interface Made {
  readonly annotations: Annotations;
  readonly codebook: Codebook;
  readonly grouping: Grouping;
  readonly filter: string;
  readonly lines: number;
}

/** The rows of the view: the annotations of one article, as a person wants to see them listed. */
export class Rows implements vscode.TreeDataProvider<Node>, vscode.Disposable {
  readonly #listing: Listing;
  readonly #changed = new vscode.EventEmitter<Node[] | undefined>();
  readonly onDidChangeTreeData = this.#changed.event;
  #groups: readonly GroupNode[] = [];
  #sheet: Sheet | undefined;
  #made: Made | undefined;
  #twins: ReadonlySet<string> = new Set();
  #finder = new Finder(BUILT_IN);
  /** How many annotations fit the filter. */
  count = 0;

  constructor(listing: Listing) {
    this.#listing = listing;
  }

  /** Lists an article as it is now; undefined for none. What has not changed is let alone. */
  show(shown: Shown | undefined): void {
    const stale = this.#update(shown);
    if (stale === undefined || stale.length > 0) this.#changed.fire(stale);
  }

  /** The first row of an annotation; undefined where it is not listed. */
  find(id: string): AnnotationNode | undefined {
    for (const { leaves } of this.#groups) {
      const found = leaves.find((leaf) => leaf.id === id);
      if (found) return found;
    }
    return undefined;
  }

  /** The article that is listed: its URI. */
  get uri(): string | undefined {
    return this.#sheet?.article.uri;
  }

  /** The ids of the annotations that a row stands for as the end of a link: of a source all its mentions. */
  endsAt(node: Node): readonly string[] {
    if (isLeaf(node)) return [node.id];
    const [{ kind }, sheet] = [node.group, this.#sheet];
    if (!sheet || !('source' in kind)) return [];
    const isMention = (each: Annotation) => isSource(sheet.codebook, each.label) && namesOf(each).includes(kind.source);
    return sheet.article.annotations.filter(isMention).map(({ id }) => id);
  }

  /**
   * Brings the nodes up to date and gives those whose rows must be read again; undefined for all. Rows that are as before
   * are let alone: VS Code loses the rows of a group when it is told to read it again while it still reads it.
   */
  #update(shown: Shown | undefined): Node[] | undefined {
    const [before, made] = [this.#sheet, this.#made];
    if (!shown) {
      this.#sheet = this.#made = undefined;
      this.#groups = [];
      this.count = 0;
      return before ? undefined : [];
    }
    const { annotations } = shown.article;
    const { codebook, document } = shown;
    const { grouping, filter } = this.#listing;
    const isOther = before?.article.uri !== shown.article.uri || made?.codebook !== codebook;
    const isEdited = isOther || made?.annotations !== annotations;
    const isMoved = made?.lines !== document.lineCount;
    if (!isEdited && !isMoved && made?.grouping === grouping && made.filter === filter) return [];
    if (made?.codebook !== codebook) this.#finder = new Finder(codebook);
    const byId = isEdited ? new Map(annotations.map((each) => [each.id, each])) : (before?.byId ?? new Map());
    const sheet: Sheet = { ...shown, byId };
    const changed = isEdited ? changedSince(isOther ? undefined : before, sheet) : new Set<string>();
    if (isEdited) this.#twins = new Set(duplicates(annotations, codebook).flatMap((all) => all.map(({ id }) => id)));
    this.#sheet = sheet;
    this.#made = { annotations, codebook, grouping, filter, lines: document.lineCount };
    const found = this.#finder.find(annotations, filter);
    this.count = found.length;
    const stale = this.#regroup(isOther ? [] : this.#groups, group(found, codebook, grouping), (leaf) =>
      this.#isStale(leaf, changed, isMoved),
    );
    return isOther ? undefined : stale;
  }

  /** A row also tells what its annotation is linked to. */
  #isStale(leaf: AnnotationNode, changed: ReadonlySet<string>, isMoved: boolean): boolean {
    if (changed.size > 0 && (changed.has(leaf.id) || leaf.annotation.links.some(({ to }) => changed.has(to))))
      return true;
    if (leaf.isDuplicate !== this.#twins.has(leaf.id)) return true;
    return (
      isMoved &&
      leaf.item !== undefined &&
      this.#sheet !== undefined &&
      leaf.line !== lineOf(leaf.annotation, this.#sheet)
    );
  }

  #regroup(
    before: readonly GroupNode[],
    groups: readonly Group[],
    isStale: (leaf: AnnotationNode) => boolean,
  ): Node[] | undefined {
    const known = new Map(before.map((node) => [node.key, node]));
    const stale: Node[] = [];
    const nodes = groups.map((each): GroupNode => {
      const key = JSON.stringify(each.kind);
      const node = known.get(key) ?? { key, group: each, leaves: [] };
      const leaves = this.#leavesOf(node, each.members);
      const staleLeaves = leaves.filter(isStale);
      for (const leaf of staleLeaves) {
        leaf.item = undefined;
        leaf.isDuplicate = this.#twins.has(leaf.id);
      }
      if (leaves !== node.leaves || staleLeaves.length > MOST_ALONE) stale.push(node);
      else stale.push(...staleLeaves);
      node.group = each;
      node.leaves = leaves;
      return node;
    });
    const isSameList = nodes.length === before.length && nodes.every((node, i) => node === before[i]);
    this.#groups = nodes;
    return isSameList && !stale.some((node) => node === this.#flat) ? stale : undefined;
  }

  /** The leaves of a group; the very same list where it has the same members. */
  #leavesOf(node: GroupNode, members: Annotations): readonly AnnotationNode[] {
    const before = node.leaves;
    const isSame = members.length === before.length && members.every(({ id }, i) => id === before[i]?.id);
    const known = isSame ? undefined : new Map(before.map((leaf) => [leaf.id, leaf]));
    const leaves = members.map((annotation, i) => {
      const leaf = known ? known.get(annotation.id) : before[i];
      if (!leaf) return this.#leafOf(node, annotation);
      leaf.annotation = annotation;
      return leaf;
    });
    return isSame ? before : leaves;
  }

  #leafOf(group: GroupNode, annotation: Annotation): AnnotationNode {
    const { id } = annotation;
    const [article, isDuplicate] = [this.#sheet?.article.uri ?? '', this.#twins.has(id)];
    return { key: `${group.key} ${id}`, group, article, id, annotation, isDuplicate, line: 0 };
  }

  /** The only group, where there are none to be seen. */
  get #flat(): GroupNode | undefined {
    const [first] = this.#groups;
    return first && 'apart' in first.group.kind && first.group.kind.apart === 'all' ? first : undefined;
  }

  getChildren(node?: Node): Node[] {
    if (!node) return [...(this.#flat?.leaves ?? this.#groups)];
    return isLeaf(node) ? [] : [...node.leaves];
  }

  getParent(node: Node): Node | undefined {
    return isLeaf(node) && node.group !== this.#flat ? node.group : undefined;
  }

  getTreeItem(node: Node): vscode.TreeItem {
    const sheet = this.#sheet;
    if (!sheet) return new vscode.TreeItem('');
    if (!isLeaf(node)) return groupItem(node, sheet);
    if (!node.item) {
      node.line = lineOf(node.annotation, sheet);
      node.item = annotationItem(node, sheet);
    }
    return node.item;
  }

  dispose(): void {
    this.#changed.dispose();
  }
}

/** The ids of annotations that look other than they did, or are new, or gone. */
function changedSince(before: Sheet | undefined, { byId }: Sheet): ReadonlySet<string> {
  const changed = new Set<string>();
  if (!before) return changed;
  for (const [id, annotation] of byId) if (!looksSame(before.byId.get(id), annotation)) changed.add(id);
  for (const id of before.byId.keys()) if (!byId.has(id)) changed.add(id);
  return changed;
}

/** Whether two annotations have the same row, wherever they stand. */
function looksSame(a: Annotation | undefined, b: Annotation): boolean {
  if (a === b) return true;
  return (
    a !== undefined &&
    a.label === b.label &&
    a.note === b.note &&
    a.target.length === b.target.length &&
    a.target.every(({ exact, state }, i) => exact === b.target[i]?.exact && state === b.target[i]?.state) &&
    same(a.attributes, b.attributes) &&
    same(a.links, b.links) &&
    same(a.conflict, b.conflict)
  );
}
