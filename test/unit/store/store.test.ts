import { describe, expect, it, vi } from 'vitest';
import { fragment } from '../../../src/core/anchor.ts';
import type { Annotation } from '../../../src/core/annotation.ts';
import { changed } from '../../../src/core/change.ts';
import { accept } from '../../../src/core/decide.ts';
import { at, removal } from '../../../src/core/document.ts';
import { join } from '../../../src/core/join.ts';
import { parse } from '../../../src/formats/sidecar.ts';
import { ARTICLE, Desk, type Editor, JOURNAL, SIDECAR } from './desk.ts';
import { Memory } from './memory.ts';

const TEXT = 'The minister said no. Kyiv said yes.\nNobody else said a word about it.\n';

/** A desk with the text on the disk and nothing else. */
function plain(text: string = TEXT): Desk {
  const desk = new Desk();
  desk.files.put(ARTICLE, text);
  return desk;
}

/** The same, and a sidecar of what is in brackets: a0, a1 … */
async function marked(text: string, more: readonly Partial<Annotation>[] = []): Promise<Desk> {
  const desk = new Desk();
  await desk.put(text, more);
  return desk;
}

const MARKED = 'The minister said [no]. Kyiv said [yes].\nNobody else said [a word about it].\n';

const note = (desk: Desk, id: string, text: string | undefined) =>
  desk.store.apply(ARTICLE, changed(desk.annotation(id), { ...desk.annotation(id), note: text }));

const relabel = (desk: Desk, id: string, label: string) =>
  desk.store.apply(ARTICLE, changed(desk.annotation(id), { ...desk.annotation(id), label }));

const remove = (desk: Desk, ...ids: readonly string[]) =>
  desk.store.apply(ARTICLE, removal(desk.article.annotations, new Set(ids)));

const isSidecar = ({ uri }: { readonly uri: string }) => uri === SIDECAR;
const isJournal = ({ uri }: { readonly uri: string }) => uri.startsWith(JOURNAL);

describe('opening', () => {
  it('an article without a sidecar shows nothing and writes nothing', async () => {
    const desk = plain();
    await desk.open();
    expect(desk.article).toMatchObject({ annotations: [], problems: [], keeping: 'saved', canUndo: false });
    expect(desk.files.names).toEqual([ARTICLE]);
    expect(desk.events).toEqual(['opening', 'opened'].map((origin) => ({ article: ARTICLE, origin })));
  });

  it('shows what the sidecar says where it stands, and writes nothing', async () => {
    const desk = await marked(MARKED);
    const before = desk.files.text(SIDECAR);
    const editor = await desk.open();
    expect(editor.picture).toBe(MARKED);
    await editor.close();
    expect(desk.files.text(SIDECAR)).toBe(before);
    expect(desk.files.calls.filter(({ kind }) => kind === 'write' || kind === 'delete')).toEqual([]);
  });

  it('finds what moved since the sidecar was written, and saves the place with the next write', async () => {
    const desk = await marked(MARKED);
    desk.files.put(ARTICLE, `A new headline.\n${TEXT}`);
    const editor = await desk.open();
    expect(editor.picture).toBe(`A new headline.\n${MARKED}`);
    await note(desk, 'a0', 'seen');
    await desk.lawful();
  });

  it('keeps what is gone as lost, with the place that it had', async () => {
    const desk = await marked(MARKED);
    const before = desk.sidecar()?.annotations[1]?.target[0];
    desk.files.put(ARTICLE, TEXT.replace('Kyiv said yes.', 'Nothing came from Kyiv.'));
    await desk.open();
    expect(desk.shown).toEqual(['claim no', 'claim lost: yes', 'claim a word about it']);
    await note(desk, 'a0', 'seen');
    expect(desk.sidecar()?.annotations[1]?.target[0]).toEqual({ ...before, state: 'lost' });
    await desk.lawful();
  });

  it('finds it again when the text brings it back', async () => {
    const desk = await marked(MARKED);
    desk.files.put(ARTICLE, TEXT.replace(' Kyiv said yes.', ''));
    const editor = await desk.open();
    await note(desk, 'a0', 'seen');
    expect(desk.written?.[1]).toBe('claim lost: yes');
    editor.behind('said no.', ' Kyiv said yes.');
    await editor.save();
    expect(editor.picture).toBe(MARKED);
    expect(desk.written?.[1]).toBe('claim yes');
    await desk.lawful();
  });

  it.each([
    ['LF', TEXT],
    ['CRLF', TEXT.replaceAll('\n', '\r\n')],
    ['a byte order mark', `\ufeff${TEXT}`],
    ['all of it, and signs of two units', `\ufeff😀 First 🇺🇦 line.\n${TEXT}`.replaceAll('\n', '\r\n')],
  ])('with %s counts code points of the text as Python reads it', async (_, raw) => {
    const desk = plain(raw);
    const editor = await desk.open();
    await editor.tag('Kyiv said yes.');
    await desk.lawful();
    const again = await desk.restart().open();
    expect(again.desk.shown).toEqual(['claim Kyiv said yes.']);
    expect(desk.files.text(ARTICLE)).toBe(raw);
  });

  it('goes by the text for which the sidecar was written, where a window has seen that', async () => {
    const intro = 'On Monday the council met for the first time since the summer, and the mayor spoke.\n';
    const lines = 'The vote was postponed again.\n'.repeat(12);
    const third = `${lines.slice(0, 60)}[The vote was postponed again.]\n${lines.slice(90)}`;
    const desk = await marked(`${intro}${third}The end.\n`);
    const now = `${lines}The end.\n`;
    const without = new Desk(desk.files);
    await (await desk.open()).close();
    await vi.waitFor(() => expect(desk.shelf.names).toHaveLength(1));
    desk.files.put(ARTICLE, now);
    const next = desk.restart();
    expect((await next.open()).picture).toBe(`${third}The end.\n`);
    // By the words alone it is the one that stands nearest to the old place.
    expect((await without.open()).picture).not.toBe(`${third}The end.\n`);
  });

  it('finds words that are edited in unsaved text as it finds those that are edited elsewhere', async () => {
    const desk = await marked('Then [he said no to everything that they had asked] and left.');
    const editor = await desk.open(desk.onDisk().replace('everything', 'nearly everything'));
    expect(desk.shown).toEqual(['claim changed: he said no to everything that they had asked']);
    await editor.save();
    const next = desk.restart();
    await next.open();
    expect(next.shown).toEqual(desk.shown);
  });

  it('is given up when the article is closed again', async () => {
    const desk = await marked(MARKED);
    const opening = desk.open();
    await desk.store.close(ARTICLE);
    await opening;
    expect(desk.store.get(ARTICLE)).toBeUndefined();
    expect(desk.store.isOpening(ARTICLE)).toBe(false);
    expect(desk.events.map(({ origin }) => origin)).toEqual(['opening', 'closed']);
    await desk.open();
    expect(desk.shown).toHaveLength(3);
  });

  it('and closed, and opened while it is still being read', async () => {
    const desk = await marked(MARKED);
    const release = desk.files.hold(({ kind }) => kind === 'read');
    const first = desk.open();
    void desk.store.close(ARTICLE);
    const second = desk.open();
    release();
    await Promise.all([first, second]);
    expect(desk.shown).toHaveLength(3);
    expect(desk.store.isOpening(ARTICLE)).toBe(false);
  });

  it('refuses an article that is no text, and says why', async () => {
    const desk = plain('He said\0no.');
    const editor = await desk.open();
    expect(desk.article.refused?.code).toBe('not-text');
    expect(await editor.tag('said')).toBe(false);
    expect(desk.files.names).toEqual([ARTICLE]);
  });

  it('shows an article that its editor reads otherwise, and does not write', async () => {
    const desk = await marked(MARKED);
    const before = desk.files.text(SIDECAR);
    // Read as UTF-8, nothing in it could be found.
    desk.files.put(ARTICLE, new Uint8Array([...TEXT].flatMap((each) => [0xff, each.charCodeAt(0)])));
    const problem = { code: 'unknown-encoding', severity: 'error', values: ['koi8-r'] } as const;
    const editor = await desk.open(TEXT, ARTICLE, problem);
    expect(desk.shown).toEqual(['claim no', 'claim yes', 'claim a word about it']);
    expect(await editor.tag('Kyiv')).toBe(false);
    await desk.write((source) => source.replace('label: claim', 'label: quote'));
    expect(editor.picture).toBe(MARKED);
    expect(desk.files.text(SIDECAR)).toBe(before?.replace('label: claim', 'label: quote'));
  });

  it('is known to be on its way until it is read', async () => {
    const desk = await marked(MARKED);
    const release = desk.files.hold(isSidecar);
    const told: (string | boolean)[][] = [];
    desk.store.onDidChange(({ origin }) => told.push([origin, desk.store.isOpening(ARTICLE)]));
    const opening = desk.open();
    expect([desk.store.isOpening(ARTICLE), desk.store.get(ARTICLE)]).toEqual([true, undefined]);
    release();
    await opening;
    expect([desk.store.isOpening(ARTICLE), desk.store.get(ARTICLE)?.annotations.length]).toEqual([false, 3]);
    expect(told).toEqual([
      ['opening', true],
      ['opened', false],
    ]);
  });

  it('takes in what was saved while it was being read', async () => {
    const desk = await marked(MARKED);
    const release = desk.files.hold(isSidecar);
    const opening = desk.open(`Now. ${TEXT}`);
    await Promise.resolve();
    desk.files.put(ARTICLE, `Now. ${TEXT}`);
    release();
    const editor = await opening;
    expect(editor.picture).toBe(`Now. ${MARKED}`);
  });
});

describe('the annotations at an offset', () => {
  it('are the same as those among all, however the text is edited and whatever is done', async () => {
    const desk = await marked(MARKED);
    const editor = await desk.open();
    const check = () => {
      const { article } = desk;
      for (let offset = 0; offset <= editor.buffer.length; offset++)
        expect(article.at(offset)).toEqual(at(article.annotations, offset));
    };
    await editor.tagAt({ start: 0, end: 60 });
    await editor.tagAt({ start: 13, end: 24 });
    await editor.tag('no', 'quote');
    check();
    expect(desk.article.at(editor.find('no').start)).toHaveLength(4);
    await relabel(desk, 'a0', 'source');
    editor.before('minister', 'prime ');
    editor.replace('yes', '');
    check();
    await remove(desk, 'a0');
    check();
    await desk.store.undo(ARTICLE);
    editor.undo();
    check();
  });
});

