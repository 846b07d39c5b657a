import * as vscode from 'vscode';
import { quoted } from '../../core/annotation.ts';
import { changed } from '../../core/change.ts';
import { titleOf } from '../../core/label.ts';
import { hasHalf, saving, toNote } from '../../core/note.ts';
import { same } from '../../core/value.ts';
import { take } from '../ahead.ts';
import { COMMENT, type Reference } from '../articles.ts';
import { toRange } from '../convert.ts';
import { COMMANDS, NOTES, VIEWS } from '../ids.ts';
import { complain } from '../messages.ts';
import { meant, perform, register, SELECTED, type Tools } from '../register.ts';
import { short, visible, wordsOf } from '../words.ts';

export function noteCommands(tools: Tools): vscode.Disposable {
  const desk = new Desk(tools);
  return vscode.Disposable.from(
    desk,
    register(tools, {
      [COMMANDS.editNote]: (argument) => desk.edit(argument),
      [COMMANDS.saveNote]: () => desk.save(),
      [COMMANDS.cancelNote]: () => desk.cancel(),
    }),
  );
}

/** A note that is being written. */
interface Note {
  readonly reference: Reference;
  /** The article, and the place in it below which the note's editor stands. */
  readonly document: vscode.TextDocument;
  readonly range: vscode.Range;
  /** What stands above the note: the label and the words. */
  readonly title: string;
  /** The annotation's note when the writing began, or when the person was told that it is another one now. */
  before: string | undefined;
  /** All that stands in the note's editor, line ends as they are there. */
  text: string;
  /** Whether the keys go back to the view of annotations in the end. */
  readonly isFromView: boolean;
}

/** So long VS Code may take to show the editor, in milliseconds; then the person is told what may hide it. */
const PATIENCE = 3000;

/**
 * Where notes are written: one at a time, in VS Code's editor for comments below the annotation. Who goes on to another
 * article or another note has saved it.
 *
 * For VS Code the comment is empty, and the note is put into the editor when that is there: a comment with words would
 * open the panel of all comments. Nothing tells which document the editor has; it is the one that comes with the focus.
 */
class Desk implements vscode.Disposable {
  readonly #tools: Tools;
  readonly #listeners: vscode.Disposable;
  #controller: vscode.CommentController | undefined;
  #note: Note | undefined;
  #thread: vscode.CommentThread | undefined;
  /** What the note is written in. Undefined until VS Code shows it. */
  #document: vscode.TextDocument | undefined;
  /** Documents that have got the note's text; an article that is shown twice has two editors for its note. */
  readonly #filled = new WeakSet<vscode.TextDocument>();
  /** Documents of other comments. */
  readonly #foreign = new WeakSet<vscode.TextDocument>();
  /** One after the other. What is saved in the same instant waits for it. */
  #filling = Promise.resolve();
  #timer: ReturnType<typeof setTimeout> | undefined;
  /** Lets keys act again that were meant for the note. */
  #release: (() => void) | undefined;

  constructor(tools: Tools) {
    this.#tools = tools;
    this.#listeners = vscode.Disposable.from(
      vscode.window.onDidChangeActiveTextEditor((editor) => {
        this.#filling = this.#filling.then(() => this.#fill(editor));
      }),
      vscode.window.onDidChangeVisibleTextEditors(() => void this.#follow()),
      vscode.workspace.onDidChangeTextDocument(({ document }) => {
        if (document === this.#document && this.#note) this.#note.text = document.getText();
      }),
    );
  }

  /** Opens the note of the annotation that is meant, with the cursor in it. */
  async edit(argument: unknown): Promise<void> {
    const found = await meant(this.#tools, argument);
    if (!found) return;
    const { article, annotation, document, codebook } = found;
    const reference = { article: article.uri, id: annotation.id };
    const open = this.#note;
    if (open && same(open.reference, reference)) return this.#show(open);
    if (open) await this.#leave(open);
    const end = annotation.target.find(({ state }) => state !== 'lost')?.end ?? 1;
    this.#tools.hand.take(reference);
    await this.#show({
      reference,
      document,
      // The place of the last letter, so that the editor stands below that; what a range holds VS Code paints over.
      range: toRange(document, { start: end - 1, end: end - 1 }),
      title: visible(`${titleOf(codebook, annotation.label)}: ${short(quoted(annotation), 60)}`),
      before: toNote(annotation.note ?? ''),
      text: annotation.note ?? '',
      isFromView: argument === SELECTED,
    });
  }

