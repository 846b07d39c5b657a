import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { changed } from '../../src/core/change.ts';
import { removal } from '../../src/core/document.ts';
import { ARTICLE, Desk, type Editor, SIDECAR } from '../unit/store/desk.ts';

const share = fc.double({ min: 0, max: 1, noNaN: true });

/** What a person can do. Places are shares of the text, or of the annotations, that there are. */
const deeds = fc.oneof(
  fc.record({
    does: fc.constant('types' as const),
    at: share,
    length: fc.nat(20),
    text: fc.constantFrom('', '#', ' # '),
  }),
  fc.record({
    does: fc.constant('types' as const),
    at: share,
    length: fc.nat(3),
    text: fc.constantFrom('😀#', '#\n', '#'),
  }),
  fc.record({ does: fc.constant('tags' as const), at: share, length: fc.integer({ min: 1, max: 4 }) }),
  fc.record({ does: fc.constantFrom('relabels' as const, 'notes' as const, 'removes' as const), at: share }),
  fc.record({
    does: fc.constantFrom(
      'undoes' as const,
      'redoes' as const,
      'undoes text' as const,
      'saves' as const,
      'takes the file back' as const,
      'closes without saving' as const,
      'dies' as const,
      'dies with the text' as const,
    ),
  }),
);

const TEXT = `${Array.from({ length: 30 }, (_, i) => `word${i}${i % 7 === 6 ? '.\n' : ''}`).join(' ')}\n`;

/** One person at work, through windows that come and go. */
class Work {
  desk: Desk;
  editor: Editor | undefined;
  /** The ids of what was tagged and not removed since. */
  kept: readonly string[] = [];
  /** So much at either end of the text is left alone. */
  readonly #margin: number;
  #number = 100;

  constructor(desk: Desk, margin = 0) {
    this.desk = desk;
    this.#margin = margin;
  }

  async do(deed: typeof deeds extends fc.Arbitrary<infer Each> ? Each : never): Promise<void> {
    this.editor ??= await this.desk.open();
    const { desk, editor } = this;
    const { annotations } = desk.article;
    const pick = (at: number) => annotations[Math.min(annotations.length - 1, Math.floor(at * annotations.length))];
    switch (deed.does) {
      case 'types': {
        const last = editor.buffer.length - this.#margin;
        const start = snap(editor.buffer, this.#margin + Math.floor(deed.at * Math.max(0, last - this.#margin)));
        const end = snap(editor.buffer, Math.max(start, Math.min(last, start + deed.length)));
        editor.edit({ start, end, text: deed.text.replace('#', () => String(this.#number++)) });
        await desk.store.idle();
        break;
      }
      case 'tags': {
        const words = [...editor.buffer.matchAll(/[^\s]+/g)];
        const first = Math.floor(deed.at * words.length);
        const [from, to] = [words[first], words[Math.min(words.length - 1, first + deed.length)]];
        if (!from || !to) break;
        await editor.tagAt({ start: from.index, end: to.index + to[0].length });
        break;
      }
      case 'relabels':
      case 'notes': {
        const present = pick(deed.at);
        if (!present) break;
        const change = deed.does === 'notes' ? { note: `note ${this.#number++}` } : { label: 'quote' };
        await desk.store.apply(ARTICLE, changed(present, { ...present, ...change }));
        break;
      }
      case 'removes': {
        const present = pick(deed.at);
        if (present) await desk.store.apply(ARTICLE, removal(annotations, new Set([present.id])));
        break;
      }
      case 'undoes':
        await desk.store.undo(ARTICLE);
        break;
      case 'redoes':
        await desk.store.redo(ARTICLE);
        break;
      case 'undoes text':
        editor.undo();
        await desk.store.idle();
        break;
      case 'saves':
        await editor.save();
        break;
      case 'takes the file back':
        await editor.reload();
        break;
      case 'closes without saving':
        await editor.discard();
        this.editor = undefined;
        break;
      case 'dies':
      case 'dies with the text':
        this.desk = desk.restart();
        this.editor = await this.desk.open(deed.does === 'dies' ? undefined : editor.buffer);
    }
    const isTheirs =
      deed.does === 'tags' || deed.does === 'removes' || deed.does === 'undoes' || deed.does === 'redoes';
    if (isTheirs) this.kept = this.ids;
    // Nothing else adds or takes away annotations.
    else if (this.editor) expect(this.ids).toEqual(this.kept);
  }

  get ids(): readonly string[] {
    return this.desk.article.annotations.map(({ id }) => id).sort();
  }
}

/** Not within a surrogate pair. */
const snap = (text: string, at: number): number => ((text.charCodeAt(at) & 0xfc00) === 0xdc00 ? at - 1 : at);

describe('whatever a person does', () => {
  it.each([
    ['LF', TEXT],
    ['CRLF, a byte order mark and emoji', `\ufeff😀 ${TEXT}`.replaceAll('\n', '\r\n')],
  ])('the sidecar describes the article on the disk, and nothing is lost (%s)', async (_, raw) => {
    await fc.assert(
      fc.asyncProperty(fc.array(deeds, { minLength: 1, maxLength: 25 }), async (all) => {
        const work = new Work(new Desk());
        work.desk.files.put(ARTICLE, raw);
        for (const deed of all) {
          await work.do(deed);
          const { desk, editor } = work;
          if (editor) expect(desk.article.failure).toBeUndefined();
          const sidecar = desk.sidecar();
          // With or without unsaved changes: it is right for the file as it is.
          if (sidecar) await desk.lawful();
          const isSaved = !editor?.isDirty();
          if (isSaved) {
            expect(desk.waiting).toBe(0);
            expect((sidecar?.annotations ?? []).map(({ id }) => id).sort()).toEqual(work.kept);
          }
          for (const { target } of editor ? desk.article.annotations : []) {
            for (const { start, end, exact, state } of target)
              if (!state) expect(editor?.buffer.slice(start, end)).toBe(exact);
          }
        }
        const { desk, editor } = work;
        await editor?.save();
        const file = desk.files.text(SIDECAR);
        const shown = editor && desk.shown;
        const next = desk.restart();
        await next.open();
        if (shown) expect(next.shown).toEqual(shown);
        await next.store.settled(ARTICLE);
        expect(next.files.text(SIDECAR)).toBe(file);
      }),
      { numRuns: 80 },
    );
  });
});

describe('when everything is undone', () => {
  it('the text and the annotations, in any order, the sidecar is what it was, byte for byte', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(deeds, { minLength: 1, maxLength: 25 }), fc.boolean(), async (all, textFirst) => {
        // A sidecar keeps the context that it has while it is right, also where the text once ended sooner.
        const marked = TEXT.replaceAll(/(word\d*[05])/g, '[$1]');
        const desk = new Desk();
        await desk.put(marked, [{ note: 'first' }, { links: [{ role: 'source', to: 'a0' }] }]);
        const file = desk.files.text(SIDECAR);
        const work = new Work(desk, 60);
        work.kept = desk.sidecar()?.annotations.map(({ id }) => id) ?? [];
        for (const deed of all) {
          if (deed.does.startsWith('dies') || deed.does.startsWith('takes') || deed.does.startsWith('closes')) continue;
          await work.do(deed);
        }
        const { editor } = work;
        const text = () => editor?.undo(editor.depth);
        if (textFirst) text();
        while (desk.store.get(ARTICLE)?.canUndo) await desk.store.undo(ARTICLE);
        if (!textFirst) text();
        await editor?.save();
        expect(desk.files.text(SIDECAR)).toBe(file);
        if (editor) expect(editor.picture).toBe(marked);
      }),
      { numRuns: 80 },
    );
  });
});