describe('tagging a saved article', () => {
  it('is in the sidecar at once; nothing else stays in the folder or the journal', async () => {
    const desk = plain();
    const editor = await desk.open();
    expect(await editor.tag('Kyiv said yes.', 'quote')).toBe(true);
    expect(desk.files.names).toEqual([ARTICLE, SIDECAR]);
    expect(desk.written).toEqual(['quote Kyiv said yes.']);
    expect(desk.article.keeping).toBe('saved');
    expect(desk.events.map(({ origin }) => origin)).toEqual(['opening', 'opened', 'person', 'keeping']);
    await desk.lawful();
  });

  it('is in the journal before it is in the sidecar', async () => {
    const desk = plain();
    const editor = await desk.open();
    const release = desk.files.hold(({ kind, uri }) => kind === 'write' && uri === SIDECAR);
    const tagging = editor.tag('Kyiv');
    await settle(() => desk.waiting === 1);
    expect(desk.files.text(SIDECAR)).toBeUndefined();
    release();
    await tagging;
    expect(desk.waiting).toBe(0);
  });

  it('says who and when, in seconds of UTC', async () => {
    const desk = plain();
    const editor = await desk.open();
    await editor.tag('Kyiv');
    expect(desk.article.annotations[0]).toMatchObject({ by: 'ana', created: '2026-11-21T21:00:00Z' });
    expect(desk.files.text(SIDECAR)).toContain('created: "2026-11-21T21:00:00Z"\n');
    expect(desk.files.text(SIDECAR)).not.toContain('modified');
    desk.author = undefined;
    await editor.tag('Nobody');
    expect(desk.sidecar()?.annotations[1]).not.toHaveProperty('by');
  });

  it('costs a bounded number of reads and writes, however many annotations there are', async () => {
    const many = Array.from({ length: 50 }, (_, i) => `[Sentence ${i}.]`).join(' ');
    const desk = await marked(`${many} The end.`);
    const editor = await desk.open();
    desk.files.calls = [];
    await editor.tag('The end');
    expect(desk.files.calls.map(({ kind, uri }) => `${kind} ${uri.startsWith(JOURNAL) ? 'journal' : uri}`)).toEqual([
      'write journal',
      `read ${ARTICLE}`,
      `read ${SIDECAR}`,
      `write ${SIDECAR}`,
      'delete journal',
    ]);
    desk.files.calls = [];
    editor.asked = 0;
    for (const letter of 'typed') editor.before('Sentence 0', letter);
    expect(editor.asked).toBe(0);
    for (const letter of 'typed') editor.behind('Sentence 7', letter);
    expect(editor.asked).toBeLessThanOrEqual(5 * 3);
    expect(desk.files.calls).toEqual([]);
  });

  it('and what was undone and done anew costs nothing any more', async () => {
    const desk = plain();
    const editor = await desk.open();
    for (let i = 0; i < 20; i++) {
      await editor.tag('Nobody else');
      await desk.store.undo(ARTICLE);
    }
    await editor.tag('Nobody else');
    editor.asked = 0;
    editor.behind('Nobody', 'x');
    expect(editor.asked).toBeLessThanOrEqual(6);
  });

  it('two at once are written one after the other, both', async () => {
    const desk = plain();
    const editor = await desk.open();
    const release = desk.files.hold(({ kind, uri }) => kind === 'write' && uri === SIDECAR);
    const first = editor.tag('Kyiv');
    await settle(() => desk.files.calls.some(({ kind, uri }) => kind === 'write' && uri === SIDECAR));
    const both = [first, editor.tag('Nobody')];
    await turn();
    expect(desk.shown).toEqual(['claim Kyiv', 'claim Nobody']);
    release();
    expect(await Promise.all(both)).toEqual([true, true]);
    expect(desk.written).toEqual(['claim Kyiv', 'claim Nobody']);
    const writes = desk.files.calls.filter(({ kind, uri }) => kind === 'write' && uri === SIDECAR);
    expect(writes).toHaveLength(2);
    expect(desk.waiting).toBe(0);
  });

  it('then typing and tagging before it is written: the first is written, the second waits', async () => {
    const desk = plain();
    const editor = await desk.open();
    const release = desk.files.hold(({ kind, uri }) => kind === 'write' && uri === SIDECAR);
    const first = editor.tag('Kyiv');
    await settle(() => desk.files.calls.some(({ kind, uri }) => kind === 'write' && uri === SIDECAR));
    editor.before('The', 'Today: ');
    const second = editor.tag('Today');
    release();
    await Promise.all([first, second]);
    expect(desk.written).toEqual(['claim Kyiv']);
    expect(desk.article.keeping).toBe('waiting');
    expect(desk.waiting).toBe(1);
    const next = desk.restart();
    await next.open(editor.buffer);
    expect(next.shown).toEqual(['claim Today', 'claim Kyiv']);
  });

  it('does not wait for an article that has no file', async () => {
    const desk = plain();
    const editor = await desk.open();
    desk.files.remove(ARTICLE);
    expect(await editor.tag('Kyiv')).toBe(true);
    expect(desk.article.keeping).toBe('waiting');
    expect(desk.files.names.filter((name) => !name.startsWith(JOURNAL))).toEqual([]);
  });
});

describe('what a person was asked about', () => {
  const attributesOf = (desk: Desk) => desk.sidecar()?.annotations[0]?.attributes;

  it('keeps what else happened to it meanwhile, and is one step of undo', async () => {
    const desk = new Desk();
    await desk.put('[Kyiv] said no.', [{ attributes: { topic: 'war' } }]);
    const editor = await desk.open();
    const asked = desk.annotation('a0');
    await desk.write((source) => source.replace('topic: war', 'topic: war\n      verdict: disputed'));
    editor.before('Kyiv', 'And ');
    await editor.save();
    const after = { ...asked, attributes: { ...asked.attributes, topic: 'talks' } };
    expect(await desk.store.apply(ARTICLE, changed(asked, after))).toBe(true);
    expect(attributesOf(desk)).toEqual({ topic: 'talks', verdict: 'disputed' });
    await desk.lawful();
    await desk.store.undo(ARTICLE);
    expect(attributesOf(desk)).toEqual({ topic: 'war', verdict: 'disputed' });
  });

  it('keeps what somebody else has put there beside it', async () => {
    const desk = new Desk();
    await desk.put('[Kyiv] said no.', [{ attributes: { topic: 'war' } }]);
    await desk.open();
    const asked = desk.annotation('a0');
    await desk.write((source) => source.replace('topic: war', 'topic: peace'));
    await desk.store.apply(ARTICLE, changed(asked, { ...asked, attributes: { topic: 'talks' } }));
    expect(attributesOf(desk)).toEqual({ topic: 'talks' });
    expect(desk.sidecar()?.annotations[0]?.conflict).toEqual([{ field: ['attributes', 'topic'], theirs: 'peace' }]);
  });

  it('is not done, and that is said, where the annotation or the article is gone', async () => {
    const desk = new Desk();
    await desk.put('[Kyiv] said [no].');
    await desk.open();
    const [first, second] = ['a0', 'a1'].map((id) => desk.annotation(id));
    await desk.store.apply(ARTICLE, removal(desk.article.annotations, new Set(['a0'])));
    const [relabelled, other] = [first, second].map((before) => ({
      before,
      after: before && { ...before, label: 'quote' },
    }));
    expect(await desk.store.apply(ARTICLE, { steps: [relabelled ?? {}] })).toBe(false);
    expect(await desk.store.apply(ARTICLE, { steps: [relabelled ?? {}, other ?? {}] })).toBe(true);
    expect(desk.written).toEqual(['quote no']);
    await desk.store.undo(ARTICLE);
    await desk.store.undo(ARTICLE);
    expect(desk.written).toEqual(['claim Kyiv', 'claim no']);
    await desk.store.close(ARTICLE);
    expect(await desk.store.apply(ARTICLE, { steps: [other ?? {}] })).toBe(false);
  });
});

describe('joining', () => {
  it('is one step of undo, which brings back every byte of both, comments and unknown keys, too', async () => {
    const desk = new Desk();
    const links = [{ role: 'same', to: 'a0' }];
    await desk.put('[We go], he said, [we stay] and all left.', [{ note: 'a' }, { note: 'b', links }]);
    const source = (desk.files.text(SIDECAR) ?? '')
      .replace('  - id: a1', '  # above b\n  - id: a1')
      .replace('    note: b', '    # inside b\n    note: b # behind b\n    x-b:   1 # unknown')
      .replace('    note: a', '    # inside a\n    note: a # behind a');
    desk.files.put(SIDECAR, source);
    const editor = await desk.open();
    const all = desk.article.annotations;
    await desk.store.apply(ARTICLE, join(all, all, editor.text()));
    expect(desk.written).toEqual(['claim We go … we stay']);
    expect(desk.sidecar()?.annotations[0]).toMatchObject({ note: 'a\n\nb', extra: { 'x-b': 1 } });
    await desk.store.undo(ARTICLE);
    expect(desk.files.text(SIDECAR)).toBe(source);
  });
});