  /** Saves what was written. What cannot be saved stays open, and the reason is said. */
  async save(): Promise<void> {
    await this.#filling;
    const note = this.#note;
    if (!note) return;
    const reason = await this.#keep(note);
    if (this.#note !== note) return;
    if (reason === undefined) return this.#finish(note);
    void complain(reason);
    // A button has emptied the editor by now.
    await this.#show(note);
  }

  async cancel(): Promise<void> {
    if (this.#note) await this.#finish(this.#note);
  }

  /** Shows a note's editor below the annotation; VS Code gives it the focus. */
  async #show(note: Note): Promise<void> {
    this.#close();
    this.#note = note;
    // Keys of tagging mode that are pressed before the note has the focus.
    this.#release = take((text = '') => {
      note.text += text;
      return true;
    });
    const { document, range, title } = note;
    const editor = editorOf(document) ?? (await vscode.window.showTextDocument(document));
    if (this.#note !== note) return;
    editor.revealRange(range, vscode.TextEditorRevealType.InCenterIfOutsideViewport);
    for (const each of vscode.workspace.textDocuments) if (each.uri.scheme === COMMENT) this.#foreign.add(each);
    this.#controller ??= vscode.comments.createCommentController(NOTES, vscode.l10n.t('Newsmark: Notes'));
    const comment = { body: '', mode: vscode.CommentMode.Editing, author: { name: vscode.l10n.t('Note') } };
    this.#thread = this.#controller.createCommentThread(document.uri, range, [comment]);
    this.#thread.canReply = false;
    this.#thread.label = title;
    this.#thread.collapsibleState = vscode.CommentThreadCollapsibleState.Expanded;
    this.#timer = setTimeout(() => void this.#explain(note), PATIENCE);
  }

