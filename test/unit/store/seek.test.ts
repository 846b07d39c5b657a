import { describe, expect, it } from 'vitest';
import { fragment } from '../../../src/core/anchor.ts';
import { OpenArticle } from '../../../src/store/open.ts';
import { seek, unsought } from '../../../src/store/seek.ts';
import { ARTICLE, Desk, SIDECAR } from './desk.ts';

const TEXT = 'The mayor spoke first.\nThen [Kyiv said no] to all of it.\nThe council left at noon.\n';

/** What is shown is what the next window shows, which has nothing to write. */
async function lasts(desk: Desk): Promise<void> {
  const file = desk.files.text(SIDECAR);
  const next = desk.restart();
  await next.open();
  expect(next.article.annotations).toEqual(desk.article.annotations);
  await next.store.settled(ARTICLE);
  expect(next.files.text(SIDECAR)).toBe(file);
}

describe('what was given as lost, when the article is saved', () => {
  it('is found as the next window finds it: with a line end where a space was', async () => {
    const desk = new Desk();
    await desk.put(TEXT);
    const text = desk.onDisk();
    desk.files.put(ARTICLE, text.replace('Kyiv said no to all of it', 'there was silence'));
    const editor = await desk.open();
    expect(desk.shown).toEqual(['claim lost: Kyiv said no']);
    editor.replace('there was silence', 'Kyiv\nsaid no to all of it');
    await editor.save();
    expect(editor.picture).toBe(TEXT.replace('Kyiv said', 'Kyiv\nsaid'));
    expect(desk.article.annotations[0]?.modified).toBeUndefined();
    expect(desk.events.at(-2)?.origin).toBe('disk');
    await lasts(desk);
  });

  it('is found so when a window has died that tagged it, and saw the line end typed', async () => {
    let desk = new Desk();
    desk.files.put(ARTICLE, TEXT.replaceAll(/[[\]]/g, ''));
    let editor = await desk.open();
    editor.before('The mayor', 'Today. ');
    await editor.tag('Kyiv said no');
    editor.replace('Kyiv said', 'Kyiv\nsaid');
    desk = desk.restart();
    editor = await desk.open(editor.buffer);
    await editor.save();
    expect(desk.shown).toEqual(['claim Kyiv\nsaid no']);
    await lasts(desk);
  });

  it('is looked for once in each text', async () => {
    const source = { text: () => 'Nothing.', slice: () => '', isDirty: () => false };
    const article = new OpenArticle(ARTICLE, source, undefined);
    const target = [{ ...fragment('Nobody came.', { start: 0, end: 6 }), state: 'lost' as const }];
    const annotation = { id: 'a0', label: 'claim', target, attributes: {}, links: [] };
    article.replace([annotation]);
    expect(unsought(article, 'Nothing.')).toEqual([annotation]);
    expect(await seek(article, { file: 'a.txt' }, 'Nothing.')).toBe(false);
    expect(unsought(article, 'Nothing.')).toEqual([]);
    expect(unsought(article, 'Nothing!')).toEqual([annotation]);
  });
});