describe('tagging an article with unsaved changes', () => {
  it('waits in the journal, and leaves the sidecar alone', async () => {
    const desk = await marked(MARKED);
    const before = desk.files.text(SIDECAR);
    const editor = await desk.open();
    editor.before('The', 'Today: ');
    expect(await editor.tag('Today')).toBe(true);
    expect(desk.files.text(SIDECAR)).toBe(before);
    expect(desk.article.keeping).toBe('waiting');
    expect(desk.waiting).toBe(1);
  });

  it('then saving writes it for the text that was saved', async () => {
    const desk = await marked(MARKED);
    const editor = await desk.open();
    editor.before('The', '😀 Today: ');
    await editor.tag('Today');
    await editor.save();
    expect(desk.written).toEqual(['claim Today', 'claim no', 'claim yes', 'claim a word about it']);
    expect(desk.article.keeping).toBe('saved');
    expect(desk.waiting).toBe(0);
    await desk.lawful();
  });

  it('then taking the file back keeps what its text has, the rest as lost', async () => {
    const desk = await marked(MARKED);
    const editor = await desk.open();
    editor.before('The', 'Today: ');
    await editor.tag('Today');
    await editor.tag('Nobody else');
    await editor.reload();
    await desk.store.idle();
    expect(editor.picture).toBe(MARKED.replace('Nobody else', '[Nobody else]'));
    expect(desk.written).toEqual([
      'claim lost: Today',
      'claim no',
      'claim yes',
      'claim Nobody else',
      'claim a word about it',
    ]);
    expect(desk.article.keeping).toBe('saved');
    expect(desk.waiting).toBe(0);
    await desk.lawful();
  });

  it('then closing without saving does the same', async () => {
    const desk = await marked(MARKED);
    const editor = await desk.open();
    editor.before('The', 'Today: ');
    await editor.tag('Today');
    await editor.tag('Nobody else');
    editor.replace('Kyiv said yes', 'Kyiv was silent');
    await editor.discard();
    expect(desk.written).toEqual([
      'claim lost: Today',
      'claim no',
      'claim yes',
      'claim Nobody else',
      'claim a word about it',
    ]);
    expect(desk.waiting).toBe(0);
    await desk.lawful();
  });

  it('then closing without saving keeps also what was deleted again', async () => {
    const desk = plain();
    const editor = await desk.open();
    editor.before('The', 'Today of all days: ');
    await editor.tag('Today');
    await editor.tag('all days');
    editor.replace('Today of all days: ', '');
    editor.before('The', 'x');
    await editor.discard();
    expect(desk.written).toEqual(['claim lost: Today', 'claim lost: all days']);
    expect(desk.waiting).toBe(0);
  });

  it('then undoing all of it writes it as well: the article is as on the disk again', async () => {
    const desk = await marked(MARKED);
    const editor = await desk.open();
    editor.before('The', 'Today: ');
    await editor.tag('Kyiv');
    editor.undo();
    await desk.store.idle();
    expect(desk.written).toEqual(['claim no', 'claim Kyiv', 'claim yes', 'claim a word about it']);
    expect(desk.waiting).toBe(0);
    await desk.lawful();
  });

  it('is not lost when the person types on before the save was seen to', async () => {
    const desk = await marked(MARKED);
    const editor = await desk.open();
    editor.before('The', 'Today: ');
    await editor.tag('Today');
    const release = desk.files.hold(({ uri }) => uri === ARTICLE);
    const saving = editor.save();
    editor.before('Today', 'Now. ');
    const tagging = editor.tag('Now');
    release();
    await Promise.all([saving, tagging]);
    expect(desk.article.keeping).toBe('waiting');
    await editor.save();
    expect(desk.written).toEqual(['claim Now', 'claim Today', 'claim no', 'claim yes', 'claim a word about it']);
    await desk.lawful();
  });
});

describe('a window that dies', () => {
  const dying = async () => {
    const desk = await marked(MARKED, [{ note: 'first' }]);
    const editor = await desk.open();
    editor.before('The', 'Today: ');
    editor.behind('Kyiv said ', 'loudly ');
    await editor.tag('Today');
    await note(desk, 'a0', 'second');
    await remove(desk, 'a2');
    return { desk, editor };
  };

  it('leaves everything to the next one, with the unsaved text', async () => {
    const { desk, editor } = await dying();
    const next = desk.restart();
    const again = await next.open(editor.buffer);
    expect(again.picture).toBe(editor.picture);
    expect(next.article.annotations).toEqual(desk.article.annotations);
    expect(next.article.keeping).toBe('waiting');
    await again.save();
    expect(next.written).toEqual(['claim Today', 'claim no', 'claim yes']);
    expect(next.waiting).toBe(0);
    await next.lawful();
  });

  it('leaves everything that the file has, where the unsaved text is gone', async () => {
    const { desk } = await dying();
    const next = desk.restart();
    const again = await next.open();
    expect(again.picture).toBe(MARKED.replace('[a word about it]', 'a word about it'));
    expect(next.written).toEqual(['claim lost: Today', 'claim no', 'claim yes']);
    expect(next.sidecar()?.annotations[1]?.note).toBe('second');
    expect(next.waiting).toBe(0);
    await next.lawful();
  });

  it('leaves it to the next one also when that does not open the article', async () => {
    const { desk } = await dying();
    const next = desk.restart();
    await next.store.recover(() => true);
    expect(next.waiting).toBe(1);
    await next.store.recover(() => false);
    expect(next.written).toEqual(['claim lost: Today', 'claim no', 'claim yes']);
    expect(next.sidecar()?.annotations[1]?.note).toBe('second');
    expect([next.waiting, next.store.get(ARTICLE)]).toEqual([0, undefined]);
    await next.lawful();
  });

  it('may still be writing when the next one opens the article', async () => {
    const { desk, editor } = await dying();
    const next = desk.restart();
    const release = desk.files.hold(({ kind, uri }) => kind === 'read' && uri.startsWith(JOURNAL));
    const opening = next.open(editor.buffer);
    await turn();
    await desk.store.close(ARTICLE);
    expect(desk.waiting).toBe(0);
    release();
    const again = await opening;
    expect(next.shown).toEqual(['claim Today', 'claim no', 'claim yes']);
    await again.save();
    expect(next.written).toEqual(['claim Today', 'claim no', 'claim yes']);
  });

  it('leaves it to the next one, which may open the article while it is at it', async () => {
    const { desk, editor } = await dying();
    const next = desk.restart();
    const recovering = next.store.recover(() => false);
    const again = await next.open(editor.buffer);
    await recovering;
    expect(again.picture).toBe(editor.picture);
    await again.save();
    expect(next.written).toEqual(['claim Today', 'claim no', 'claim yes']);
    expect(next.waiting).toBe(0);
    await next.lawful();
  });

  it('and whose article is gone by then leaves it in the journal', async () => {
    const { desk } = await dying();
    const next = desk.restart();
    const text = next.files.text(ARTICLE) ?? '';
    next.files.remove(ARTICLE);
    await next.store.recover(() => false);
    expect(next.waiting).toBe(1);
    next.files.put(ARTICLE, text);
    await next.store.recover(() => false);
    expect(next.waiting).toBe(0);
    await next.lawful();
  });

  it('and dies again, and again, changes nothing', async () => {
    const { desk, editor } = await dying();
    const first = desk.restart();
    await first.open(editor.buffer);
    const second = first.restart();
    await second.open(editor.buffer);
    expect(second.article.annotations).toEqual(first.article.annotations);
    const third = second.restart();
    await third.open();
    const file = third.files.text(SIDECAR);
    const fourth = third.restart();
    await fourth.open();
    expect(fourth.article.annotations).toEqual(third.article.annotations);
    expect(fourth.files.text(SIDECAR)).toBe(file);
  });

  it('after the sidecar was written, and before the journal was cleared, has done everything', async () => {
    const desk = plain();
    const editor = await desk.open();
    const mend = desk.files.fail(({ kind, uri }) => kind === 'delete' && uri.startsWith(JOURNAL));
    await editor.tag('Kyiv');
    mend();
    expect(desk.waiting).toBe(1);
    const file = desk.files.text(SIDECAR);
    const next = desk.restart();
    await next.open();
    expect(next.files.text(SIDECAR)).toBe(file);
    expect(next.waiting).toBe(0);
  });

  it('does not make lost what it relabelled in words that were never saved', async () => {
    const desk = await marked(MARKED);
    const editor = await desk.open();
    editor.replace('a word about', 'a single word about');
    await relabel(desk, 'a2', 'quote');
    const next = desk.restart();
    const again = await next.open();
    expect(again.picture).toBe(MARKED);
    expect(next.written).toEqual(['claim no', 'claim yes', 'quote a word about it']);
  });

  it('leaves no white space that stood at the end of words in the text that is gone', async () => {
    let desk = plain('Today and tomorrow it rains.\n');
    let editor = await desk.open();
    await editor.tag('Today and tomorrow');
    editor.replace('Today and', '');
    await desk.store.apply(
      ARTICLE,
      removal(desk.article.annotations, new Set([desk.article.annotations[0]?.id ?? ''])),
    );
    await desk.store.undo(ARTICLE);
    expect(desk.shown).toEqual(['claim  tomorrow']);
    desk = desk.restart();
    editor = await desk.open();
    expect(desk.shown).toEqual(['claim tomorrow']);
    expect(desk.written).toEqual(['claim tomorrow']);
    await desk.lawful();
  });

  it('does not undo what someone else did since', async () => {
    const { desk } = await dying();
    await desk.write((source) => source.replace('note: first', 'note: theirs'));
    const next = desk.restart();
    await next.open();
    expect(next.annotation('a0')).toMatchObject({ note: 'second', conflict: [{ field: 'note', theirs: 'theirs' }] });
  });

  it('leaves half an entry of the journal, which is passed over', async () => {
    const { desk } = await dying();
    const [name = ''] = desk.files.names.filter((each) => each.startsWith(JOURNAL));
    desk.files.put(name, desk.files.text(name)?.slice(0, 100) ?? '');
    const next = desk.restart();
    const again = await next.open();
    expect(again.picture).toBe(MARKED);
    await again.tag('Kyiv');
    expect(next.waiting).toBe(0);
  });

  it('does again what was done to an annotation in a text that is another now, and keeps where it was put since', async () => {
    const desk = await marked('The [people of Kyiv] and the people of Kyiv agree.\n');
    const editor = await desk.open();
    editor.behind('agree', 'd');
    await relabel(desk, 'a0', 'quote');
    await desk.put('Well: The people of Kyiv and the [people of Kyiv] agree.\n');
    const next = desk.restart();
    const again = await next.open();
    expect(next.annotation('a0').label).toBe('quote');
    expect(again.picture).toBe('Well: The people of Kyiv and the [people of Kyiv] agree.\n');
  });
});

