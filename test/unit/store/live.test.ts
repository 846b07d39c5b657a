import { describe, expect, it } from 'vitest';
import { annotated, Sheet } from './sheet.ts';

// In pictures, brackets hold what is annotated.

describe('typing', () => {
  it('before an annotation moves it', () => {
    expect(new Sheet('He [said so].').before('He', 'Then ').picture).toBe('Then He [said so].');
  });

  it('behind it leaves it', () => {
    expect(new Sheet('He [said so].').behind('.', ' Then.').picture).toBe('He [said so]. Then.');
  });

  it('at its borders stays outside', () => {
    expect(new Sheet('He [said] so.').before('said', 'never ').picture).toBe('He never [said] so.');
    expect(new Sheet('He [said] so.').behind('said', ' not').picture).toBe('He [said] not so.');
  });

  it('inside belongs to it', () => {
    const sheet = new Sheet('He [said so].').behind('said', ' not');
    expect(sheet.picture).toBe('He [said not so].');
    expect(sheet.words).toEqual(['said not so']);
  });

  it('between two that touch belongs to neither', () => {
    expect(new Sheet('[One.][Two.]').behind('One.', ' And ').picture).toBe('[One.] And [Two.]');
  });

  it('in two at once reaches both', () => {
    expect(
      new Sheet('[One two] [three four]').edit({ start: 8, end: 8, text: 'X' }, { start: 3, end: 3, text: 'Y' })
        .picture,
    ).toBe('[OneY two] X[three four]');
  });
});

describe('deleting', () => {
  it.each([
    ['across the start', 'He [said so].', 'He sa', '[id so].'],
    ['across the end', 'He [said so] then.', ' so then', 'He [said].'],
    ['inside', 'He [said so].', 'aid ', 'He [sso].'],
    ['its first word', 'He [said so].', 'said ', 'He [so].'],
    ['its last word', 'He [said so].', ' so', 'He [said].'],
    ['the line end between its halves', 'He [said\nso].', '\n', 'He [saidso].'],
    ['what stands before it', 'He [said so].', 'He ', '[said so].'],
  ])('%s', (_, marked, deleted, picture) => {
    expect(new Sheet(marked).replace(deleted, '').picture).toBe(picture);
  });

  it('all of it loses it, and its words are remembered', () => {
    const sheet = new Sheet('He [said so].').replace('said so', '');
    expect(sheet.words).toEqual(['lost: said so']);
  });

  it('more than all of it loses it', () => {
    expect(new Sheet('He [said so] then.').replace('He said so then', '').words).toEqual(['lost: said so']);
  });

  it('and typing other words in its place loses it', () => {
    const sheet = new Sheet('He [said so] then.').replace('said so', 'was silent');
    expect(sheet.picture).toBe('He was silent then.');
  });

  it('does not give it the same words that move up from behind', () => {
    expect(new Sheet('[No] no. No no.').replace('No no. ', '').words).toEqual(['lost: No']);
  });
});

describe.each([
  ['undo that the editor tells of', true],
  ['undo that looks like any other edit', false],
])('%s', (_, tells) => {
  it.each([
    ['typing before', (sheet: Sheet) => sheet.before('He', 'Then ')],
    ['typing inside', (sheet: Sheet) => sheet.behind('He said', ' not')],
    ['typing at the start', (sheet: Sheet) => sheet.before('said', 'never ')],
    ['deleting across the start', (sheet: Sheet) => sheet.replace('He sa', '')],
    ['deleting across the end', (sheet: Sheet) => sheet.replace(' so then', '')],
    ['deleting its first word', (sheet: Sheet) => sheet.replace('said ', '')],
    ['deleting its last word', (sheet: Sheet) => sheet.replace(' so', '')],
    ['deleting it', (sheet: Sheet) => sheet.replace('said so', '')],
    ['deleting more than it', (sheet: Sheet) => sheet.replace('He said so then', '')],
    ['replacing it', (sheet: Sheet) => sheet.replace('said so', 'was silent')],
    ['replacing all', (sheet: Sheet) => sheet.replace(sheet.buffer, 'Nothing.')],
    ['joining lines', (sheet: Sheet) => sheet.replace('\n', ' ')],
  ])('of %s brings everything back', (_name, act) => {
    const sheet = new Sheet('Before.\nHe [said so] then. She [said so], too.');
    const before = sheet.annotations;
    act(sheet);
    const after = sheet.annotations;
    sheet.undo(1, tells);
    expect(sheet.annotations).toEqual(before);
    sheet.redo(1, tells);
    expect(sheet.annotations).toEqual(after);
    sheet.undo(1, tells);
    expect(sheet.annotations).toEqual(before);
  });

  it('of many single deletions as one brings it back', () => {
    const sheet = new Sheet('He [said so] then.').backspace('He said so then', 14);
    expect(sheet.words).toEqual(['lost: said so']);
    expect(sheet.undo(14, tells).picture).toBe('He [said so] then.');
  });

  it('of deletions one after the other brings it back with the last of them', () => {
    const sheet = new Sheet('He [said so] then.').backspace('so', 3);
    for (let i = 0; i < 3; i++) sheet.undo(1, tells);
    expect(sheet.picture).toBe('He [said so] then.');
  });

  it('of a deletion after which it was saved brings it back', () => {
    const sheet = new Sheet('He [said so] then.').replace(' so then', '').settle();
    expect(sheet.words).toEqual(['said']);
    expect(sheet.undo(1, tells).picture).toBe('He [said so] then.');
  });

  it('of a loss after which it was saved brings it back', () => {
    const sheet = new Sheet('He [said so] then.').replace('said so', '').settle();
    expect(sheet.undo(1, tells).picture).toBe('He [said so] then.');
  });

  it('of typing inside, after which it was saved, brings it back', () => {
    const sheet = new Sheet('He [said so].').behind('said', ' not').settle();
    expect(sheet.words).toEqual(['said not so']);
    expect(sheet.undo(1, tells).words).toEqual(['said so']);
  });

  it('after several saves brings back each wording', () => {
    const sheet = new Sheet('He [said so and so] then.').behind('said', ' not').settle();
    sheet.replace(' and so then', '').settle().replace('He said', '').settle();
    expect(sheet.words).toEqual([' not so']);
    expect(sheet.undo(1, tells).words).toEqual(['said not so']);
    expect(sheet.undo(1, tells).words).toEqual(['said not so and so']);
    expect(sheet.undo(1, tells).words).toEqual(['said so and so']);
  });
});

