import * as vscode from 'vscode';
import type { Annotation } from '../core/annotation.ts';
import type { Codebook } from '../core/label.ts';
import { BUILT_IN } from '../core/label.ts';
import type { Span } from '../core/span.ts';
import { Sentences } from '../language/sentences.ts';
import type { Article } from '../store/open.ts';
import type { Project, Projects } from '../store/project.ts';
import type { Store } from '../store/store.ts';
import { textOf, toOffset } from './convert.ts';
import { selectionOf, selectionsOf } from './selection.ts';
import { readable } from './titles.ts';

/** An article in an editor, with all that commands and views need of it. */
export interface Shown {
  readonly document: vscode.TextDocument;
  readonly article: Article;
  readonly codebook: Codebook;
}

/** The article in the active editor. */
export interface Active extends Shown {
  readonly editor: vscode.TextEditor;
  /** What is selected there: ask here, not the editor (see selection.ts). */
  readonly selections: readonly vscode.Selection[];
  /** The first of them. */
  readonly selection: vscode.Selection;
}

/** Brings together what the store knows of articles and what VS Code shows of them. */
export class Articles {
  readonly store: Store;
  readonly #projects: Projects;
  /** Projects of the articles that are open, so that views need not wait. */
  readonly #known = new Map<string, Project>();

  readonly #sentences = new Map<string, Sentences>();
  /** The text that was asked for last. */
  #text: { readonly document: vscode.TextDocument; readonly version: number; readonly text: string } | undefined;

  /** What is on its way into the store. */
  readonly #opening = new Map<string, Promise<void>>();

  /** What is selected in the view of annotations: the view says so itself. */
  selected: () => readonly Reference[] = () => [];

  constructor(store: Store, projects: Projects) {
    this.store = store;
    this.#projects = projects;
  }

  /** The project of a document that can be an article. Undefined for documents that live nowhere (untitled, git, output …). */
  async projectOf(document: vscode.TextDocument): Promise<Project | undefined> {
    const project = document.isUntitled ? undefined : await this.projectFor(document.uri);
    if (project) this.#known.set(document.uri.toString(), project);
    return project;
  }

  /** The project of a file; undefined for what is no file. */
  async projectFor(uri: vscode.Uri): Promise<Project | undefined> {
    if (vscode.workspace.fs.isWritableFileSystem(uri.scheme) === undefined) return undefined;
    return this.#projects.of(uri.toString(), vscode.workspace.getWorkspaceFolder(uri)?.uri.toString());
  }

  /** Remembers that a document is being taken in for as long as it is. */
  async opens(uri: string, work: () => Promise<void>): Promise<void> {
    const opening = work();
    this.#opening.set(uri, opening);
    try {
      await opening;
    } finally {
      this.#opening.delete(uri);
    }
  }

  isOpening(uri: string): boolean {
    return this.#opening.has(uri);
  }

  /** Resolves when a document, mostly that in the active editor, is known, if it is being taken in. */
  async ready(uri = activeEditor()?.document.uri.toString()): Promise<void> {
    await this.#opening.get(uri ?? '')?.catch(() => {});
  }

  /** Remembers the project of a document that shows an article of it, but is no file of it. */
  remember(uri: string, project: Project): void {
    this.#known.set(uri, project);
  }

  forget(uri: string): void {
    this.#known.delete(uri);
    this.#sentences.delete(uri);
  }

  forgetProjects(): void {
    this.#projects.forget();
  }

  of(document: vscode.TextDocument): Shown | undefined {
    const uri = document.uri.toString();
    const article = this.store.get(uri);
    return article && { document, article, codebook: this.codebookOf(uri) };
  }