describe('saving an edited article', () => {
  it('without a tag writes the places anew', async () => {
    const desk = await marked(MARKED);
    const editor = await desk.open();
    editor.before('The', 'Today 😀: ');
    await editor.save();
    await desk.lawful();
    expect(desk.files.text(SIDECAR)).not.toContain('modified');
  });

  it('writes them also when the text was brought back from before the window was closed', async () => {
    const desk = await marked(MARKED);
    const editor = await desk.open(`Today. ${TEXT}`);
    expect(editor.picture).toBe(`Today. ${MARKED}`);
    await editor.save();
    await desk.lawful();
  });

  it('writes words that were edited, with the time and who', async () => {
    const desk = await marked(MARKED);
    const editor = await desk.open();
    editor.replace('word', 'single word');
    await editor.save();
    expect(desk.sidecar()?.annotations[2]).toMatchObject({
      target: [{ exact: 'a single word about it' }],
      modified: '2026-11-21T21:00:00Z',
      modifiedBy: 'ana',
      by: 'ben',
    });
    expect(desk.sidecar()?.annotations[1]).not.toHaveProperty('modified');
    await desk.lawful();
  });

  const ATTACK = '[The army killed 12 people] in Izyum, [an aide said], and left.\n';

  it.each([
    ['a number', 'killed 12', 'killed 120', 'The army killed 120 people'],
    ['a negation', 'killed', 'never killed', 'The army never killed 12 people'],
    ['a name', 'army', 'Army', 'The Army killed 12 people'],
    ['a quotation mark', 'killed', '“killed”', 'The army “killed” 12 people'],
    ['the number at its edge', 'people', 'people2', 'The army killed 12 people2'],
  ])('does not take over %s: the words have changed until a person accepts', async (_, from, to, now) => {
    const desk = await marked(ATTACK);
    const editor = await desk.open();
    editor.replace(from, to);
    await editor.save();
    expect(desk.shown).toEqual(['claim changed: The army killed 12 people', 'claim an aide said']);
    expect(desk.written).toEqual(desk.shown);
    expect(desk.files.text(SIDECAR)).not.toContain('modified');
    await desk.lawful();
    // The next window sees the same.
    const next = desk.restart();
    await next.open();
    expect(next.shown).toEqual(desk.shown);
    const before = next.annotation('a0');
    const after = accept(before, next.onDisk());
    if (!after) throw new Error('nothing to accept');
    await next.store.apply(ARTICLE, changed(before, after));
    expect(next.written?.[0]).toBe(`claim ${now}`);
    await next.lawful();
  });

  it.each([
    ['a verdict', { attributes: { verdict: 'confirmed' } }],
    ['a review', { review: { state: 'accepted' } }],
  ])('does not take over other words of what has %s', async (_, more) => {
    const desk = await marked(ATTACK, [more]);
    const editor = await desk.open();
    editor.replace('killed', 'shot');
    editor.replace('an aide', 'some  aide');
    await editor.save();
    expect(desk.written).toEqual(['claim changed: The army killed 12 people', 'claim some  aide said']);
    editor.replace('in Izyum', 'in the town of Izyum');
    editor.replace('The', '\nThe');
    await editor.save();
    await desk.lawful();
    const next = desk.restart();
    await next.open();
    const [place] = next.annotation('a0').target;
    expect(next.onDisk().slice(place?.start, place?.end)).toBe('The army shot 12 people');
    expect(next.shown[0]).toBe('claim changed: The army killed 12 people');
  });

  it('takes over white space also in what has a verdict', async () => {
    const desk = await marked(ATTACK, [{ attributes: { verdict: 'confirmed' } }]);
    const editor = await desk.open();
    editor.replace('killed', '\nkilled');
    await editor.save();
    expect(desk.written?.[0]).toBe('claim The army \nkilled 12 people');
  });

  it('and bringing the words back, by hand or by undo, is as if nothing had been', async () => {
    for (const back of ['hand', 'undo']) {
      const desk = await marked(ATTACK);
      const file = desk.files.text(SIDECAR);
      const editor = await desk.open();
      editor.replace('12', '13');
      await editor.save();
      expect(desk.written?.[0]).toBe('claim changed: The army killed 12 people');
      if (back === 'undo') editor.undo();
      else editor.replace('13', '12');
      expect(desk.shown[0]).toBe('claim The army killed 12 people');
      await editor.save();
      expect(desk.files.text(SIDECAR)).toBe(file);
    }
  });

  it('and undoing several such edits at once, too', async () => {
    const desk = await marked('They were [not hurt in Kyiv] today.');
    const file = desk.files.text(SIDECAR);
    const editor = await desk.open();
    editor.replace('hurt', 'harmed');
    await editor.save();
    editor.replace('not ', '');
    await editor.save();
    expect(desk.written).toEqual(['claim changed: not harmed in Kyiv']);
    editor.undo(2);
    await editor.save();
    expect(desk.files.text(SIDECAR)).toBe(file);
  });

  it('accepts fragments that have become one word as what each of them is', async () => {
    const desk = await marked('He said [foo] and bar today.');
    const text = desk.onDisk();
    const editor = await desk.open();
    const start = text.indexOf('bar');
    const [first] = desk.annotation('a0').target;
    const both = [...(first ? [first] : []), fragment(text, { start, end: start + 3 })];
    await desk.store.apply(ARTICLE, changed(desk.annotation('a0'), { ...desk.annotation('a0'), target: both }));
    editor.replace(' and ', '');
    await editor.save();
    const before = desk.annotation('a0');
    const after = accept(before, editor.buffer);
    if (after) await desk.store.apply(ARTICLE, changed(before, after));
    await editor.tag('today');
    expect(desk.article.failure).toBeUndefined();
    expect(desk.written?.[0]).toBe('claim foo … bar');
  });

  it('writes no white space at either end of what was cut', async () => {
    const desk = await marked(MARKED);
    const editor = await desk.open();
    editor.replace('about it', '');
    expect(desk.shown[2]).toBe('claim a word ');
    await editor.save();
    expect(desk.written?.[2]).toBe('claim a word');
    await desk.lawful();
    editor.undo();
    expect(desk.shown[2]).toBe('claim a word about it');
  });

  it('writes what is cut down to white space as lost, with the words that it had', async () => {
    const desk = await marked(MARKED);
    const editor = await desk.open();
    editor.replace('a word', '');
    editor.replace('about it', '');
    await editor.save();
    expect(desk.written?.[2]).toBe('claim lost: a word about it');
    await desk.lawful();
    editor.undo(2);
    expect(editor.picture).toBe(MARKED);
  });

  it('writes what was deleted as lost, without a new time: nobody changed it', async () => {
    const desk = await marked(MARKED);
    const before = desk.sidecar()?.annotations[1];
    const editor = await desk.open();
    editor.replace('Kyiv said yes.', '');
    await editor.save();
    expect(desk.sidecar()?.annotations[1]).toEqual({
      ...before,
      target: before?.target.map((each) => ({ ...each, state: 'lost' })),
    });
    await desk.lawful();
  });

  it.each([
    ['typing inside', (editor: Awaited<ReturnType<Desk['open']>>) => editor.replace('a word', 'not a single word')],
    ['cutting an end', (editor: Awaited<ReturnType<Desk['open']>>) => editor.replace(' about it.', '')],
    ['deleting it', (editor: Awaited<ReturnType<Desk['open']>>) => editor.replace('a word about it', '')],
    ['deleting everything', (editor: Awaited<ReturnType<Desk['open']>>) => editor.replace(TEXT, '')],
    ['typing before it', (editor: Awaited<ReturnType<Desk['open']>>) => editor.typeBehind('The', ' other')],
  ])('of %s, then undo and saving again, gives the very same file', async (_, act) => {
    const desk = await marked(MARKED);
    const file = desk.files.text(SIDECAR);
    const editor = await desk.open();
    act(editor);
    await editor.save();
    expect(desk.files.text(SIDECAR)).not.toBe(file);
    editor.undo(editor.depth);
    await editor.save();
    expect(editor.picture).toBe(MARKED);
    expect(desk.files.text(SIDECAR)).toBe(file);
  });

  it('and undo, and closing without saving, leaves the sidecar with what is on the disk', async () => {
    const desk = await marked(MARKED);
    const editor = await desk.open();
    editor.replace(' about it.', '.');
    await editor.save();
    const file = desk.files.text(SIDECAR);
    editor.undo();
    expect(editor.picture).toBe(MARKED);
    await editor.discard();
    expect(desk.files.text(SIDECAR)).toBe(file);
    expect(desk.written?.[2]).toBe('claim a word');
    await desk.lawful();
  });

  it('looks for what someone else edited in the file, when the editor takes it', async () => {
    const desk = await marked('Then [he said no to everything that they had asked] and [left].\nBye.');
    const editor = await desk.open();
    desk.files.put(ARTICLE, editor.buffer.replace('everything', 'nearly everything').replace('left', 'stayed'));
    await editor.reload();
    await desk.store.idle();
    expect(desk.shown).toEqual(['claim changed: he said no to everything that they had asked', 'claim changed: left']);
    await editor.tag('Bye');
    expect(desk.written?.slice(0, 2)).toEqual(desk.shown.slice(0, 2));
  });

  it('does not take a part of a number for it, in a file that the editor has not read yet', async () => {
    const desk = await marked('They counted [12] people in the square, said the mayor.');
    const editor = await desk.open();
    desk.files.put(ARTICLE, editor.buffer.replace('12', '120'));
    await editor.tag('mayor');
    expect(desk.written?.[0]).toBe('claim changed: 12');
  });

  it('does not take a part of a word for one that was lost', async () => {
    const desk = await marked('In the old town of [Kyiv] today.');
    desk.files.put(ARTICLE, 'Nothing here at all.');
    const editor = await desk.open();
    editor.replace('Nothing here', 'Nothing. In the old town of Kyivans today, here');
    await editor.save();
    expect(desk.written).toEqual(['claim lost: Kyiv']);
  });

  it('follows the file that someone else changed, when the editor takes it', async () => {
    const desk = await marked(MARKED);
    const editor = await desk.open();
    const fresh = `A headline of today.\n${TEXT.replace('Nobody else', 'Nobody in the world')}The end.\n`;
    desk.files.put(ARTICLE, fresh);
    await editor.reload();
    expect(editor.picture).toBe(
      `A headline of today.\n${MARKED.replace('Nobody else', 'Nobody in the world')}The end.\n`,
    );
    await editor.tag('The end');
    await desk.lawful();
  });
});

describe('changing and removing', () => {
  it('says when, and who where it was another one', async () => {
    const desk = await marked(MARKED, [{}, { by: 'ana' }]);
    await desk.open();
    await note(desk, 'a0', 'Two\nlines');
    desk.seconds = 1;
    await relabel(desk, 'a1', 'quote');
    expect(desk.sidecar()?.annotations).toMatchObject([
      { note: 'Two\nlines', modified: '2026-11-21T21:00:00Z', modifiedBy: 'ana', by: 'ben' },
      { label: 'quote', modified: '2026-11-21T21:00:01Z', by: 'ana' },
      {},
    ]);
    expect(desk.sidecar()?.annotations[1]).not.toHaveProperty('modifiedBy');
  });

  it('of a source takes the links to it along, in one step; undo brings back the very same file', async () => {
    const desk = await marked(MARKED, [
      { links: [{ role: 'source', to: 'a1' }] },
      { label: 'source' },
      {
        links: [
          { role: 'source', to: 'a1' },
          { role: 'supports', to: 'a0' },
        ],
      },
    ]);
    await desk.open();
    await desk.write((source) =>
      source
        .replace('  - id: a1\n', '  # Ask the desk.\n  - id: a1 # the source\n    x-seen: [yes, "no"]\n')
        .replace('annotations:', '# All of it.\nannotations:'),
    );
    const file = desk.files.text(SIDECAR);
    await remove(desk, 'a1');
    expect(desk.sidecar()?.annotations.map(({ id, links }) => [id, links.map(({ to }) => to)])).toEqual([
      ['a0', []],
      ['a2', ['a0']],
    ]);
    expect(desk.files.text(SIDECAR)).not.toContain('Ask the desk');
    await desk.store.undo(ARTICLE);
    expect(desk.files.text(SIDECAR)).toBe(file);
    expect(desk.article).toMatchObject({ canUndo: false, canRedo: true });
    await desk.store.redo(ARTICLE);
    expect(desk.sidecar()?.annotations).toHaveLength(2);
    await desk.store.undo(ARTICLE);
    expect(desk.files.text(SIDECAR)).toBe(file);
  });

  it('of the last one keeps the file, and undo of it, too', async () => {
    const desk = await marked('He said [no].');
    const file = desk.files.text(SIDECAR);
    await desk.open();
    await remove(desk, 'a0');
    expect(desk.sidecar()?.annotations).toEqual([]);
    await desk.store.undo(ARTICLE);
    expect(desk.files.text(SIDECAR)).toBe(file);
  });

  it('of the first, a middle one and the last at once, undone, puts each in its place', async () => {
    const desk = await marked('[a1] [a2] [a3] [a4] [a5]');
    const file = desk.files.text(SIDECAR);
    await desk.open();
    await remove(desk, 'a0', 'a2', 'a3', 'a4');
    expect(desk.written).toEqual(['claim a2']);
    await desk.store.undo(ARTICLE);
    expect(desk.files.text(SIDECAR)).toBe(file);
  });
});