describe('undo', () => {
  it('brings back a wording that was never told', () => {
    const sheet = new Sheet('He [said so] then.').behind('said', ' not').replace(' so then', '');
    expect(sheet.words).toEqual(['said not']);
    expect(sheet.undo().picture).toBe('He [said not so] then.');
    expect(sheet.undo().picture).toBe('He [said so] then.');
  });

  it('brings it back letter by letter', () => {
    const sheet = new Sheet('He [said so] then.').backspace('so', 3);
    expect(sheet.undo().picture).toBe('He [said ] then.');
    expect(sheet.undo().picture).toBe('He [said s] then.');
    expect(sheet.undo().picture).toBe('He [said so] then.');
  });

  it('takes the right one of words that repeat themselves', () => {
    const sheet = new Sheet('no no [no] no no').replace('no no no no no', '');
    expect(sheet.undo().picture).toBe('no no [no] no no');
    sheet.backspace('no no no', 6);
    expect(sheet.words).toEqual(['lost: no']);
    expect(sheet.undo(6).picture).toBe('no no [no] no no');
  });

  it('of what was typed and deleted again in one', () => {
    const sheet = new Sheet('He [said so] then.').behind('said', ' not').replace('not so then', 'x').behind('x', 'y');
    expect(sheet.undo(3).picture).toBe('He [said so] then.');
    sheet.redo(3);
    expect(sheet.undo(3).picture).toBe('He [said so] then.');
  });

  it('of a deletion in several places at once', () => {
    const sheet = new Sheet('a [b c] d [e f] g').edit({ start: 9, end: 12, text: '' }, { start: 0, end: 3, text: '' });
    expect(sheet.picture).toBe('[ c] d [e]g');
    expect(sheet.undo().picture).toBe('a [b c] d [e f] g');
  });

  it('past the moment at which it was tagged, and redo', () => {
    const sheet = new Sheet('He was.').behind('was', ' here').behind('here', ' again');
    sheet.live.set('b', annotated('b', sheet.buffer, [{ start: 3, end: 17 }]));
    const said = () => sheet.live.now('b')?.target[0];
    expect(said()?.exact).toBe('was here again');
    expect(sheet.undo().live.now('b')?.target[0]?.exact).toBe('was here');
    expect(sheet.undo().live.now('b')?.target[0]?.exact).toBe('was');
    sheet.redo();
    expect(said()).toMatchObject({ exact: 'was here', start: 3, end: 11 });
    sheet.redo();
    expect(said()).toMatchObject({ exact: 'was here again', start: 3, end: 17 });
  });

  it('goes back also to what was typed anew by hand', () => {
    const sheet = new Sheet('[no more] of it').replace('n', '').before('o', 'n');
    expect(sheet.picture).toBe('[no more] of it');
    sheet.replace('no more', 'x');
    expect(sheet.undo(2).picture).toBe('[o more] of it');
    expect(sheet.undo().picture).toBe('[no more] of it');
  });

  it('takes the text as a whole for what it was, not for another of the same length', () => {
    const sheet = new Sheet('He [said so] then.').replace('said so', 'was not').replace('was not', 'x');
    expect(sheet.undo(2).picture).toBe('He [said so] then.');
    expect(sheet.redo(2).words).toEqual(['lost: said so']);
    sheet.undo(2);
    sheet.replace('said so', 'was not').replace('was not', 'x');
    expect(sheet.undo().words).toEqual(['lost: said so']);
    expect(sheet.undo().picture).toBe('He [said so] then.');
  });

  it('past the moment at which something was tagged brings back what was there before', () => {
    const sheet = new Sheet('He [said so] then.').behind('said', ' not').replace(' so then', '').behind('.', ' Later');
    sheet.follow([annotated('b', sheet.buffer, [{ start: 13, end: 18 }])]);
    sheet.replace('ter', 'st');
    expect(sheet.picture).toBe('He [said not]. [Last]');
    expect(sheet.undo().picture).toBe('He [said not]. [Later]');
    // `b` has no place in this state, nor a word: that is no reason not to believe in it.
    expect(sheet.undo(2).picture).toBe('He [said not so] then.');
  });

  it('does not take a state for another that had its number and can never be again', () => {
    const sheet = new Sheet('He [said so] then. And more').behind('more', 'x').behind('x', 'y').behind('y', 'z');
    sheet.follow([annotated('b', sheet.buffer, [{ start: 17, end: 20 }])]);
    sheet.undo().undo().undo();
    sheet.before('He', 'Well. ').behind('said', ' not').replace(' so then', '').behind('more', '!').replace('And', '');
    expect(sheet.picture).toBe('Well. He [said not].  more!');
    expect(sheet.undo(3).picture).toBe('Well. He [said not so] then. [And] more');
  });

  it('does not bring back what a person has since made other', () => {
    const sheet = new Sheet('He [said so] then.').replace(' so then', '').settle();
    sheet.live.set('a0', annotated('a0', sheet.buffer, [{ start: 0, end: 2 }]));
    expect(sheet.undo().picture).toBe('[He] said so then.');
  });
});

