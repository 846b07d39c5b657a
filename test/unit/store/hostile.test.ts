import { describe, expect, it } from 'vitest';
import { ARTICLE, Desk, SIDECAR } from './desk.ts';

const TEXT = 'The minister said no. Kyiv said yes.\n';
const MEGABYTE = 2 ** 20;

const item = (id: string, more = '', target = '{exact: Kyiv, start: 22, end: 26}') =>
  `  - id: ${id}\n    label: claim\n    target: [${target}]\n${more}`;

const sidecar = (...items: readonly string[]) => `newsmark: 1\nannotations:\n${items.join('')}`;

async function open(source: string, text: string | Uint8Array = TEXT) {
  const desk = new Desk();
  desk.files.put(ARTICLE, text);
  desk.files.put(SIDECAR, source);
  const editor = await desk.open();
  return { desk, editor, file: desk.files.bytes(SIDECAR) };
}

const codes = (desk: Desk) => desk.article.problems.map(({ code }) => code);

describe('a sidecar of a hundred megabytes', () => {
  it.each([
    ['that is nested without end', `newsmark: 1\nx: ${'[{a: '.repeat(20 * MEGABYTE)}\n`, 'too-large'],
    ['that is one line of nothing', 'x'.repeat(100 * MEGABYTE), 'too-large'],
    ['of comments', `newsmark: 1\n${'# x\n'.repeat(25 * MEGABYTE)}`, 'too-large'],
  ])('%s is not read, and not written', async (_, source, code) => {
    const { desk, editor, file } = await open(source);
    expect(codes(desk)).toEqual([code]);
    expect(await editor.tag('Kyiv')).toBe(false);
    expect(desk.files.bytes(SIDECAR)).toBe(file);
  });

  it('with one note is read', async () => {
    const { desk } = await open(
      `newsmark: 1\nannotations:\n  - id: a\n    label: claim\n    target:\n      - exact: Kyiv\n        start: 22\n        end: 26\n    note: ${'x'.repeat(100 * MEGABYTE)}\n`,
    );
    expect(desk.shown).toEqual(['claim Kyiv']);
  });
});

describe('annotations that make no sense', () => {
  it('lead to themselves, to each other and to nowhere', async () => {
    const link = (to: string) => `    links: [{role: same, to: ${to}}]\n`;
    const { desk } = await open(
      sidecar(item('a', link('a')), item('b', link('c')), item('c', link('b')), item('d', link('gone'))),
    );
    expect(desk.shown).toHaveLength(4);
    await desk.store.apply(ARTICLE, { steps: [{ before: desk.annotation('c') }] });
    expect(desk.sidecar()?.annotations.flatMap(({ links }) => links.map(({ to }) => to))).toEqual(['a', 'c', 'gone']);
  });

  it.each([
    ['beyond the text', '{exact: Kyiv, start: 9999999, end: 9999999999}', 'claim Kyiv'],
    ['as far as numbers go', `{exact: Kyiv, start: 0, end: ${Number.MAX_SAFE_INTEGER}}`, 'claim Kyiv'],
    ['longer than its words', '{exact: Kyiv, start: 0, end: 37}', 'claim Kyiv'],
    ['of words that are nowhere', '{exact: Nowhere, start: 22, end: 26}', 'claim lost: Nowhere'],
    ['of white space', '{exact: "  ", start: 3, end: 4}', 'claim lost:   '],
  ])('have a place %s', async (_, target, shown) => {
    const { desk, editor } = await open(sidecar(item('a', '', target)));
    expect(desk.shown).toEqual([shown]);
    await editor.tag('minister');
    await desk.lawful();
  });

  it.each([
    ['a place that is negative', '{exact: Kyiv, start: -3, end: 4}', 'bad-target'],
    ['a place that is a fraction', '{exact: Kyiv, start: 0.5, end: 4}', 'bad-target'],
    ['no end', '{exact: Kyiv, start: 22}', 'bad-target'],
    [
      'fragments that overlap',
      '{exact: Kyiv said, start: 22, end: 31}, {exact: said, start: 27, end: 31}',
      'bad-order',
    ],
  ])('have %s: they are told, and their lines stay', async (_, target, code) => {
    const { desk, editor } = await open(sidecar(item('a', '    x-mine: 1\n', target)));
    expect(codes(desk)).toEqual([code]);
    await editor.tag('Kyiv');
    expect(desk.files.text(SIDECAR)).toContain(item('a', '    x-mine: 1\n', target));
    expect(desk.shown).toEqual(['claim Kyiv']);
  });

  it('have one id together: the second is told, and stays', async () => {
    const twice = sidecar(item('a'), item('a', '    note: mine\n'));
    const { desk, editor } = await open(twice);
    expect(codes(desk)).toEqual(['duplicate-id']);
    await editor.tag('minister');
    expect(desk.files.text(SIDECAR)).toContain(item('a', '    note: mine\n'));
  });
});

describe('an article', () => {
  it('that is empty loses nothing', async () => {
    const { desk } = await open(sidecar(item('a')), '');
    expect(desk.shown).toEqual(['claim lost: Kyiv']);
  });

  it('that is binary is not annotated', async () => {
    const { desk, editor, file } = await open(sidecar(item('a')), Uint8Array.of(0x89, 0x50, 0, 0, 0xff));
    expect(desk.article.refused?.code).toBe('not-text');
    expect(await editor.tag('P')).toBe(false);
    expect(desk.files.bytes(SIDECAR)).toBe(file);
  });

  it('that is one line of ten megabytes is annotated like any other', async () => {
    const text = 'The vote was postponed again, they said. '.repeat(250_000);
    const items = Array.from({ length: 1000 }, (_, i) => {
      const start = 41 * 241 * i;
      return item(
        `a${i}`,
        '',
        `{exact: ${JSON.stringify(text.slice(start, start + 40))}, start: ${start}, end: ${start + 40}}`,
      );
    });
    const { desk, editor } = await open(sidecar(...items), text);
    expect(desk.shown).toHaveLength(1000);
    await editor.tagAt({ start: 5_000_000, end: 5_000_020 });
    editor.before('The', 'New: ');
    await editor.save();
    const targets = desk.sidecar()?.annotations.flatMap(({ target }) => target) ?? [];
    expect(targets).toHaveLength(1001);
    for (const { start, end, exact } of targets) expect(editor.buffer.slice(start, end)).toBe(exact);
  });
});