describe('undo of annotation changes', () => {
  it('goes back any number of steps and forth again', async () => {
    const desk = plain();
    const editor = await desk.open();
    await editor.tag('Kyiv');
    const id = desk.article.annotations[0]?.id ?? '';
    await relabel(desk, id, 'source');
    await note(desk, id, 'the city');
    await note(desk, id, 'the capital');
    await editor.tag('Nobody');
    await remove(desk, id);
    const pictures: unknown[] = [desk.sidecar()?.annotations];
    for (let i = 0; i < 6; i++) {
      expect(await desk.store.undo(ARTICLE)).toBeDefined();
      pictures.push(desk.sidecar()?.annotations);
    }
    expect(pictures.at(-1)).toEqual([]);
    expect(await desk.store.undo(ARTICLE)).toBeUndefined();
    expect(desk.article).toMatchObject({ canUndo: false, canRedo: true });
    for (let i = 5; i >= 0; i--) {
      await desk.store.redo(ARTICLE);
      expect(desk.sidecar()?.annotations).toEqual(pictures[i]);
    }
    expect(await desk.store.redo(ARTICLE)).toBeUndefined();
  });

  it('is one way only after something new', async () => {
    const desk = plain();
    const editor = await desk.open();
    await editor.tag('Kyiv');
    await desk.store.undo(ARTICLE);
    await editor.tag('Nobody');
    expect(desk.article.canRedo).toBe(false);
    expect(await desk.store.redo(ARTICLE)).toBeUndefined();
    expect(desk.shown).toEqual(['claim Nobody']);
  });

  it('brings an annotation back where its words are now, with what they are now', async () => {
    const desk = await marked(MARKED);
    const editor = await desk.open();
    await remove(desk, 'a2');
    editor.before('The', 'Today: ');
    editor.replace('word about', 'single word about');
    await desk.store.undo(ARTICLE);
    expect(editor.picture).toBe(`Today: ${MARKED.replace('word about', 'single word about')}`);
    await editor.save();
    await desk.lawful();
  });

  it('of a label leaves the words alone that were edited since', async () => {
    const desk = await marked(MARKED);
    const editor = await desk.open();
    await relabel(desk, 'a2', 'quote');
    editor.replace('word', 'single word');
    desk.seconds = 5;
    await editor.save();
    const { modified } = desk.annotation('a2');
    await desk.store.undo(ARTICLE);
    expect(desk.written?.[2]).toBe('claim a single word about it');
    expect(desk.annotation('a2').modified).toBe(modified);
  });

  it('brings an annotation back with words that undo gave back to the text meanwhile', async () => {
    const desk = await marked(MARKED);
    const editor = await desk.open();
    editor.replace(' about it', '');
    await remove(desk, 'a2');
    editor.undo();
    await desk.store.undo(ARTICLE);
    expect(editor.picture).toBe(MARKED);
  });

  it('and of the text gives the very same file, whatever was saved in between', async () => {
    const desk = await marked(MARKED);
    const file = desk.files.text(SIDECAR);
    const editor = await desk.open();
    editor.replace(' about it', '');
    await relabel(desk, 'a2', 'quote');
    await editor.save();
    await desk.store.undo(ARTICLE);
    editor.undo();
    await editor.save();
    expect(desk.files.text(SIDECAR)).toBe(file);
  });

  it('of tagging takes away also what was cut since', async () => {
    const desk = plain();
    const editor = await desk.open();
    await editor.tag('Nobody else said');
    editor.replace(' else said', '');
    await editor.save();
    await desk.store.undo(ARTICLE);
    expect(desk.article.annotations).toEqual([]);
    editor.undo();
    await desk.store.redo(ARTICLE);
    expect(desk.shown).toEqual(['claim Nobody else said']);
  });

  it('takes back the own change only, not those that came from elsewhere', async () => {
    const desk = await marked(MARKED, [
      { attributes: { verdict: 'unverified' }, links: [{ role: 'supports', to: 'a1' }] },
    ]);
    await desk.open();
    const present = desk.annotation('a0');
    await desk.store.apply(
      ARTICLE,
      changed(present, {
        ...present,
        note: 'ours',
        links: [],
        attributes: { ...present.attributes, credibility: '2' },
      }),
    );
    await desk.write((source) =>
      source
        .replace('label: claim', 'label: quote')
        .replace('    note: ours\n', '    note: ours\n    links:\n      - role: same\n        to: a2\n')
        .replace('verdict: unverified', 'verdict: confirmed'),
    );
    await desk.store.undo(ARTICLE);
    expect(desk.annotation('a0')).toMatchObject({
      label: 'quote',
      attributes: { verdict: 'confirmed' },
      links: expect.arrayContaining([
        { role: 'same', to: 'a2' },
        { role: 'supports', to: 'a1' },
      ]),
    });
    expect(desk.annotation('a0')).not.toHaveProperty('note', 'ours');
    expect(desk.annotation('a0').attributes).not.toHaveProperty('credibility');
    expect(desk.annotation('a0').conflict).toBeUndefined();
  });

  it('of a field that someone else changed since keeps theirs beside it', async () => {
    const desk = await marked(MARKED, [{ note: 'first' }]);
    await desk.open();
    await note(desk, 'a0', 'ours');
    await desk.write((source) => source.replace('note: ours', 'note: theirs'));
    await desk.store.undo(ARTICLE);
    expect(desk.annotation('a0')).toMatchObject({ note: 'first', conflict: [{ field: 'note', theirs: 'theirs' }] });
  });

  it('of tagging, and redo, keeps what someone else wrote to it', async () => {
    const desk = plain();
    const editor = await desk.open();
    await editor.tag('Kyiv');
    await desk.write((source) => source.replace('    by: ana', '    note: theirs\n    by: ana'));
    await desk.store.undo(ARTICLE);
    expect(desk.article.annotations).toEqual([]);
    await desk.store.redo(ARTICLE);
    expect(desk.article.annotations).toMatchObject([{ note: 'theirs' }]);
  });

  it('of what someone else removed does nothing, and goes on', async () => {
    const desk = await marked(MARKED);
    await desk.open();
    await note(desk, 'a1', 'b');
    await note(desk, 'a0', 'a');
    await desk.write((source) => source.replace(/ {2}- id: a0[\s\S]*?(?= {2}- id: a1)/, ''));
    await desk.store.undo(ARTICLE);
    expect(desk.shown).toEqual(['claim yes', 'claim a word about it']);
    await desk.store.undo(ARTICLE);
    expect(desk.annotation('a1').note).toBeUndefined();
  });
});

describe('someone else at the sidecar', () => {
  it.each([
    ['adds', (s: string) => s.replace(/( {2}- id: a2)/, `${entry(s, 'a1').replace('id: a1', 'id: b1')}$1`), 4],
    ['removes', (s: string) => s.replace(entry(s, 'a1'), ''), 2],
    ['changes', (s: string) => s.replace('label: claim', 'label: quote'), 3],
    ['deletes all of', () => 'newsmark: 1\n', 0],
  ])('%s an annotation: it is taken in at once', async (_, change, count) => {
    const desk = await marked(MARKED);
    await desk.open();
    desk.events.length = 0;
    await desk.write(change);
    const file = desk.files.text(SIDECAR);
    expect(desk.article.annotations).toHaveLength(count);
    expect(desk.events).toEqual([{ article: ARTICLE, origin: 'disk' }]);
    expect(desk.files.text(SIDECAR)).toBe(file);
  });

  it('deletes the file: nothing is shown, and nothing written until there is something to write', async () => {
    const desk = await marked(MARKED);
    const editor = await desk.open();
    desk.files.remove(SIDECAR);
    await desk.store.reread(ARTICLE);
    expect(desk.shown).toEqual([]);
    await editor.save();
    expect(desk.files.names).toEqual([ARTICLE]);
    await editor.tag('Kyiv');
    expect(desk.written).toEqual(['claim Kyiv']);
  });

  it('is our own echo: nothing happens', async () => {
    const desk = plain();
    const editor = await desk.open();
    await editor.tag('Kyiv');
    desk.events.length = 0;
    desk.files.calls = [];
    await desk.store.reread(ARTICLE);
    expect(desk.events).toEqual([]);
    expect(desk.files.calls).toEqual([{ kind: 'read', uri: SIDECAR }]);
  });

  it('changes it while our work waits: both are kept, the same field with a conflict', async () => {
    const desk = await marked(MARKED, [{ note: 'first' }]);
    const editor = await desk.open();
    editor.before('The', 'Today: ');
    await note(desk, 'a0', 'ours');
    await editor.tag('Today');
    await remove(desk, 'a2');
    await desk.write((source) =>
      source.replace('note: first', 'note: theirs').replace(/(id: a1\n {4}label: )claim/, '$1quote'),
    );
    expect(desk.shown).toEqual(['claim Today', 'claim no', 'quote yes']);
    expect(desk.annotation('a0')).toMatchObject({ note: 'ours', conflict: [{ field: 'note', theirs: 'theirs' }] });
    await editor.save();
    expect(desk.written).toEqual(['claim Today', 'claim no', 'quote yes']);
    expect(desk.sidecar()?.annotations[1]).toMatchObject({
      note: 'ours',
      conflict: [{ field: 'note', theirs: 'theirs' }],
    });
    await desk.lawful();
  });

  it('deletes what we changed, or changes what we deleted: it stays, and says so', async () => {
    const desk = await marked(MARKED);
    const editor = await desk.open();
    editor.before('The', 'Today: ');
    await note(desk, 'a0', 'ours');
    await remove(desk, 'a1');
    await desk.write((source) =>
      source.replace(entry(source, 'a0'), '').replace(/(id: a1\n {4}label: )claim/, '$1quote'),
    );
    await editor.save();
    expect(desk.sidecar()?.annotations.map(({ id, conflict }) => [id, conflict])).toEqual([
      ['a0', [{ field: 'annotation', deleted: 'theirs' }]],
      ['a1', [{ field: 'annotation', deleted: 'ours' }]],
      ['a2', undefined],
    ]);
  });

  it('changes one while words of another are edited and not saved: these go on following the text', async () => {
    const desk = await marked(`😀 ${MARKED}`);
    const editor = await desk.open();
    editor.replace('word about', 'single word about');
    editor.replace('Kyiv said yes.', '');
    await desk.write((source) => source.replace('label: claim', 'label: quote'));
    expect(desk.shown).toEqual(['quote no', 'claim lost: yes', 'claim a single word about it']);
    editor.undo(2);
    expect(editor.picture).toBe(`😀 ${MARKED}`);
    expect(desk.shown).toEqual(['quote no', 'claim yes', 'claim a word about it']);
  });

  it('adds one to words that are deleted here and not saved: undo finds it', async () => {
    const desk = await marked(MARKED);
    const full = desk.files.text(SIDECAR) ?? '';
    desk.files.put(SIDECAR, full.replace(entry(full, 'a1'), ''));
    const editor = await desk.open();
    editor.replace(' Kyiv said yes', '');
    await desk.write(() => full);
    expect(desk.shown[1]).toBe('claim lost: yes');
    editor.undo();
    expect(editor.picture).toBe(MARKED);
  });

  it('changes it between our reading and our writing: it is merged, not written over', async () => {
    const desk = await marked(MARKED);
    const editor = await desk.open();
    desk.files.put(SIDECAR, (desk.files.text(SIDECAR) ?? '').replace('label: claim', 'label: quote'));
    await editor.tag('Kyiv');
    expect(desk.written).toEqual(['quote no', 'claim Kyiv', 'claim yes', 'claim a word about it']);
  });

  it('moves an annotation to the same words elsewhere: the place is theirs', async () => {
    const desk = await marked('😀 He said [no] and she said no to it all.');
    const editor = await desk.open();
    await desk.write((source) =>
      source
        .replace('start: 10\n', 'start: 26\n')
        .replace('end: 12\n', 'end: 28\n')
        .replace('start: 10', 'start: 26')
        .replace('prefix: "😀 He said "', 'prefix: "and she said "')
        .replace(/suffix: .*/, 'suffix: " to it all."'),
    );
    expect(editor.picture).toBe('😀 He said no and she said [no] to it all.');
  });
});