  codebookOf(uri: string): Codebook {
    return readable(this.#known.get(uri)?.codebook ?? BUILT_IN);
  }

  projectOfOpen(uri: string): Project | undefined {
    return this.#known.get(uri);
  }

  /** The article in the active editor. */
  active(): Active | undefined {
    const editor = activeEditor();
    const shown = editor && this.of(editor.document);
    if (!shown) return undefined;
    return { ...shown, editor, selections: selectionsOf(editor), selection: selectionOf(editor) };
  }

  /** The annotations at a place, the innermost first. */
  at({ document, article }: Shown, position: vscode.Position): readonly Annotation[] {
    return article.at(toOffset(document, position));
  }

  /** The annotations that a person means by a selection: those at its start, or where the cursor stands right behind one. */
  meant(shown: Shown, selection: vscode.Selection): readonly Annotation[] {
    const found = this.at(shown, selection.start);
    if (found.length > 0 || !selection.isEmpty || selection.start.character === 0) return found;
    return this.at(shown, selection.start.translate(0, -1));
  }

  /** All sentences of an article, in order (UTF-16, LF text). */
  sentencesOf({ document, article }: Shown): readonly Span[] {
    return this.#sentencesFor(article.uri).of(this.#textOf(document), article.language);
  }

  /** The sentence at an offset, or the one before it where it stands between two. Undefined on an empty line. */
  sentenceAt({ document, article }: Shown, offset: number): Span | undefined {
    return this.#sentencesFor(article.uri).at(this.#textOf(document), offset, article.language);
  }

  #sentencesFor(uri: string): Sentences {
    const known = this.#sentences.get(uri) ?? new Sentences();
    this.#sentences.set(uri, known);
    return known;
  }

  #textOf(document: vscode.TextDocument): string {
    const { version } = document;
    if (this.#text?.document !== document || this.#text.version !== version)
      this.#text = { document, version, text: textOf(document).text() };
    return this.#text.text;
  }

  document(uri: string): vscode.TextDocument | undefined {
    return vscode.workspace.textDocuments.find((document) => document.uri.toString() === uri);
  }
}

/** The scheme of what is written into a comment: for VS Code it is a text document in a text editor like others. */
export const COMMENT = 'comment';

/** The text editor with the focus; while a comment is written in it (a note is one), the editor around that. */
export function activeEditor(): vscode.TextEditor | undefined {
  const { activeTextEditor, visibleTextEditors, tabGroups } = vscode.window;
  if (activeTextEditor?.document.uri.scheme !== COMMENT) return activeTextEditor;
  const { activeTab, viewColumn } = tabGroups.activeTabGroup;
  const uri = activeTab?.input instanceof vscode.TabInputText ? activeTab.input.uri.toString() : undefined;
  return visibleTextEditors.find(
    (editor) => editor.viewColumn === viewColumn && editor.document.uri.toString() === uri,
  );
}

/** How a command is told which annotation is meant: by hover, tree or lightbulb. */
export interface Reference {
  readonly article: string;
  readonly id: string;
}

/** How a command is told which link is meant: that of an annotation, in a role, to what its `to` says. */
export interface LinkReference extends Reference {
  readonly role: string;
  readonly to: string;
}

/** How a command is told which source is meant, by what it is called in all articles; in the project of one of them. */
export interface EntityReference {
  readonly entity: string;
  readonly article: string;
}

/** The second argument of a command that shows an annotation but leaves the focus where it is. */
export const QUIETLY = { quiet: true } as const;

export const isReference = (value: unknown): value is Reference =>
  typeof value === 'object' &&
  value !== null &&
  'article' in value &&
  typeof value.article === 'string' &&
  'id' in value &&
  typeof value.id === 'string';

export const isLinkReference = (value: unknown): value is LinkReference =>
  isReference(value) &&
  'role' in value &&
  typeof value.role === 'string' &&
  'to' in value &&
  typeof value.to === 'string';

export const isEntityReference = (value: unknown): value is EntityReference =>
  typeof value === 'object' &&
  value !== null &&
  'entity' in value &&
  typeof value.entity === 'string' &&
  'article' in value &&
  typeof value.article === 'string';
