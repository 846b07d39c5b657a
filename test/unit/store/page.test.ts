import { expect, it } from 'vitest';
import { fragment } from '../../../src/core/anchor.ts';
import { applyEdits, type Edit } from '../../../src/core/edit.ts';
import { Page } from '../../../src/store/page.ts';

function page(
  before: string,
  ...edits: readonly Edit[]
): { readonly page: Page; readonly text: string; asked: string[] } {
  const text = applyEdits(before, edits);
  const asked: string[] = [];
  const source = {
    text: () => {
      asked.push('all');
      return text;
    },
    slice: (start: number, end: number) => {
      asked.push(text.slice(start, end));
      return text.slice(start, end);
    },
    isDirty: () => true,
  };
  return { page: new Page(edits, source), text, asked };
}

it('knows where in the text the edits put something', () => {
  const edits = [
    { start: 4, end: 4, text: 'new ' },
    { start: 0, end: 1, text: '' },
    { start: 0, end: 0, text: '>>' },
  ];
  expect(page('one two', ...edits).page.fresh).toEqual([
    expect.objectContaining({ start: 5, end: 9 }),
    expect.objectContaining({ start: 0, end: 2 }),
  ]);
});

it('asks for parts of the text, but for all of it when much of it is fresh', () => {
  const little = page('one two', { start: 3, end: 3, text: '!' });
  expect([little.page.slice({ start: 0, end: 4 }), little.page.slice({ start: 2, end: 2 })]).toEqual(['one!', '']);
  expect(little.asked).toEqual(['one!']);
  const much = page('one two', { start: 3, end: 3, text: '!'.repeat(2000) });
  expect([much.page.slice({ start: 0, end: 4 }), much.page.slice({ start: 2, end: 5 })]).toEqual(['one!', 'e!!']);
  expect(much.asked).toEqual(['all']);
});

it('finds words that stand in fresh text at their place, and nowhere else', () => {
  const told = fragment('He said so. She said so.', { start: 3, end: 10 });
  const lost = { start: 3, end: 3 };
  expect(page('He . She said so.', { start: 3, end: 3, text: 'said so' }).page.find(told, lost, lost)).toEqual({
    start: 3,
    end: 10,
  });
  expect(page('He . She said so.', { start: 2, end: 2, text: ',' }).page.find(told, lost, lost)).toBeUndefined();
});
