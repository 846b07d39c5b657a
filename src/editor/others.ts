import * as vscode from 'vscode';
import type { Annotation, Link } from '../core/annotation.ts';
import { inTextOrder } from '../core/annotation.ts';
import { nearestPaths, parseAddress, printAddress } from '../core/link.ts';
import type { Place } from '../core/problem.ts';
import { parse } from '../formats/sidecar.ts';
import { decodeSource } from '../store/article.ts';
import { type Files, isSidecarOf, join, nameOf, parentOf, relative, sidecarOf } from '../store/files.ts';
import { candidates } from '../store/orphan.ts';
import type { Articles, Reference } from './articles.ts';

/** So many sidecars of a project are looked at. */
const MOST_FILES = 2000;

/** An annotation with the sidecar that it was found in. In an article that is not open its places count code points. */
export interface Found {
  readonly annotation: Annotation;
  readonly article: string;
  /** Undefined for an article that is open: what is done to it may not be in its file yet. */
  readonly sidecar?: string | undefined;
  readonly place?: Place | undefined;
}

/** A link with the annotation that has it. */
export interface Linked {
  readonly found: Found;
  readonly link: Link;
}

/** Annotations of other articles of the project, as links lead to them. All files are URIs. */
export class Others {
  readonly #articles: Articles;
  readonly #files: Files;

  constructor(articles: Articles, files: Files) {
    this.#articles = articles;
    this.#files = files;
  }

  /** Where a link of an article leads. Undefined when it names nothing below the project's root. */
  async resolve(article: string, to: string): Promise<Reference | undefined> {
    const address = parseAddress(to);
    if (!address) return undefined;
    if (address.path === undefined) return { article, id: address.id };
    const root = await this.#root(article);
    if (root === undefined) return undefined;
    const uri = vscode.Uri.joinPath(vscode.Uri.parse(root, true), ...address.path.split('/'));
    return { article: uri.toString(), id: address.id };
  }

  /** The twin of `resolve`: how a link of an article names an annotation. Undefined when none can. */
  async address(article: string, { article: other, id }: Reference): Promise<string | undefined> {
    if (article === other) return id;
    const root = await this.#root(article);
    const path = root === undefined ? undefined : relative(root, other);
    const to = path === undefined ? undefined : printAddress({ path, id });
    return to !== undefined && parseAddress(to) ? to : undefined;
  }

  async #root(article: string): Promise<string | undefined> {
    return (await this.#articles.projectFor(vscode.Uri.parse(article, true)))?.root;
  }

  /** The annotation that is meant: of the shared sidecar, else of one annotator's own. Undefined when there is none. */
  async find({ article, id }: Reference): Promise<Found | undefined> {
    return (await this.annotationsOf(article)).find(({ annotation }) => annotation.id === id);
  }

  /** What can be linked in an article, in text order: of annotators' own sidecars what has an id that no other has. */
  async annotationsOf(article: string): Promise<readonly Found[]> {
    const open = this.#articles.store.get(article);
    const shared = open
      ? open.annotations.map((annotation): Found => ({ annotation, article }))
      : await this.#read(article, sidecarOf(article));
    const taken = new Set(shared.map(({ annotation }) => annotation.id));
    const own: Found[] = [];
    for (const sidecar of await this.#ownOf(article)) own.push(...(await this.#read(article, sidecar)));
    const count = new Map<string, number>();
    for (const { annotation } of own) count.set(annotation.id, (count.get(annotation.id) ?? 0) + 1);
    const single = own.filter(({ annotation: { id } }) => !taken.has(id) && count.get(id) === 1);
    const sorted = (all: readonly Found[]) => all.toSorted((a, b) => inTextOrder(a.annotation, b.annotation));
    return [...sorted(shared), ...sorted(single)];
  }

  async #ownOf(article: string): Promise<readonly string[]> {
    const folder = parentOf(article) ?? article;
    const names = await this.#files.list(folder).catch(() => []);
    const [name, shared] = [nameOf(article), nameOf(sidecarOf(article))];
    const own = names.filter((each) => each !== shared && isSidecarOf(name, each, names));
    return own.sort().map((each) => join(folder, each));
  }

  async #read(article: string, sidecar: string): Promise<readonly Found[]> {
    const source = await this.#source(sidecar);
    const { value, places } = source === undefined ? {} : parse(source, nameOf(article));
    return (value?.annotations ?? []).map((annotation) => ({
      annotation,
      article,
      sidecar,
      place: places?.get(annotation.id),
    }));
  }

  /** A file that cannot be read has nothing to link to. */
  async #source(sidecar: string): Promise<string | undefined> {
    const bytes = await this.#files.read(sidecar).catch(() => undefined);
    return bytes && decodeSource(bytes);
  }

  /** The other articles of an article's project that have a sidecar, those of the nearest folders first. */
  async near(article: string, token: vscode.CancellationToken): Promise<readonly string[]> {
    const root = await this.#root(article);
    if (root === undefined) return [];
    const within = new vscode.RelativePattern(vscode.Uri.parse(root, true), '**/*.newsmark.yaml');
    const sidecars = await vscode.workspace.findFiles(within, undefined, MOST_FILES, token);
    const found = new Set<string>();
    const listed = new Map<string, Promise<readonly string[]>>();
    for (const sidecar of sidecars) {
      if (token.isCancellationRequested) return [];
      const folder = parentOf(sidecar.toString()) ?? '';
      const names = listed.get(folder) ?? this.#files.list(folder).catch(() => []);
      listed.set(folder, names);
      const isThere = new Set(await names);
      const [shared, own] = candidates(sidecar.toString());
      const owner = [shared, own].find((each) => each !== undefined && isThere.has(nameOf(each)));
      const project = owner === undefined ? undefined : await this.#articles.projectFor(vscode.Uri.parse(owner, true));
      if (owner !== undefined && owner !== article && project?.root === root && project.isArticle(owner))
        found.add(owner);
    }
    const byPath = new Map([...found].map((each) => [relative(root, each) ?? each, each]));
    const sorted = nearestPaths(relative(root, article) ?? '', [...byPath.keys()]);
    return sorted.flatMap((path) => byPath.get(path) ?? []);
  }

  /** The links that lead to an annotation from other articles, as far as these are open or have a shared sidecar. */
  async linksTo(reference: Reference, token: vscode.CancellationToken): Promise<readonly Linked[]> {
    const linked: Linked[] = [];
    for (const article of await this.near(reference.article, token)) {
      if (token.isCancellationRequested) break;
      const to = await this.address(article, reference);
      // Most files say nothing of the annotation, and need no reading as YAML.
      const isOpen = this.#articles.store.get(article) !== undefined;
      const mentions = isOpen || (await this.#source(sidecarOf(article)))?.includes(`#${reference.id}`);
      for (const found of mentions ? await this.annotationsOf(article) : [])
        for (const link of found.annotation.links) if (link.to === to) linked.push({ found, link });
    }
    return linked;
  }

  /** The path of an article in its project, for people. */
  async pathOf(article: string): Promise<string> {
    const root = await this.#root(article);
    return (root === undefined ? undefined : relative(root, article)) ?? nameOf(article);
  }
}
