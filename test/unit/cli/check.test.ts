import { symlink } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { lines, makeDesk, sidecarText } from './desk.ts';

const TEXT = 'Smith said no.\nThe bridge fell.\n';

describe('newsmark check', () => {
  it('says nothing of what is right', async () => {
    const desk = await makeDesk();
    await desk.article('a.txt', TEXT, ['Smith', 'The bridge fell.']);
    expect(await desk.run(['check', '.'])).toEqual({
      code: 0,
      out: '',
      err: '2 annotations in 1 sidecar checked: no problems.\n',
    });
  });

  it('gives each problem its place, as compilers do', async () => {
    const desk = await makeDesk();
    await desk.article('sub/a.txt', TEXT, ['Smith', 'fell'], { label: 'rumour' });
    await desk.write('sub/a.txt', 'Smyth said no.\nThe bridge fell.\n');
    const { code, out, err } = await desk.run(['check', 'sub']);
    expect(out.replaceAll('\\', '/').split('\n')).toEqual([
      'sub/a.txt.newsmark.yaml:7:5: warning: The words "Smith" have changed in the article. [changed]',
      'sub/a.txt.newsmark.yaml:7:5: warning: The codebook has no label "rumour". [unknown-label]',
      'sub/a.txt.newsmark.yaml:14:5: warning: The codebook has no label "rumour". [unknown-label]',
      '',
    ]);
    expect(err).toBe('2 annotations in 1 sidecar checked: 3 warnings.\n');
    expect(code).toBe(1);
  });

  it('prints JSON, a line for each problem', async () => {
    const desk = await makeDesk();
    await desk.article('sub/a.txt', TEXT, ['Smith'], { label: 'rumour' });
    const { code, out } = await desk.run(['check', '--json', 'sub/a.txt']);
    expect(code).toBe(1);
    expect(lines(out)).toEqual([
      {
        file: 'sub/a.txt.newsmark.yaml',
        line: 7,
        column: 5,
        endLine: 14,
        endColumn: 1,
        severity: 'warning',
        code: 'unknown-label',
        message: 'The codebook has no label "rumour".',
        id: 'a0',
      },
    ]);
  });

  it('finds sidecars that cannot be read, or have no article', async () => {
    const desk = await makeDesk({
      'broken.txt': TEXT,
      'broken.txt.newsmark.yaml': 'newsmark: 1\nannotations: [\n',
      'gone.txt.newsmark.yaml': await sidecarText('gone.txt', TEXT, ['Smith']),
      'newer.txt': TEXT,
      'newer.txt.newsmark.yaml': 'newsmark: 2\n',
    });
    const { code, out } = await desk.run(['check', '.']);
    expect(code).toBe(1);
    expect(out.split('\n').map((line) => /^(.*?): error:.*(\[.*\])$/.exec(line)?.slice(1).join(' ') ?? line)).toEqual([
      expect.stringMatching(/^broken\.txt\.newsmark\.yaml:\d+:\d+ \[yaml-syntax\]$/),
      'gone.txt.newsmark.yaml:1:1 [no-article]',
      'newer.txt.newsmark.yaml:1:11 [newer-version]',
      '',
    ]);
  });

  it('checks the codebook once, and does not measure annotations by another one while it is broken', async () => {
    const desk = await makeDesk({ 'newsmark.yaml': 'newsmark: 1\nlabels:\n  rumour:\n    color: puce\n' });
    await desk.article('a.txt', TEXT, ['Smith'], { label: 'rumour' });
    await desk.article('b.txt', TEXT, ['Smith'], { label: 'rumour' });
    for (const paths of [['.'], ['a.txt', 'b.txt', 'newsmark.yaml'], ['newsmark.yaml']]) {
      const { code, out } = await desk.run(['check', ...paths]);
      expect(code).toBe(1);
      expect(out).toMatch(/^newsmark\.yaml:4:12: error: "puce" is not a colour: .* \[bad-colour\]\n$/);
    }
  });

  it('tells of places that moved, which is no problem', async () => {
    const desk = await makeDesk();
    await desk.article('a.txt', TEXT, ['Smith', 'The bridge fell.']);
    await desk.write('a.txt', `Kharkiv, Monday.\n${TEXT}`);
    const { code, out, err } = await desk.run(['check', 'a.txt']);
    expect(code).toBe(0);
    expect(out).toMatch(/^a\.txt\.newsmark\.yaml:7:5: information: The places of 2 annotations .* \[moved\]\n$/);
    expect(err).toBe('2 annotations in 1 sidecar checked: 1 for information.\n');
  });

  it('tells of an end that is not that of the words, though they stand at the start', async () => {
    const desk = await makeDesk();
    await desk.article('a.txt', TEXT, ['Smith']);
    const sidecar = await desk.read('a.txt.newsmark.yaml');
    await desk.write('a.txt.newsmark.yaml', sidecar.replace('end: 5', 'end: 6'));
    expect((await desk.run(['check', 'a.txt'])).out).toMatch(/information: The places of 1 annotation .* \[moved\]\n$/);
  });

  it('tells when another text was meant, though all words stand where they should', async () => {
    const desk = await makeDesk();
    await desk.article('a.txt', TEXT, ['Smith']);
    await desk.write('a.txt', `${TEXT}More.\n`);
    const { code, out } = await desk.run(['check', 'a.txt']);
    expect([code, out]).toEqual([
      0,
      expect.stringMatching(/^a\.txt\.newsmark\.yaml:1:1: information: .* \[other-text\]\n$/),
    ]);
  });

  it('tells of times that Python would not read as text', async () => {
    const desk = await makeDesk();
    await desk.article('a.txt', TEXT, ['Smith']);
    const sidecar = await desk.read('a.txt.newsmark.yaml');
    await desk.write('a.txt.newsmark.yaml', `${sidecar}    created: 2026-11-21T21:05:00Z\n`);
    const { code, out } = await desk.run(['check', 'a.txt']);
    expect([code, out]).toEqual([1, expect.stringContaining('warning: Put the time of "created" into quotes')]);
  });

  it('does not let text from files command the terminal', async () => {
    const desk = await makeDesk();
    await desk.article('a.txt', TEXT, ['Smith'], {
      label: `\u001b]0;x\u0007\nb.txt:1:1: error\u202e${'y'.repeat(200)}`,
    });
    const { out } = await desk.run(['check', '.']);
    expect(out.split('\n')).toHaveLength(2);
    expect(out).toContain('"\\u001b]0;x\\u0007 b.txt:1:1: error\\u202eyy');
    expect(out).toContain('yy…"');
  });

  it('tells what a merge left to decide, also while the codebook is broken', async () => {
    const desk = await makeDesk();
    await desk.article('a.txt', TEXT, ['Smith', 'Smith']);
    const sidecar = await desk.read('a.txt.newsmark.yaml');
    await desk.write(
      'a.txt.newsmark.yaml',
      `${sidecar}    conflict:\n      - field: note\n        theirs: "\\u001b[2J"\nconflict:\n  - field: annotator\n    theirs: Ben\n`,
    );
    const expected = [
      /^a\.txt\.newsmark\.yaml:14:5: warning: One side \(mine\) removed "note", .* has "\\u001b\[2J"\. .* \[conflict-field-ours\]$/,
      /^a\.txt\.newsmark\.yaml:14:5: warning: The same words .* the id "a0".* \[duplicate\]$/,
      /^a\.txt\.newsmark\.yaml:\d+:5: warning: .* removed "annotator", .* \[conflict-field-ours\]$/,
    ];
    const { code, out } = await desk.run(['check', 'a.txt']);
    expect([code, ...out.trim().split('\n')]).toEqual([1, ...expected.map((each) => expect.stringMatching(each))]);
    await desk.write('newsmark.yaml', 'newsmark: 1\nlabels:\n  rumour:\n    color: puce\n');
    const again = await desk.run(['check', 'a.txt']);
    for (const each of expected) expect(again.out.split('\n')).toContainEqual(expect.stringMatching(each));
  });

  it('takes own sidecars for what they are', async () => {
    const desk = await makeDesk();
    await desk.article('a.txt', TEXT, ['Smith']);
    await desk.write('a.txt.ana.newsmark.yaml', await sidecarText('a.txt', TEXT, ['The bridge fell.']));
    expect((await desk.run(['check', '.'])).err).toBe('2 annotations in 2 sidecars checked: no problems.\n');
  });

  it('walks folders once, also through links, and leaves out those of programs', async () => {
    const desk = await makeDesk();
    for (const name of ['x/a.txt', 'x/node_modules/p/b.txt', 'x/.git/c.txt']) await desk.article(name, TEXT, ['Smith']);
    await desk.article('elsewhere/d.txt', TEXT, ['Smith']);
    await symlink(desk.path('x'), desk.path('x/again'));
    await symlink(desk.path('elsewhere'), desk.path('x/0'));
    await symlink(desk.path('nowhere'), desk.path('x/broken'));
    expect((await desk.run(['check', 'x', 'x/a.txt', 'x/a.txt.newsmark.yaml', './x'])).err).toBe(
      '2 annotations in 2 sidecars checked: no problems.\n',
    );
  });
});