  /** Puts the note's text into its editor, when that has come. What was typed before stands behind it. */
  async #fill(editor: vscode.TextEditor | undefined): Promise<void> {
    const note = this.#note;
    if (!note || !this.#thread || !editor) return;
    const { document } = editor;
    if (document.uri.scheme !== COMMENT || document.uri.authority !== '' || this.#foreign.has(document)) return;
    clearTimeout(this.#timer);
    const isFirst = !this.#document;
    let put = '';
    while (!this.#filled.has(document)) {
      const { text } = note;
      // VS Code makes an editor anew with what was in it.
      const isThere = text === put || (!isFirst && document.getText() !== '');
      const edited = isThere || (await insert(editor, put.length, text.slice(put.length)));
      if (this.#note !== note || !vscode.window.visibleTextEditors.includes(editor)) return;
      if (edited) put = text;
      if (edited && note.text === text) this.#filled.add(document);
    }
    this.#release?.();
    this.#document = document;
    note.text = document.getText();
    if (isFirst) reveal(note);
  }

  /** Whoever does not see the article any more has left the note, too. */
  async #follow(): Promise<void> {
    if (this.#note && this.#thread && !editorOf(this.#note.document)) await this.#leave(this.#note);
  }

  /** Saves what was written and closes the editor. What cannot be saved is offered as a text; nothing waits for the answer. */
  async #leave(note: Note): Promise<void> {
    this.#close();
    const reason = await this.#keep(note);
    if (reason !== undefined) void offer(note, reason);
  }

  /** Gives the annotation, as it is now, the note that was written. The reason where that cannot be. */
  async #keep(note: Note): Promise<string | undefined> {
    const { reference, document, before, text } = note;
    const written = toNote(text);
    if (written === before) return undefined;
    if (hasHalf(text)) return vscode.l10n.t('The note holds half a character that no file can keep.');
    const { articles } = this.#tools;
    const shown = articles.of(document);
    const annotation = shown?.article.annotations.find(({ id }) => id === reference.id);
    if (!shown || !annotation)
      return vscode.l10n.t('The annotation of this note is gone: undo its removal, or copy the note from here.');
    if (shown.article.refused) return wordsOf(shown.article.refused);
    const present = toNote(annotation.note ?? '');
    const what = saving(before, present, written);
    if (what === 'conflict') {
      note.before = present;
      const theirs = visible(short(present ?? vscode.l10n.t('(none)'), 200));
      return vscode.l10n.t(
        'Somebody else has changed this note meanwhile, to: “{0}”. Saving again replaces that.',
        theirs,
      );
    }
    if (what === 'write') {
      const done = written ? vscode.l10n.t('Note saved.') : vscode.l10n.t('Note removed.');
      await perform(this.#tools, shown, changed(annotation, { ...annotation, note: written }), done);
    }
    return undefined;
  }

  /** Gives the keys back, then closes the editor: the other way round they would go nowhere for a moment. */
  async #finish({ document, isFromView }: Note): Promise<void> {
    const thread = this.#thread;
    const { viewColumn } = editorOf(document) ?? {};
    if (isFromView) await vscode.commands.executeCommand(`${VIEWS.article}.focus`);
    else if (viewColumn) await vscode.window.showTextDocument(document, { viewColumn });
    if (this.#thread === thread) this.#close();
  }

  #close(): void {
    clearTimeout(this.#timer);
    this.#release?.();
    this.#thread?.dispose();
    this.#thread = undefined;
    this.#document = undefined;
    this.#note = undefined;
  }

  /** VS Code shows no comments in Zen Mode, or where a person has switched them off, and nothing tells that. */
  async #explain(note: Note): Promise<void> {
    const show = vscode.l10n.t('Show Comments');
    const text = vscode.l10n.t(
      'Notes are written where VS Code shows comments, and it hides them now: in Zen Mode, or since they were switched off.',
    );
    const chosen = await complain(text, show);
    if (chosen === show && this.#note === note && !this.#document)
      await vscode.commands.executeCommand('workbench.action.toggleCommenting');
  }

  dispose(): void {
    this.#close();
    this.#listeners.dispose();
    this.#controller?.dispose();
  }
}

/** Says why a note was not saved, and shows what was written to who wants to see it. */
async function offer({ text }: Note, reason: string): Promise<void> {
  const show = vscode.l10n.t('Show Note');
  const chosen = await complain(vscode.l10n.t('A note could not be saved. {0}', reason), show);
  if (chosen !== show) return;
  const document = await vscode.workspace.openTextDocument({ content: text, language: 'plaintext' });
  await vscode.window.showTextDocument(document);
}

/** An editor that shows a document, the one with the focus before others. */
function editorOf({ uri }: vscode.TextDocument): vscode.TextEditor | undefined {
  const { visibleTextEditors, tabGroups } = vscode.window;
  const editors = visibleTextEditors.filter(({ document }) => document.uri.toString() === uri.toString());
  return editors.find(({ viewColumn }) => viewColumn === tabGroups.activeTabGroup.viewColumn) ?? editors[0];
}

/** Scrolls a note's editor into view. It is all in view where the line behind it is. */
function reveal({ document, range }: Note): void {
  const editor = editorOf(document);
  const next = new vscode.Position(range.end.line + 1, 0);
  if (!editor?.visibleRanges.some((seen) => seen.contains(next)))
    editor?.revealRange(range, vscode.TextEditorRevealType.InCenter);
}

/** False when the document has changed in the same instant. */
const insert = (editor: vscode.TextEditor, offset: number, text: string): Thenable<boolean> =>
  editor
    .edit((edit) => edit.insert(editor.document.positionAt(offset), text), {
      undoStopBefore: false,
      undoStopAfter: false,
    })
    .then(
      (done) => done,
      () => false,
    );