describe('words that stand again', () => {
  it('typed anew, are its words', () => {
    const sheet = new Sheet('He [said so] then.').replace('said so', '').before(' then', 'said so');
    expect(sheet.picture).toBe('He [said so] then.');
  });

  it('are not its words elsewhere', () => {
    const sheet = new Sheet('He [said so] then. And more of it.').replace('said so', '').behind('it', ' said so');
    expect(sheet.words).toEqual(['lost: said so']);
  });

  it('of a wording before do not call it away from where it stands', () => {
    const sheet = new Sheet('In [Kiev] now.').replace('ie', 'yi').settle();
    expect(sheet.picture).toBe('In [Kyiv] now.');
    expect(sheet.behind('Kyiv', ' (or Kiev)').picture).toBe('In [Kyiv] (or Kiev) now.');
  });

  it('in a text that was read anew as a whole are found by what stands round them', () => {
    const lines = Array.from({ length: 40 }, (_, i) => `Line ${i} says no to number ${i} and goes on.`);
    const text = lines.map((line, i) => (i % 3 === 0 ? line.replace('no', '[no]') : line)).join('\n');
    const sheet = new Sheet(text);
    const fresh = `A new line.\n${sheet.buffer.replace('Line 20 says', 'Now line 20 says')}\nThe end.`;
    sheet.edit({ start: 0, end: sheet.buffer.length, text: fresh });
    expect(sheet.picture).toBe(`A new line.\n${text.replace('Line 20 says', 'Now line 20 says')}\nThe end.`);
    expect(sheet.asked).toBeLessThanOrEqual(1);
  });

  it('found again after it was saved as lost, it follows as before', () => {
    const sheet = new Sheet('He [said so] then.').replace('said so', '').settle().undo();
    expect(sheet.behind('said', ' not').words).toEqual(['said not so']);
    expect(sheet.annotations[0]?.target[0]).toMatchObject({ start: 3, end: 14 });
  });
});