describe('somebody at the sidecar in an editor, with unsaved changes', () => {
  /** The article with "Kyiv" tagged, and somebody who has put a comment into the sidecar. */
  async function edited(): Promise<{ readonly desk: Desk; readonly editor: Editor; readonly file: string }> {
    const desk = plain();
    const editor = await desk.open();
    await editor.tag('Kyiv');
    const file = desk.files.text(SIDECAR) ?? '';
    desk.bases.set(SIDECAR, file);
    desk.drafts.set(SIDECAR, `${file}# by hand\n`);
    return { desk, editor, file };
  }

  const inDraft = (desk: Desk) => parse(desk.drafts.get(SIDECAR) ?? '').value?.annotations ?? [];

  async function close(desk: Desk, isSaved: boolean): Promise<void> {
    if (isSaved) desk.files.put(SIDECAR, desk.drafts.get(SIDECAR) ?? '');
    desk.drafts.delete(SIDECAR);
    await desk.store.reread(ARTICLE);
  }

  it('gets what is done here into what is written there; it waits until that is saved', async () => {
    const { desk, editor, file } = await edited();
    await editor.tag('The');
    expect(desk.files.text(SIDECAR)).toBe(file);
    expect(inDraft(desk)).toHaveLength(2);
    expect(desk.article.keeping).toBe('waiting');
    expect(desk.waiting).toBe(1);
    const draft = desk.drafts.get(SIDECAR);
    expect(draft).toContain('# by hand');
    await close(desk, true);
    expect(desk.files.text(SIDECAR)).toBe(draft);
    expect(desk.written).toEqual(['claim The', 'claim Kyiv']);
    expect(desk.article.keeping).toBe('saved');
    expect(desk.waiting).toBe(0);
    await desk.lawful();
  });

  it('may discard it: what was done here is written all the same', async () => {
    const { desk, editor } = await edited();
    await editor.tag('The');
    await close(desk, false);
    expect(desk.written).toEqual(['claim The', 'claim Kyiv']);
    expect(desk.files.text(SIDECAR)).not.toContain('# by hand');
    expect(desk.waiting).toBe(0);
  });

  it('is not disturbed while what is written there cannot be read', async () => {
    const { desk, editor } = await edited();
    desk.drafts.set(SIDECAR, 'newsmark: [');
    await editor.tag('The');
    expect(desk.drafts.get(SIDECAR)).toBe('newsmark: [');
    expect(desk.article.refused).toBeUndefined();
    expect(desk.waiting).toBe(1);
    desk.drafts.set(SIDECAR, `${desk.files.text(SIDECAR)}# whole again\n`);
    await editor.tag('Nobody');
    expect(inDraft(desk)).toHaveLength(3);
  });

  it('changes and removes there what was tagged here meanwhile: no conflict, no return', async () => {
    const { desk, editor } = await edited();
    await editor.tag('The');
    await editor.tag('Nobody');
    const [first, , last] = inDraft(desk);
    const draft = desk.drafts.get(SIDECAR) ?? '';
    const [from, to] = [draft.indexOf(`  - id: ${last?.id}`), draft.indexOf('# by hand')];
    const mine = draft.slice(0, from) + draft.slice(to);
    desk.drafts.set(SIDECAR, mine.replace(`${first?.id}\n    label: claim`, `${first?.id}\n    label: source`));
    await editor.tag('minister');
    expect(inDraft(desk).map(({ label }) => label)).toEqual(['source', 'claim', 'claim']);
    await close(desk, true);
    expect(desk.written).toEqual(['source The', 'claim minister', 'claim Kyiv']);
    expect(desk.shown).toEqual(desk.written);
    expect(desk.files.text(SIDECAR)).not.toContain('conflict');
  });

  it('does not lose what a third one wrote to the file meanwhile', async () => {
    const { desk, editor, file } = await edited();
    const third = file
      .replace(/ {2}- id: .*/, (line) => line.replace(/id: .*/, 'id: c0000000'))
      .slice(file.indexOf('  - id'));
    desk.files.put(SIDECAR, file + third.replace('label: claim', 'label: quote'));
    await desk.store.reread(ARTICLE);
    await editor.tag('The');
    expect(inDraft(desk).map(({ label }) => label)).toEqual(['claim', 'claim', 'quote']);
    await close(desk, true);
    expect(desk.written).toHaveLength(3);
  });

  it('gets the places of a text that is saved meanwhile', async () => {
    const { desk, editor } = await edited();
    editor.before('The', 'Today: ');
    await editor.save();
    expect(inDraft(desk)[0]?.target[0]?.start).toBe(`Today: ${TEXT}`.indexOf('Kyiv'));
    await close(desk, true);
    await desk.lawful();
  });

  it('and a window that dies: the next one has everything', async () => {
    const { desk, editor } = await edited();
    await editor.tag('The');
    const next = desk.restart();
    await next.open();
    expect(next.shown).toEqual(['claim The', 'claim Kyiv']);
    expect(next.written).toEqual(next.shown);
  });

  it('has edited an older file than the last one: what was written since is not lost', async () => {
    const desk = await marked('The [minister] said no in Kyiv to everyone today.');
    const editor = await desk.open();
    const old = desk.files.text(SIDECAR) ?? '';
    await editor.tag('Kyiv');
    desk.bases.set(SIDECAR, old);
    desk.drafts.set(SIDECAR, `${old}# by hand\n`);
    await editor.tag('everyone');
    expect(inDraft(desk)).toHaveLength(3);
    await close(desk, true);
    expect(desk.written).toEqual(['claim minister', 'claim Kyiv', 'claim everyone']);
  });

  it('has cut everything, to paste it elsewhere: nothing is put in, and nothing taken for removed', async () => {
    const { desk, editor } = await edited();
    desk.drafts.set(SIDECAR, '');
    await editor.tag('The');
    expect(desk.drafts.get(SIDECAR)).toBe('');
    expect(desk.shown).toEqual(['claim The', 'claim Kyiv']);
  });

  it('changes a note there that was written here: theirs stands, without a conflict', async () => {
    const { desk } = await edited();
    const [{ id } = { id: '' }] = desk.article.annotations;
    await note(desk, id, 'mine');
    desk.drafts.set(SIDECAR, desk.drafts.get(SIDECAR)?.replace('note: mine', 'note: better') ?? '');
    await close(desk, true);
    expect(desk.annotation(id).note).toBe('better');
    expect(desk.files.text(SIDECAR)).not.toContain('conflict');
  });

  it('saves while the article has unsaved changes: what git does to the file afterwards counts', async () => {
    const { desk, editor, file } = await edited();
    await editor.tag('The');
    editor.before('The', 'So: ');
    const both = desk.drafts.get(SIDECAR) ?? '';
    await close(desk, true);
    await desk.write(() => file);
    expect(desk.shown).toEqual(['claim Kyiv']);
    await desk.write(() => both);
    expect(desk.shown).toEqual(['claim The', 'claim Kyiv']);
  });

  it.each([
    ['that can be read', '# by hand\n'],
    ['that cannot be read', 'x: [\n'],
  ])('and words that are edited in the article wait for an editor %s', async (_, more) => {
    const desk = await marked('The [minister said no] in Kyiv.');
    const editor = await desk.open();
    desk.drafts.set(SIDECAR, `${desk.files.text(SIDECAR)}${more}`);
    editor.replace('minister', 'ministers');
    await editor.save();
    expect(desk.article.keeping).toBe('waiting');
    await close(desk, false);
    expect(desk.written).toEqual(['claim ministers said no']);
    expect(desk.article.keeping).toBe('saved');
  });
});

