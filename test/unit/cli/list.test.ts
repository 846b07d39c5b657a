import { describe, expect, it } from 'vitest';
import { lines, makeDesk, sidecarText } from './desk.ts';

const TEXT = 'Smith said no.\nThe 日本 bridge fell, and the road was closed for the whole of the following week.\n';

describe('newsmark list', () => {
  it('prints a table for each article, what needs a look first', async () => {
    const desk = await makeDesk();
    await desk.article('a.txt', TEXT, ['Smith', 'bridge fell', 'no.'], {
      attributes: { verdict: 'false', credibility: '2' },
    });
    await desk.article('sub/b.txt', TEXT, ['The 日本 bridge'], { label: 'quote' });
    await desk.write('a.txt', TEXT.replace('Smith', 'Smyth'));
    const { code, out, err } = await desk.run(['list', '.']);
    expect(out.replaceAll('\\', '/')).toBe(
      [
        'a.txt: 3 annotations',
        '  Changed  a0  -     false, 2  Smith',
        '  Claim    a2  1:12  false, 2  no.',
        '  Claim    a1  2:8   false, 2  bridge fell',
        'sub/b.txt: 1 annotation',
        '  Quote  a0  2:1    The 日本 bridge',
        '',
      ].join('\n'),
    );
    expect(err).toBe('4 annotations in 2 sidecars.\n');
    expect(code).toBe(0);
  });

  it('lists what the filter finds, and says of how many', async () => {
    const desk = await makeDesk();
    await desk.article('a.txt', TEXT, ['Smith', 'bridge fell', 'The 日本 bridge'], {
      attributes: { verdict: 'false' },
    });
    await desk.article('b.txt', TEXT, ['road', 'The 日本 bridge'], { label: 'quote', note: 'Frage an Zoë' });
    await desk.article('c.txt', TEXT, ['road']);
    const { code, out, err } = await desk.run(['list', '.', '--filter', 'BRIDGE  claim']);
    expect(out.split('\n')).toEqual([
      'a.txt: 2 annotations',
      '  Claim  a2  2:1  false  The 日本 bridge',
      '  Claim  a1  2:8  false  bridge fell',
      '',
    ]);
    expect([code, err]).toEqual([0, '2 of 6 annotations in 3 sidecars.\n']);
    const json = await desk.run(['list', '.', '--json', '--filter', 'zoe bridge']);
    expect(lines(json.out)).toMatchObject([{ file: 'b.txt', id: 'a1' }]);
    expect(json.err).toBe('1 of 6 annotations in 3 sidecars.\n');
    expect(await desk.run(['list', '.', '--filter', 'nowhere'])).toEqual({
      code: 0,
      out: '',
      err: '0 of 6 annotations in 3 sidecars.\n',
    });
  });

  it('cuts lines to the terminal', async () => {
    const desk = await makeDesk();
    await desk.article('a.txt', TEXT, ['The 日本 bridge fell, and the road was closed']);
    const { out } = await desk.run(['list', 'a.txt'], { columns: 30 });
    expect(out.split('\n')[1]).toBe('  Claim  a0  2:1    The 日本…');
  });

  it('prints JSON as the export to JSONL does', async () => {
    const desk = await makeDesk();
    await desk.article('a.txt', TEXT, ['Smith', 'bridge fell']);
    const listed = await desk.run(['list', '--json', '.']);
    await desk.run(['export', '.', '--format', 'jsonl', '--out', 'out']);
    expect(listed.out).toBe(await desk.read('out/annotations.jsonl'));
    expect(lines(listed.out)).toMatchObject([{ id: 'a0', exact: 'Smith' }, { id: 'a1' }]);
  });

  it('tells what it passes over, and takes it when it is named', async () => {
    const desk = await makeDesk({ 'README.md': 'x' });
    await desk.article('notes.md', TEXT, ['Smith']);
    await desk.article('a.txt', TEXT, ['Smith']);
    await desk.write('a.txt.ana.newsmark.yaml', await sidecarText('a.txt', TEXT, ['bridge', 'road']));
    const found = await desk.run(['list', '.']);
    expect(found.err).toBe(
      'Passed over 1 sidecar of single annotators (name them to take them): a.txt.ana.newsmark.yaml\n' +
        'Passed over 1 sidecar of files that the codebook does not count as articles (name them to take them): notes.md.newsmark.yaml\n' +
        '1 annotation in 1 sidecar.\n',
    );
    const named = await desk.run(['list', '--json', 'a.txt.ana.newsmark.yaml', 'notes.md', 'README.md']);
    expect(lines(named.out)).toMatchObject([
      { file: 'a.txt', exact: 'bridge', annotator: 'ana' },
      { file: 'a.txt', exact: 'road', annotator: 'ana' },
      { file: 'notes.md', exact: 'Smith' },
    ]);
    expect(named.err).toBe('Without annotations: README.md\n3 annotations in 2 sidecars.\n');
  });

  it('goes on after a file that it cannot read, and says so', async () => {
    const desk = await makeDesk({ 'a.txt': TEXT, 'a.txt.newsmark.yaml': '[' });
    await desk.article('b.txt', TEXT, ['Smith']);
    const { code, out, err } = await desk.run(['list', '.']);
    expect(code).toBe(1);
    expect(out).toContain('b.txt: 1 annotation');
    expect(err).toMatch(/^a\.txt\.newsmark\.yaml:\d+:\d+: error: .* \[yaml-syntax\]\n/);
  });
});
