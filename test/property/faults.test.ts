import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { changed } from '../../src/core/change.ts';
import type { Files } from '../../src/store/files.ts';
import { GuardedFiles } from '../../src/store/guard.ts';
import { ARTICLE, Desk, type Editor, JOURNAL, SIDECAR } from '../unit/store/desk.ts';
import type { Call, Memory } from '../unit/store/memory.ts';

const share = fc.double({ min: 0, max: 0.999, noNaN: true });

/** What a person does, and what the disk does meanwhile. */
const deeds = fc.oneof(
  fc.record({ does: fc.constantFrom('tags' as const, 'notes' as const, 'types' as const), at: share }),
  fc.record({ does: fc.constantFrom('saves' as const, 'dies' as const) }),
  fc.record({
    does: fc.constant('breaks' as const),
    how: fc.constantFrom('full' as const, 'half' as const, 'unreadable' as const, 'gone' as const, 'late' as const),
    what: fc.constantFrom('sidecar' as const, 'journal' as const, 'both' as const),
  }),
  fc.record({ does: fc.constant('mends' as const) }),
);

type Deed = typeof deeds extends fc.Arbitrary<infer Each> ? Each : never;

const TEXT = `${Array.from({ length: 40 }, (_, i) => `word${i}`).join(' ')}\n`;

/** A person at work over a disk on which things go wrong. */
class Work {
  desk: Desk;
  editor: Editor | undefined;
  /** Ids of what was tagged, with the notes; `safe` as of when nothing was wrong. */
  made = new Map<string, string | undefined>();
  safe = new Map<string, string | undefined>();
  #mend: (() => void)[] = [];
  #number = 0;

  constructor(over?: (files: Files) => Files) {
    this.desk = new Desk(undefined, undefined, over);
    this.desk.files.put(ARTICLE, TEXT);
  }

  async do(deed: Deed): Promise<void> {
    const { desk } = this;
    if (deed.does === 'breaks') return this.#break(deed);
    if (deed.does === 'mends') return this.#mended();
    this.editor ??= await this.#settled(desk.open());
    const { editor } = this;
    if (deed.does === 'tags') {
      const words = [...editor.buffer.matchAll(/\S+/g)];
      const word = words[Math.floor(deed.at * (words.length - 1))];
      const before = new Set(desk.article.annotations.map(({ id }) => id));
      if (word) await this.#settled(editor.tagAt({ start: word.index, end: word.index + word[0].length }));
      for (const { id } of desk.article.annotations) if (!before.has(id)) this.made.set(id, undefined);
    } else if (deed.does === 'notes') {
      const present = desk.article.annotations.filter(({ id }) => this.made.has(id));
      const one = present[Math.floor(deed.at * present.length)];
      const note = `note ${this.#number++}`;
      if (one) {
        await this.#settled(desk.store.apply(ARTICLE, changed(one, { ...one, note })));
        if (desk.annotation(one.id).note === note) this.made.set(one.id, note);
      }
    } else if (deed.does === 'types') {
      // The last word stays what it is.
      const start = Math.floor(deed.at * (editor.buffer.length - 10));
      editor.edit({ start, end: start, text: ` typed${this.#number++} ` });
    } else if (deed.does === 'saves') {
      await this.#settled(editor.save());
    } else {
      await this.#die(editor);
      return;
    }
    if (desk.article.keeping !== 'failed' && this.#mend.length === 0) this.safe = new Map(this.made);
  }

  /** A late disk answers after others were asked, in the end it does. */
  async #settled<T>(work: Promise<T>): Promise<T> {
    let isDone = false;
    const done = work.finally(() => {
      isDone = true;
    });
    for (let turn = 0; turn < 200 && !isDone; turn++) await new Promise((resolve) => setImmediate(resolve));
    if (!isDone) this.#mended();
    return done;
  }

  async #die(editor: Editor): Promise<void> {
    // What no disk has taken, nobody can give back.
    this.#mended();
    await this.desk.store.idle();
    const text = editor.buffer;
    this.desk = this.desk.restart();
    this.editor = await this.desk.open(text);
    const ids = new Set(this.desk.article.annotations.map(({ id }) => id));
    for (const id of this.safe.keys()) expect(ids).toContain(id);
    this.made = new Map([...this.made].filter(([id]) => ids.has(id)));
    for (const id of this.made.keys()) this.made.set(id, this.desk.annotation(id).note);
    this.safe = new Map(this.made);
  }

  #break({ how, what }: Extract<Deed, { readonly does: 'breaks' }>): void {
    const { files }: { readonly files: Memory } = this.desk;
    const isMeant = ({ uri }: Call) =>
      (what !== 'journal' && uri === SIDECAR) || (what !== 'sidecar' && uri.startsWith(JOURNAL));
    const writes = (call: Call) => isMeant(call) && call.kind === 'write';
    if (how === 'half') this.#mend.push(files.tear(what === 'journal' ? () => false : ({ uri }) => uri === SIDECAR));
    else if (how === 'full') this.#mend.push(files.fail(writes));
    else if (how === 'unreadable') this.#mend.push(files.fail((call) => isMeant(call) && call.kind === 'read'));
    else if (how === 'gone') this.#mend.push(files.fail(isMeant));
    else this.#mend.push(files.hold(isMeant));
  }

  #mended(): void {
    for (const mend of this.#mend.splice(0)) mend();
  }

  /** All is well again, and the article is saved: everything is in the sidecar, and nowhere else. */
  async end(): Promise<void> {
    this.#mended();
    this.editor ??= await this.desk.open();
    await this.editor.save();
    await this.desk.store.reread(ARTICLE);
    await this.desk.store.idle();
    const { desk } = this;
    expect(desk.article).toMatchObject({ keeping: 'saved', refused: undefined, failure: undefined });
    const written = new Map(desk.sidecar()?.annotations.map(({ id, note }) => [id, note]));
    for (const [id, note] of this.made) {
      expect([...written.keys()]).toContain(id);
      expect(written.get(id)).toBe(note);
    }
    // Places that moved while nothing could be written, and then the window died, come with the next write; and what
    // could not be deleted goes.
    await this.editor.tag('word39');
    await desk.lawful();
    expect(desk.files.names).toEqual([ARTICLE, SIDECAR]);
  }
}

describe('whatever the disk does while somebody works', () => {
  it.each([
    ['replaces files', (files: Files) => files],
    ['writes in place', (files: Files): Files => new GuardedFiles(files, 'memory:/writing')],
  ])('all of it lands when that ends (%s)', async (name, over) => {
    await fc.assert(
      fc.asyncProperty(fc.array(deeds, { minLength: 3, maxLength: 20 }), async (all) => {
        const work = new Work(over);
        for (const deed of all) {
          // A disk that replaces files has no halves.
          if (deed.does === 'breaks' && deed.how === 'half' && name === 'replaces files') continue;
          await work.do(deed);
        }
        await work.end();
      }),
      { numRuns: Number(process.env['FAULT_RUNS'] ?? 150) },
    );
  });
});