describe('a sidecar that is replaced', () => {
  it('is so when nothing else is at it, and read then', async () => {
    const desk = await marked(MARKED);
    await desk.open();
    const release = desk.files.hold(({ kind, uri }) => kind === 'write' && uri === SIDECAR);
    const noted = note(desk, 'a0', 'mine');
    let seen: string | undefined;
    const replaced = desk.store.replacing(ARTICLE, async () => {
      seen = desk.files.text(SIDECAR);
      desk.files.put(SIDECAR, (seen ?? '').replace('note: mine', 'note: replaced'));
    });
    release();
    await Promise.all([noted, replaced]);
    expect(seen).toContain('note: mine');
    expect(desk.annotation('a0').note).toBe('replaced');
  });

  it('is told of work that fails, and the next work goes on', async () => {
    const desk = await marked(MARKED);
    await desk.open();
    const failing = desk.store.replacing(ARTICLE, () => Promise.reject(new Error('no')));
    await expect(failing).rejects.toThrow('no');
    await note(desk, 'a0', 'mine');
    expect(desk.sidecar()?.annotations[0]?.note).toBe('mine');
  });

  it('need not be of an article that is open', async () => {
    const desk = await marked(MARKED);
    await desk.store.replacing(ARTICLE, async () => desk.files.put(SIDECAR, 'newsmark: 1\n'));
    expect(desk.files.text(SIDECAR)).toBe('newsmark: 1\n');
  });

  it('with marks of git’s is whole again afterwards, and what was known before does not come twice', async () => {
    const desk = await marked(MARKED);
    await desk.open();
    const before = desk.files.text(SIDECAR) ?? '';
    await desk.write((source) => `<<<<<<< HEAD\n${source}=======\n${source}>>>>>>> other\n`);
    expect(desk.article.refused?.code).toBe('conflict-markers');
    await desk.store.replacing(ARTICLE, async () =>
      desk.files.put(SIDECAR, before.replace('label: claim', 'label: quote')),
    );
    expect(desk.article.refused).toBeUndefined();
    expect(desk.shown).toEqual(['quote no', 'claim yes', 'claim a word about it']);
  });
});

it('problems of the file are told where they stand after a write', async () => {
  const desk = await marked(MARKED);
  await desk.open();
  await desk.write((source) =>
    source.replace(/ {2}sha256: .*\n/, '').concat('conflict:\n  - field: x-a\n    theirs: 1\n'),
  );
  const [before] = desk.article.problems;
  await note(desk, 'a0', 'mine');
  const lines = (desk.files.text(SIDECAR) ?? '').split('\n');
  const [after] = desk.article.problems;
  expect(after?.place?.line).not.toBe(before?.place?.line);
  expect(lines[(after?.place?.line ?? 0) - 1]).toBe('  - field: x-a');
});

describe('a sidecar that must not be written', () => {
  const broken = [
    ['broken', (source: string) => `${source}\n  - : [`, 'yaml-syntax'],
    ['newer', (source: string) => source.replace('newsmark: 1', 'newsmark: 2'), 'newer-version'],
    ['without a version', (source: string) => source.replace('newsmark: 1\n', ''), 'no-version'],
  ] as const;

  it.each(broken)('(%s) is not, whatever happens; mended, it is', async (_, spoil, code) => {
    const desk = await marked(MARKED);
    const good = desk.files.text(SIDECAR) ?? '';
    const editor = await desk.open();
    await desk.write(spoil);
    const bad = desk.files.text(SIDECAR);
    expect(desk.article.refused?.code).toBe(code);
    // What was known before is still shown.
    expect(editor.picture).toBe(MARKED);
    expect(await editor.tag('Kyiv')).toBe(false);
    expect(await desk.store.undo(ARTICLE)).toBeUndefined();
    editor.before('The', 'Today: ');
    await editor.save();
    await editor.tag('Kyiv');
    expect(desk.files.text(SIDECAR)).toBe(bad);
    expect(desk.shown).toEqual(['claim no', 'claim yes', 'claim a word about it']);
    await desk.write(() => good);
    expect(desk.article.refused).toBeUndefined();
    expect(await editor.tag('Kyiv')).toBe(true);
    expect(desk.written).toEqual(['claim no', 'claim Kyiv', 'claim yes', 'claim a word about it']);
    await desk.lawful();
  });

  it.each(broken)(
    '(%s) from the start shows the article, and comes alive when it is mended',
    async (_, spoil, code) => {
      const desk = await marked(MARKED);
      const good = desk.files.text(SIDECAR) ?? '';
      desk.files.put(SIDECAR, spoil(good));
      const editor = await desk.open();
      expect(desk.article).toMatchObject({ annotations: [], refused: { code } });
      expect(await editor.tag('Kyiv')).toBe(false);
      await desk.write(() => good);
      expect(editor.picture).toBe(MARKED);
    },
  );

  it('because it is not UTF-8', async () => {
    const desk = await marked(MARKED);
    const bytes = Uint8Array.of(0x6e, 0xff, 0x0a);
    desk.files.put(SIDECAR, bytes);
    const editor = await desk.open();
    expect(desk.article.refused?.code).toBe('yaml-syntax');
    expect(await editor.tag('Kyiv')).toBe(false);
    await editor.save();
    expect(desk.files.bytes(SIDECAR)).toEqual(bytes);
  });

  it('keeps work that was waiting, and has it when it is mended', async () => {
    const desk = await marked(MARKED);
    const good = desk.files.text(SIDECAR) ?? '';
    const editor = await desk.open();
    editor.before('The', 'Today: ');
    await editor.tag('Today');
    await desk.write((source) => `${source}\n  - : [`);
    await editor.save();
    expect(desk.article.keeping).toBe('waiting');
    expect(desk.waiting).toBe(1);
    await desk.write(() => good);
    expect(desk.written).toEqual(['claim Today', 'claim no', 'claim yes', 'claim a word about it']);
    expect(desk.article.keeping).toBe('saved');
    expect(desk.waiting).toBe(0);
    await desk.lawful();
  });
});

describe('a disk that refuses', () => {
  it('to write the sidecar: the work is kept, and written with the next action', async () => {
    const desk = plain();
    const editor = await desk.open();
    const mend = desk.files.fail(({ kind, uri }) => kind === 'write' && uri === SIDECAR);
    expect(await editor.tag('Kyiv')).toBe(true);
    expect(desk.article).toMatchObject({ keeping: 'failed', failure: 'The disk refused to write.' });
    expect(desk.waiting).toBe(1);
    mend();
    await editor.tag('Nobody');
    expect(desk.written).toEqual(['claim Kyiv', 'claim Nobody']);
    expect(desk.article.keeping).toBe('saved');
    expect(desk.article.failure).toBeUndefined();
    expect(desk.waiting).toBe(0);
  });

  it('to write what is changed in an annotation: it is written with the next action', async () => {
    const desk = plain();
    const editor = await desk.open();
    await editor.tag('Kyiv');
    const id = desk.article.annotations[0]?.id ?? '';
    const mend = desk.files.fail(({ kind, uri }) => kind === 'write' && uri === SIDECAR);
    await note(desk, id, 'a city');
    mend();
    await editor.tag('Nobody');
    expect(desk.sidecar()?.annotations.map(({ note }) => note)).toEqual(['a city', undefined]);
  });

  it('to write the sidecar: saving the article writes it', async () => {
    const desk = plain();
    const editor = await desk.open();
    const mend = desk.files.fail(({ kind, uri }) => kind === 'write' && uri === SIDECAR);
    await editor.tag('Kyiv');
    mend();
    await editor.save();
    expect(desk.written).toEqual(['claim Kyiv']);
    expect(desk.article.keeping).toBe('saved');
  });

  it('to write the sidecar until the window dies: the next one writes it', async () => {
    const desk = plain();
    const editor = await desk.open();
    const mend = desk.files.fail(({ kind, uri }) => kind === 'write' && uri === SIDECAR);
    await editor.tag('Kyiv');
    await editor.close();
    mend();
    const next = desk.restart();
    await next.open();
    expect(next.written).toEqual(['claim Kyiv']);
    expect(next.waiting).toBe(0);
  });

  it('to write the journal: the sidecar is written all the same', async () => {
    const desk = plain();
    const editor = await desk.open();
    desk.files.fail(isJournal);
    expect(await editor.tag('Kyiv')).toBe(true);
    expect(desk.written).toEqual(['claim Kyiv']);
    expect(desk.article.keeping).toBe('saved');
  });

  it('to write the journal while the article has unsaved changes: it says so, and saving writes everything', async () => {
    const desk = plain();
    const editor = await desk.open();
    const mend = desk.files.fail(isJournal);
    editor.before('The', 'Today: ');
    await editor.tag('Today');
    expect(desk.article).toMatchObject({ keeping: 'failed', failure: 'The disk refused to write.' });
    await editor.save();
    expect(desk.written).toEqual(['claim Today']);
    expect(desk.article.keeping).toBe('saved');
    mend();
  });

  it('to give the sidecar at first: it says so, writes nothing, and has it when it can be read', async () => {
    const desk = await marked(MARKED);
    const file = desk.files.text(SIDECAR);
    const mend = desk.files.fail(isSidecar);
    const editor = await desk.open();
    expect(desk.article).toMatchObject({ keeping: 'failed', failure: 'The disk refused to read.', annotations: [] });
    await editor.tag('Kyiv');
    expect(desk.files.text(SIDECAR)).toBe(file);
    mend();
    await desk.store.reread(ARTICLE);
    expect(desk.written).toEqual(['claim no', 'claim Kyiv', 'claim yes', 'claim a word about it']);
    expect(desk.article.keeping).toBe('saved');
    await desk.lawful();
  });

  it('to give the journal at first: what it holds is not written over', async () => {
    const desk = plain();
    const first = await desk.open();
    first.before('The', 'Today: ');
    await first.tag('Today');
    const next = desk.restart();
    const mend = next.files.fail(isJournal);
    const editor = await next.open(first.buffer);
    expect(next.article.keeping).toBe('failed');
    await editor.tag('Kyiv');
    mend();
    await editor.tag('Nobody');
    expect(next.shown).toEqual(['claim Today', 'claim Kyiv', 'claim Nobody']);
    const last = next.restart();
    await last.open(first.buffer);
    expect(last.shown).toEqual(['claim Today', 'claim Kyiv', 'claim Nobody']);
  });

  it('to give the sidecar later: what is known stays, and the next look is as good', async () => {
    const desk = await marked(MARKED);
    const editor = await desk.open();
    const mend = desk.files.fail(isSidecar);
    await desk.write((source) => source.replace('label: claim', 'label: quote'));
    expect(editor.picture).toBe(MARKED);
    expect(desk.article.failure).toBe('The disk refused to read.');
    mend();
    await desk.store.reread(ARTICLE);
    expect(desk.shown[0]).toBe('quote no');
    expect(desk.article.keeping).toBe('saved');
  });
});

