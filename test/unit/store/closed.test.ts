import { describe, expect, it } from 'vitest';
import { fragment } from '../../../src/core/anchor.ts';
import type { Annotation } from '../../../src/core/annotation.ts';
import { added, changed } from '../../../src/core/change.ts';
import type { Make } from '../../../src/store/closed.ts';
import { ARTICLE, Desk, SIDECAR } from './desk.ts';

const tag =
  (words: string, id = 'new00000'): Make =>
  ({ text }) => {
    const start = text.indexOf(words);
    const target = [fragment(text, { start, end: start + words.length })];
    return added({ id, label: 'source', target, attributes: {}, links: [] });
  };

const relabel: Make = ({ annotations: [first] }) => {
  if (!first) throw new Error('There is no annotation.');
  return changed(first, { ...first, label: 'quote' });
};

const nothing: Make = () => ({ steps: [] });

describe('an article that is not open', () => {
  it('gets a sidecar, with who did it and when', async () => {
    const desk = new Desk();
    desk.files.put(ARTICLE, '\ufeff😀 Ann said no.\r\n');
    expect(await desk.store.change(ARTICLE, tag('Ann'))).toEqual({ isChanged: true });
    expect(desk.sidecar()?.annotations).toMatchObject([
      { id: 'new00000', target: [{ exact: 'Ann', start: 2, end: 5 }], by: 'ana', created: '2026-11-21T21:00:00Z' },
    ]);
    await desk.lawful();
    expect(desk.store.articles).toEqual([]);
  });

  it('keeps every byte that does not say something else', async () => {
    const desk = new Desk();
    await desk.put('[Ann] said [no].');
    const before = `# by hand\r\n${desk.files.text(SIDECAR)?.replaceAll('\n', '\r\n')}x-mine:   {a: 1}\r\n`;
    desk.files.put(SIDECAR, before);
    expect(await desk.store.change(ARTICLE, relabel)).toEqual({ isChanged: true });
    const after = desk.files.text(SIDECAR) ?? '';
    const stamp = '    modified: "2026-11-21T21:00:00Z"\r\n    modifiedBy: ana\r\n';
    expect(after).toContain(stamp);
    expect(after.replace(stamp, '').replace('label: quote', 'label: claim')).toBe(before);
  });

  it('is told of its annotations where they stand now, and has all places written anew', async () => {
    const desk = new Desk();
    await desk.put('[Ann] said [no].');
    desk.files.put(ARTICLE, 'On Monday Ann said no.');
    const starts: number[] = [];
    await desk.store.change(ARTICLE, (present) => {
      starts.push(...present.annotations.map(({ target }) => target[0]?.start ?? -1));
      return relabel(present);
    });
    expect(starts).toEqual([10, 19]);
    await desk.lawful();
    expect(desk.written).toEqual(['quote Ann', 'claim no']);
  });

  it('is not written when nothing is to be done', async () => {
    const desk = new Desk();
    await desk.put('[Ann] said no.');
    desk.files.put(ARTICLE, 'On Monday Ann said no.');
    desk.files.calls = [];
    expect(await desk.store.change(ARTICLE, nothing)).toEqual({ isChanged: false });
    expect(desk.files.calls.filter(({ kind }) => kind !== 'read')).toEqual([]);
  });

  it.each([
    ['newsmark: 2\n', 'newer-version'],
    ['newsmark: 1\nannotations: [\n', 'yaml-syntax'],
    ['<<<<<<< ours\nnewsmark: 1\n=======\nnewsmark: 1\n>>>>>>> theirs\n', 'conflict-markers'],
    ['newsmark: 1\narticle:\n  file: a.txt\n  encoding: windows-1251\n', 'unknown-encoding'],
  ])('is left alone, with the reason, when its sidecar cannot be understood: %j', async (source, code) => {
    const desk = new Desk();
    desk.files.put(ARTICLE, 'Ann said no.');
    desk.files.put(SIDECAR, source);
    expect(await desk.store.change(ARTICLE, tag('Ann'))).toMatchObject({ isChanged: false, refused: { code } });
    expect(desk.files.text(SIDECAR)).toBe(source);
  });

  it('is left alone when it is gone, or no text', async () => {
    const desk = new Desk();
    expect(await desk.store.change(ARTICLE, tag('Ann'))).toMatchObject({ refused: { code: 'no-article' } });
    desk.files.put(ARTICLE, 'a\0b');
    expect(await desk.store.change(ARTICLE, tag('a'))).toMatchObject({ refused: { code: 'not-text' } });
    expect(desk.files.text(SIDECAR)).toBeUndefined();
  });

  it.each([
    ['its sidecar was changed', SIDECAR],
    ['its sidecar was made', SIDECAR],
    ['its text was changed', ARTICLE],
  ])('is left alone when %s meanwhile', async (what, file) => {
    const desk = new Desk();
    await desk.put('[Ann] said no.');
    const theirs = file === SIDECAR ? `${desk.files.text(SIDECAR)}# theirs\n` : 'Ann said yes.';
    if (what.endsWith('made')) desk.files.remove(SIDECAR);
    const mine = desk.files.text(SIDECAR);
    const outcome = await desk.store.change(ARTICLE, (present) => {
      desk.files.put(file, theirs);
      return tag('said')(present);
    });
    expect(outcome).toMatchObject({ isChanged: false, refused: { code: 'changed-meanwhile' } });
    expect(desk.files.text(file)).toBe(theirs);
    if (file === ARTICLE) expect(desk.files.text(SIDECAR)).toBe(mine);
  });

  it('is left alone while somebody edits its sidecar by hand', async () => {
    const desk = new Desk();
    await desk.put('[Ann] said no.');
    const before = desk.files.text(SIDECAR);
    desk.drafts.set(SIDECAR, `${before}# mine\n`);
    expect(await desk.store.change(ARTICLE, relabel)).toMatchObject({ refused: { code: 'in-editor' } });
    expect(desk.files.text(SIDECAR)).toBe(before);
  });

  it('is as it was when the disk refuses', async () => {
    const desk = new Desk();
    await desk.put('[Ann] said no.');
    const before = desk.files.text(SIDECAR);
    const mend = desk.files.fail(({ kind }) => kind === 'write');
    await expect(desk.store.change(ARTICLE, relabel)).rejects.toThrow('The disk refused to write.');
    expect(desk.files.text(SIDECAR)).toBe(before);
    mend();
    expect(await desk.store.change(ARTICLE, relabel)).toEqual({ isChanged: true });
  });

  it('is opened when the change is written', async () => {
    const desk = new Desk();
    await desk.put('[Ann] said no.');
    const release = desk.files.hold(({ kind, uri }) => kind === 'write' && uri === SIDECAR);
    const changing = desk.store.change(ARTICLE, relabel);
    const opening = desk.open();
    release();
    await Promise.all([changing, opening]);
    expect(desk.shown).toEqual(['quote Ann']);
    expect(desk.events.map(({ origin }) => origin)).toEqual(['opening', 'opened']);
  });
});

describe('an article that is open', () => {
  it('is changed in one step of undo', async () => {
    const desk = new Desk();
    await desk.put('[Ann] said [no].');
    await desk.open();
    const all: Make = ({ annotations }) => ({
      steps: annotations.map((before) => ({ before, after: { ...before, label: 'quote' } satisfies Annotation })),
    });
    expect(await desk.store.change(ARTICLE, all)).toEqual({ isChanged: true });
    expect(desk.written).toEqual(['quote Ann', 'quote no']);
    await desk.store.undo(ARTICLE);
    expect(desk.written).toEqual(['claim Ann', 'claim no']);
  });

  it('is left alone, with the reason, when its sidecar cannot be understood', async () => {
    const desk = new Desk();
    desk.files.put(ARTICLE, 'Ann said no.');
    desk.files.put(SIDECAR, 'newsmark: 2\n');
    await desk.open();
    expect(await desk.store.change(ARTICLE, tag('Ann'))).toMatchObject({
      isChanged: false,
      refused: { code: 'newer-version' },
    });
  });
});
