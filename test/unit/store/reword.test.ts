import { describe, expect, it } from 'vitest';
import type { Annotation } from '../../../src/core/annotation.ts';
import { BUILT_IN } from '../../../src/core/label.ts';
import { rename } from '../../../src/core/rename.ts';
import { type Reworded, reword } from '../../../src/store/reword.ts';
import { Memory } from './memory.ts';

const SIDECAR = 'file:///news/a.txt.ana.newsmark.yaml';

/** Written by hand: quotes, comments, unknown keys, a place that is not true any more. */
const SOURCE = `# ours
newsmark: 1
article: { file: 'other.txt', x-desk: 7 }
annotations:
  # who spoke
  - id: a0000000
    label: 'source'   # a person
    target: [{ exact: Ann, start: 900, end: 903 }]
    attributes: {kind: person, entity: "Ann Lee"}
    x-seen: yes
    by: ana
  - id: b0000000
    label:   claim
    target:
    - {exact: 'Nobody', start: 12, end: 18}
    modified: "2020-01-01T00:00:00Z"
    modifiedBy: ben
`;

const isDraft = { current: false };

function deskWith(source: string | Uint8Array) {
  const files = new Memory();
  files.put(SIDECAR, source);
  const world = {
    files,
    now: () => new Date('2026-11-22T10:00:00.500Z'),
    author: () => 'ben',
    draft: () => (isDraft.current ? { text: '', replace: async () => true } : undefined),
  };
  const text = () => files.text(SIDECAR);
  return { files, text, run: (say = relabel): Promise<Reworded> => reword(world, SIDECAR, say) };
}

const relabel = (annotation: Annotation): Annotation =>
  annotation.label === 'source' ? { ...annotation, label: 'speaker' } : annotation;

const EXPECTED = SOURCE.replace("label: 'source'   #", 'label: speaker   #').replace(
  '    x-seen: yes\n',
  '    modified: "2026-11-22T10:00:00Z"\n    modifiedBy: ben\n    x-seen: yes\n',
);

describe('rewording a closed sidecar', () => {
  it('changes only what is said differently, and says who did it and when', async () => {
    const { text, run } = deskWith(SOURCE);
    expect(await run()).toEqual({ count: 1 });
    expect(text()).toBe(EXPECTED);
  });

  it('keeps CRLF and a byte order mark', async () => {
    const asWindows = (source: string) => `\ufeff${source.replaceAll('\n', '\r\n')}`;
    const { text, run } = deskWith(asWindows(SOURCE));
    await run();
    expect(text()).toBe(asWindows(EXPECTED));
  });

  it('renames on the other side of a conflict, and touches no other line', async () => {
    const conflict = `    conflict:
      - field: [attributes, entity]   # who is right?
        # asked on Monday
        theirs:   'Ann Lee'
      - {field: note, theirs: Ann Lee}
`;
    const source = SOURCE.replace('"Ann Lee"}', 'Ann}').replace('    x-seen', `${conflict}    x-seen`);
    const { text, run } = deskWith(source);
    const term = { name: 'Ann Lee', attribute: 'entity' };
    expect(await run((annotation) => rename(annotation, term, 'Ann M. Lee', BUILT_IN))).toEqual({ count: 1 });
    const after = source.replace("theirs:   'Ann Lee'", 'theirs: Ann M. Lee');
    expect(text()?.replace('    modified: "2026-11-22T10:00:00Z"\n    modifiedBy: ben\n', '')).toBe(after);
  });

  it('leaves `modifiedBy` out where it is who made the annotation', async () => {
    const { text, run } = deskWith(SOURCE.replace('by: ana', 'by: ben'));
    await run();
    expect(text()).toContain('    modified: "2026-11-22T10:00:00Z"\n    x-seen: yes\n');
  });

  it('writes nothing where nothing changes, or nothing is there', async () => {
    const { files, run } = deskWith(SOURCE);
    expect(await run((annotation) => ({ ...annotation }))).toEqual({ count: 0 });
    files.remove(SIDECAR);
    expect(await run()).toEqual({ count: 0 });
    expect(files.calls.filter(({ kind }) => kind === 'write')).toEqual([]);
  });

  it.each([
    ['does not parse', `${SOURCE}  - [`, 'yaml-syntax'],
    ['is of a newer format', SOURCE.replace('newsmark: 1', 'newsmark: 2'), 'newer-version'],
    ['has git’s marks', `${SOURCE}<<<<<<< ours\n=======\n>>>>>>> theirs\n`, 'conflict-markers'],
    ['is not UTF-8', Uint8Array.of(0x61, 0xff), 'yaml-syntax'],
  ])('leaves a file alone that %s, and says why', async (_what, source, code) => {
    const { files, run } = deskWith(source);
    const { count, refused } = await run();
    expect([count, refused?.code]).toEqual([0, code]);
    expect(files.calls.filter(({ kind }) => kind === 'write')).toEqual([]);
  });

  it('leaves the sidecar of an article alone whose encoding is not known', async () => {
    const source = SOURCE.replace("'other.txt'", "'other.txt', encoding: windows-1251");
    const desk = deskWith(source);
    expect((await desk.run()).refused).toMatchObject({ code: 'unknown-encoding' });
    expect(desk.text()).toBe(source);
  });

  it('leaves a file alone that somebody is editing', async () => {
    const { text, run } = deskWith(SOURCE);
    isDraft.current = true;
    const { refused } = await run();
    isDraft.current = false;
    expect([refused?.code, text()]).toEqual(['in-editor', SOURCE]);
  });

  it('leaves a file alone that was changed or removed meanwhile', async () => {
    for (const theirs of [`${SOURCE}# theirs\n`, undefined]) {
      const { files, text, run } = deskWith(SOURCE);
      let reads = 0;
      const release = files.hold(({ kind }) => kind === 'read' && ++reads === 2);
      const running = run();
      await new Promise((resolve) => setTimeout(resolve));
      if (theirs === undefined) files.remove(SIDECAR);
      else files.put(SIDECAR, theirs);
      release();
      expect((await running).refused?.code).toBe('changed-meanwhile');
      expect(text()).toBe(theirs);
    }
  });

  it('rejects when the disk refuses, and the file is as it was', async () => {
    const { files, text, run } = deskWith(SOURCE);
    files.fail(({ kind }) => kind === 'write');
    await expect(run()).rejects.toThrow();
    expect(text()).toBe(SOURCE);
  });
});