describe('closing', () => {
  it('during a slow write lets it finish, and what is opened again waits for it', async () => {
    const desk = plain();
    const editor = await desk.open();
    const release = desk.files.hold(({ kind, uri }) => kind === 'write' && uri === SIDECAR);
    const tagging = editor.tag('Kyiv');
    await settle(() => desk.files.calls.some(({ kind, uri }) => kind === 'write' && uri === SIDECAR));
    const closing = editor.close();
    const done: string[] = [];
    const opening = desk.open(`x${TEXT}`).then(() => done.push('open'));
    const waiting = desk.store.idle().then(() => done.push('idle'));
    await turn();
    expect(done).toEqual([]);
    release();
    await Promise.all([tagging, closing, opening, waiting]);
    expect(desk.shown).toEqual(['claim Kyiv']);
    expect(desk.written).toEqual(['claim Kyiv']);
    expect(desk.waiting).toBe(0);
  });

  it('forgets: nothing is known of it, and events for it are passed over', async () => {
    const desk = await marked(MARKED);
    const editor = await desk.open();
    await editor.close();
    expect(desk.store.get(ARTICLE)).toBeUndefined();
    desk.store.edited(ARTICLE, [{ start: 0, end: 1, text: '' }]);
    await desk.store.settled(ARTICLE);
    await desk.store.reread(ARTICLE);
    expect(await desk.store.undo(ARTICLE)).toBeUndefined();
    expect(await editor.tag('Kyiv')).toBe(false);
    await desk.store.close(ARTICLE);
    expect(desk.events.map(({ origin }) => origin)).toEqual(['opening', 'opened', 'closed']);
  });

  it('while the text is still unsaved writes what the file has', async () => {
    const desk = await marked(MARKED);
    const editor = await desk.open();
    editor.before('The', 'Today: ');
    await editor.tag('Kyiv');
    await editor.close();
    expect(desk.written).toEqual(['claim no', 'claim Kyiv', 'claim yes', 'claim a word about it']);
    await desk.lawful();
  });

  it('while the text is still unsaved (its language was changed) loses nothing', async () => {
    const desk = await marked(MARKED);
    const editor = await desk.open();
    editor.before('The', 'Today of all days there is much to say: ');
    await editor.tag('Today of all days');
    const closing = editor.close();
    const again = await desk.open(editor.buffer);
    await closing;
    expect(again.picture).toBe(editor.buffer.replace('Today of all days', '[Today of all days]').replace(TEXT, MARKED));
    await again.save();
    expect(desk.written?.[0]).toBe('claim Today of all days');
    await desk.lawful();
  });
});

describe('renaming', () => {
  const TO = 'memory:/news/b.txt';
  const rename = (desk: Desk) => {
    desk.files.move(ARTICLE, TO);
    desk.files.move(SIDECAR, `${TO}.newsmark.yaml`);
  };

  it('outside, when the sidecar follows later: what the journal has of the old name is added to it', async () => {
    const dead = await marked(MARKED);
    const editor = await dead.open();
    editor.before('The', 'Today: ');
    await note(dead, 'a0', 'mine');
    expect(dead.waiting).toBe(1);
    const desk = dead.restart();
    desk.files.move(ARTICLE, TO);
    await desk.open(undefined, TO);
    expect(desk.at(TO).annotations).toEqual([]);
    desk.files.move(SIDECAR, `${TO}.newsmark.yaml`);
    await desk.store.reread(TO);
    await desk.store.moved(ARTICLE, TO);
    expect(desk.annotation('a0', TO).note).toBe('mine');
    expect(desk.sidecar(TO)?.annotations.map((each) => each.note)).toEqual(['mine', undefined, undefined]);
    expect(desk.waiting).toBe(0);
  });

  it('a saved article: the sidecar came along, and says the new name with the next write', async () => {
    const desk = await marked(MARKED);
    const editor = await desk.open();
    await desk.store.moving(ARTICLE);
    rename(desk);
    await editor.close();
    const next = await desk.open(undefined, TO);
    await desk.store.moved(ARTICLE, TO);
    expect(next.picture).toBe(MARKED);
    await next.tag('Kyiv');
    expect(desk.sidecar(TO)?.article.file).toBe('b.txt');
    expect(desk.files.names).toEqual([TO, `${TO}.newsmark.yaml`]);
  });

  it.each([
    ['opened before the news comes', true],
    ['opened after it', false],
  ])('an article with unsaved changes, %s: what waited goes along', async (_, early) => {
    const desk = await marked(MARKED);
    const editor = await desk.open();
    editor.before('The', 'Today: ');
    await editor.tag('Today');
    await desk.store.moving(ARTICLE);
    rename(desk);
    if (!early) await desk.store.moved(ARTICLE, TO);
    await editor.close();
    const next = await desk.open(editor.buffer, TO);
    if (early) await desk.store.moved(ARTICLE, TO);
    expect(next.picture).toBe(`[Today]: ${MARKED}`);
    expect(desk.at(TO).keeping).toBe('waiting');
    await next.save();
    await desk.lawful(TO);
    expect(desk.sidecar(TO)?.annotations).toHaveLength(4);
    expect(desk.files.names).toEqual([TO, `${TO}.newsmark.yaml`]);
  });

  it('nothing is written under the old name in between', async () => {
    const desk = await marked(MARKED);
    const file = desk.files.text(SIDECAR);
    const editor = await desk.open();
    await desk.store.moving(ARTICLE);
    editor.before('The', 'Today: ');
    await editor.save();
    expect(desk.files.text(SIDECAR)).toBe(file);
  });

  it('that was given up: work goes on under the old name', async () => {
    const desk = await marked(MARKED);
    const editor = await desk.open();
    await desk.store.moving(ARTICLE);
    await editor.tag('Kyiv');
    expect(desk.written).toEqual(['claim no', 'claim Kyiv', 'claim yes', 'claim a word about it']);
  });
});

describe('a store', () => {
  it('gives ids that nothing in the article has', async () => {
    const files = new Memory();
    const desk = new Desk(files);
    await desk.put('[a] [b]', [{ id: 'a0000000' }]);
    await desk.open();
    const ids = new Set(Array.from({ length: 200 }, () => desk.store.newId(ARTICLE)));
    expect(ids.size).toBe(200);
    expect(ids.has('a0000000')).toBe(false);
    for (const id of ids) expect(id).toMatch(/^[a-z][0-9a-z]{7}$/);
  });

  it('tells nobody who has gone', async () => {
    const desk = plain();
    let heard = 0;
    const listening = desk.store.onDidChange(() => heard++);
    await desk.open();
    expect(heard).toBe(2);
    listening.dispose();
    desk.store.refresh(ARTICLE);
    expect(heard).toBe(2);
    expect(desk.events).toHaveLength(3);
  });

  it('tells of edits only where they change what is shown otherwise than by its place', async () => {
    const desk = await marked(MARKED);
    const editor = await desk.open();
    desk.events.length = 0;
    editor.before('The', 'x');
    // Only that the places wait for the article to be saved.
    expect(desk.events.splice(0)).toEqual([{ article: ARTICLE, origin: 'keeping' }]);
    expect(desk.article.keeping).toBe('waiting');
    editor.before('The', 'x');
    expect(desk.events).toEqual([]);
    editor.replace('yes', 'yess');
    expect(desk.events).toEqual([{ article: ARTICLE, origin: 'text' }]);
  });
});

/** The lines of one annotation in a sidecar. */
const entry = (source: string, id: string): string =>
  new RegExp(` {2}- id: ${id}\\n[\\s\\S]*?(?=\\n {2}- id: |$)\\n?`).exec(source)?.[0] ?? '';

/** Lets everything go on that waits for nothing but its turn. */
const turn = (): Promise<void> => new Promise((resolve) => setTimeout(resolve));

async function settle(is: () => boolean): Promise<void> {
  for (let i = 0; i < 100 && !is(); i++) await turn();
  expect(is()).toBe(true);
}

describe('words that changed before the window was opened again, with the text', () => {
  it('keep the place at which they were followed, however little is left of them', async () => {
    const text = 'word0 word1 word2 word3 word4 word5 word6.\nword7 word8\n';
    let desk = new Desk();
    desk.files.put(ARTICLE, text);
    let editor = await desk.open();
    await editor.tagAt({ start: 0, end: 'word0 word1'.length });
    editor.edit({ start: 0, end: 1, text: '100' });
    await desk.store.idle();
    desk = desk.restart();
    editor = await desk.open(editor.buffer);
    editor.edit({ start: 0, end: 10, text: ' 102 ' });
    await editor.save();
    expect(desk.shown).toEqual(['claim changed: word0 word1']);
    const next = desk.restart();
    await next.open();
    expect(next.shown).toEqual(['claim changed: word0 word1']);
    expect(next.article.annotations[0]?.target).toMatchObject([{ start: 5, end: 8, exact: 'word0 word1' }]);
  });

  it('do not begin with white space that was typed into them, also where the same stands around them as before', async () => {
    const desk = new Desk();
    desk.files.put(ARTICLE, 'word0 word1 word2 word3\n');
    const editor = await desk.open();
    await editor.tag('word0 word1 word2');
    editor.replace('word0', ' 100');
    await editor.save();
    const around = { prefix: ' ', suffix: ' word3\n' };
    expect(desk.article.annotations[0]?.target).toMatchObject([{ start: 1, end: 16, ...around }]);
    editor.edit({ start: 0, end: 1, text: '' });
    editor.replace('100 word1', ' 101');
    await editor.save();
    expect(editor.buffer).toBe(' 101 word2 word3\n');
    expect(desk.article.annotations[0]?.target).toMatchObject([{ start: 1, end: 10, ...around }]);
    const next = desk.restart();
    await next.open();
    expect(next.article.annotations).toEqual(desk.article.annotations);
  });

  it('keep it also where they were only guessed to be those, once the text is edited', async () => {
    const desk = await marked('Then [he said no to everything that they had asked] and left.');
    const before = desk.sidecar()?.annotations[0]?.target[0];
    desk.files.put(ARTICLE, desk.onDisk().replace('Then', 'There').replace('everything', 'nearly everything'));
    const editor = await desk.open();
    await editor.tag('left');
    expect(desk.sidecar()?.annotations[0]?.target[0]).toEqual({ ...before, state: 'changed' });
    editor.replace('said no to nearly everything that they had ', '');
    await editor.save();
    expect(desk.shown).toEqual(['claim changed: he said no to everything that they had asked', 'claim left']);
    const next = desk.restart();
    await next.open();
    expect(next.shown).toEqual(desk.shown);
    expect(next.article.annotations[0]?.target).toMatchObject([editor.find('he asked')]);
  });

  it('are told from whole ones by what the file says of them, as the next window tells them', async () => {
    const desk = new Desk();
    desk.files.put(ARTICLE, 'word0 word1\n');
    const editor = await desk.open();
    editor.before('word0', ' ');
    await editor.tag('word0');
    editor.edit({ start: 0, end: 1, text: '' });
    await editor.save();
    editor.before('word0', '10');
    await editor.save();
    const next = desk.restart();
    await next.open();
    expect(next.shown).toEqual(desk.shown);
  });
});