describe('cut and paste', () => {
  const LONG = 'the minister said that he knew of nothing';

  it('takes a long annotation along, and undo takes it back', () => {
    const sheet = new Sheet(`First [${LONG}]. Second.`).replace(LONG, '').behind('Second.', ` So ${LONG}.`);
    expect(sheet.picture).toBe(`First . Second. So [${LONG}].`);
    expect(sheet.undo().words).toEqual([`lost: ${LONG}`]);
    expect(sheet.undo().picture).toBe(`First [${LONG}]. Second.`);
    expect(sheet.redo().words).toEqual([`lost: ${LONG}`]);
    expect(sheet.redo().picture).toBe(`First . Second. So [${LONG}].`);
    expect(sheet.undo(2).picture).toBe(`First [${LONG}]. Second.`);
  });

  it('as one event (a drag) does, too, both ways', () => {
    const forth = new Sheet(`First [${LONG}]. Second.`);
    const end = forth.buffer.length;
    forth.edit({ start: end, end, text: LONG }, { start: 6, end: 6 + LONG.length, text: '' });
    expect(forth.picture).toBe(`First . Second.[${LONG}]`);
    expect(forth.undo().picture).toBe(`First [${LONG}]. Second.`);
    const back = new Sheet(`First. Second [${LONG}].`);
    back.edit({ start: 14, end: 14 + LONG.length, text: '' }, { start: 0, end: 0, text: LONG });
    expect(back.picture).toBe(`[${LONG}]First. Second .`);
    expect(back.undo().picture).toBe(`First. Second [${LONG}].`);
  });

  it('leaves a copy alone while the words stand where they were', () => {
    const sheet = new Sheet(`First [${LONG}]. Second.`).behind('Second.', ` ${LONG}`);
    expect(sheet.picture).toBe(`First [${LONG}]. Second. ${LONG}`);
  });

  it('does not choose between two copies', () => {
    const sheet = new Sheet(`First [${LONG}]. Second.`).replace(LONG, '').behind('Second.', `${LONG} and ${LONG}`);
    expect(sheet.words).toEqual([`lost: ${LONG}`]);
  });
});

describe('several fragments', () => {
  const sheet = (): Sheet => {
    const made = new Sheet('“No,” he said, “not now.” And left.');
    made.live.set(
      'b',
      annotated('b', made.buffer, [
        { start: 1, end: 3 },
        { start: 16, end: 23 },
      ]),
    );
    return made;
  };
  const words = ({ live }: Sheet): string =>
    live
      .now('b')
      ?.target.map(({ exact, state, start }) => `${start} ${state ?? ''}${exact}`)
      .join(' … ') ?? '';

  it('are lost one by one and come back', () => {
    const made = sheet();
    expect(words(made.replace('not now', ''))).toBe('1 No … 16 lostnot now');
    expect(words(made.replace('“No', ''))).toBe('0 lostNo … 13 lostnot now');
    expect(words(made.undo())).toBe('1 No … 16 lostnot now');
    expect(words(made.undo())).toBe('1 No … 16 not now');
  });

  it('come back together when all was deleted', () => {
    const made = sheet().replace('“No,” he said, “not now.”', '');
    expect(words(made.undo())).toBe('1 No … 16 not now');
    expect(words(made.redo())).toBe('0 lostNo … 0 lostnot now');
    expect(words(made.undo(1, false))).toBe('1 No … 16 not now');
  });
});

describe('what it costs', () => {
  it('the text is not asked for while no annotation is touched', () => {
    const sheet = new Sheet('Before. [One] and [two] and [three]. Behind.');
    for (const letter of 'typed') sheet.behind('Before', letter);
    expect([sheet.asked, sheet.touched]).toEqual([0, []]);
    sheet.behind('and ', 'x');
    expect([sheet.asked, sheet.touched]).toEqual([0, []]);
  });

  it('nor while one was touched elsewhere', () => {
    const sheet = new Sheet('Before. [One] and [two] and [three]. Behind, far away from all the others.');
    sheet.replace('One', 'On').replace('two', '').settle();
    sheet.behind('others', ' typed');
    expect([sheet.asked, sheet.touched]).toEqual([0, []]);
  });

  it('only a part of it is, when one is', () => {
    const sheet = new Sheet('Before. [One] and [two] and [three]. Behind.').behind('On', 'x');
    expect(sheet.touched).toEqual(['a0']);
    expect(sheet.asked).toBeLessThanOrEqual(3);
  });

  it('nothing is looked at of annotations that are far away, also not of those that were edited', () => {
    const sheet = new Sheet(`${'A line with words in it.\n'.repeat(100)}This is not far from the end.`);
    let looks = 0;
    for (let line = 0; line < 100; line++) {
      const { target, ...rest } = annotated(`b${line}`, sheet.buffer, [{ start: line * 25 + 2, end: line * 25 + 17 }]);
      sheet.live.set(rest.id, {
        ...rest,
        get target() {
          looks++;
          return target;
        },
      });
    }
    for (let line = 0; line < 100; line++) sheet.edit({ start: line * 25 + 6, end: line * 25 + 7, text: '-' });
    expect(sheet.touched).toEqual(['b99']);
    looks = 0;
    for (const letter of 'typed') sheet.behind('the end', letter);
    sheet.undo(2).undo().redo(2).replace('from', '');
    expect([sheet.touched, looks]).toEqual([[], 0]);
    sheet.edit({ start: 30, end: 30, text: 'x' });
    expect(sheet.touched).toEqual(['b1']);
    expect(looks).toBeGreaterThan(0);
  });
});
