import { readFileSync } from 'node:fs';
import path from 'node:path';
import { unzipSync } from 'fflate';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { validateXML } from 'xmllint-wasm';
import { toText } from '../../../src/core/text.ts';
import { contentOf, Export, type Exportable } from '../../../src/formats/exporter.ts';
import { qdc } from '../../../src/formats/qdc.ts';
import { refiQda } from '../../../src/formats/refiqda.ts';
import { PIECES } from '../../property/articles.ts';
import { annotated, exportable, lost } from './exportable.ts';

const TEXT = '😀 Smith said “we lie” again\ntoday.\n';

const FIXTURES = path.resolve(import.meta.dirname, '../../fixtures/refi-qda');

/** The files of the archive of an export. */
function archived(...articles: readonly Exportable[]): ReadonlyMap<string, string> {
  const running = new Export(refiQda);
  const pieces = articles.flatMap((each) => running.add(each).pieces);
  const files = unzipSync(contentOf([...pieces, ...running.end()]));
  return new Map(Object.entries(files).map(([name, bytes]) => [name, Buffer.from(bytes).toString('utf8')]));
}

const projectOf = (...articles: readonly Exportable[]): string => archived(...articles).get('project.qde') ?? '';

/** What is wrong with an XML file. */
async function wrong(contents: string, schema: 'project' | 'codebook'): Promise<readonly string[]> {
  const { errors } = await validateXML({
    xml: { fileName: 'exported.xml', contents },
    schema: readFileSync(path.join(FIXTURES, `${schema}.xsd`), 'utf8'),
  });
  return errors.map(({ message }) => message);
}

/** References that lead to nothing. */
function dangling(project: string): readonly string[] {
  const guids = new Set(Array.from(project.matchAll(/ guid="([^"]*)"/g), ([, guid]) => guid));
  const references = project.matchAll(/ (?:targetGUID|originGUID|creatingUser|modifyingUser)="([^"]*)"/g);
  return Array.from(references, ([, guid = '']) => guid).filter((guid) => !guids.has(guid));
}

const source = annotated(TEXT, ['Smith'], { label: 'source', attributes: { kind: 'person', entity: 'A & "B"' } });
const quote = annotated(TEXT, ['“we lie”', 'today'], {
  id: 'b0000000',
  label: 'quote',
  note: 'first <b>\nsecond',
  attributes: { 'my key': ['x', 'y'] },
  links: [
    { role: 'source', to: 'a0000000' },
    { role: 'same', to: 'other.txt#b0' },
  ],
  ...{ by: 'ana', created: '2026-11-21T09:00:00Z', modified: '2026-11-22T09:00:00Z', modifiedBy: 'ben' },
});

/** What no file should break on. */
const HOSTILE = '\u0000\u001b]0;x\u0007 ]]> <!-- & "\' \ufffe \ud800 \u2028 %n ../.. $(x)';

describe('a REFI-QDA project', () => {
  it('has the text, a selection for each fragment, codes for labels and values, notes, people, times and links', () => {
    const article = exportable(TEXT, [source, quote], { about: { file: 'a.txt', title: 'Who\nlies' } });
    const files = archived(article);
    const [name = ''] = files.keys();
    expect(name).toMatch(/^sources\/[0-9a-f-]{36}\.txt$/);
    expect(files.get(name)).toBe(TEXT);
    expect([...files.keys()]).toEqual([name, 'project.qde']);
    // GUIDs by what they stand for.
    const known = new Map<string, string>();
    const project = (files.get('project.qde') ?? '').replace(/[0-9a-f]{8}-[0-9a-f-]{27}/g, (guid) => {
      const short = known.get(guid) ?? `#${known.size + 1}`;
      known.set(guid, short);
      return short;
    });
    const [before = '', sources = ''] = project.split('</CodeBook>\n');
    expect(before).toContain('<User guid="#1" name="ana"/>\n<User guid="#2" name="ben"/>\n');
    expect(before).toMatch(
      /<Code guid="#\d+" name="source" isCodable="true" color="#56B4E9">\n<Description>.*<\/Description>\n<Code guid="#\d+" name="kind: person"/,
    );
    expect(before).toContain('name="entity: A &amp; &quot;B&quot;"');
    const codes = new Map(
      Array.from(before.matchAll(/<Code guid="(#\d+)" name="([^"]*)"/g), ([, guid = '', code = '']) => [guid, code]),
    );
    const told = sources
      .replace(/targetGUID="(#\d+)"/g, (all, guid: string) => (codes.has(guid) ? `code="${codes.get(guid)}"` : all))
      .replace(/ guid="#\d+"/g, '');
    const [created, never] = ['creationDateTime="2026-11-21T09:00:00Z"', 'creationDateTime="1970-01-01T00:00:00Z"'];
    const later = 'modifyingUser="#2" modifiedDateTime="2026-11-22T09:00:00Z"';
    const mark = [
      '{"file":"news/a.txt","annotations":[{"id":"a0000000","label":"source","at":[[2,7]]},',
      '{"id":"b0000000","label":"quote","at":[[13,21],[28,33]],"stamp":"2026-11-22T09:00:00Z",',
      '"links":[{"role":"source","to":"a0000000"},{"role":"same","to":"other.txt#b0"}],',
      '"by":"ana","created":"2026-11-21T09:00:00Z","modified":"2026-11-22T09:00:00Z","modifiedBy":"ben"}]}',
    ].join('');
    const text = known.get(name.slice(8, -4));
    const selected = Array.from(told.matchAll(/<PlainTextSelection(?: guid="[^"]*")? name/g));
    expect(selected).toHaveLength(3);
    expect(told.replace(/(originGUID|targetGUID)="#\d+"/g, '$1')).toBe(
      [
        '<Sources>',
        `<TextSource name="a.txt" plainTextPath="internal://${text}.txt" ${created}>`,
        `<Description>Who lies\nNewsmark: ${mark}</Description>`,
        `<PlainTextSelection name="Smith" startPosition="2" endPosition="7" ${never}>`,
        `<Coding ${never}><CodeRef code="source"/></Coding>`,
        `<Coding ${never}><CodeRef code="kind: person"/></Coding>`,
        `<Coding ${never}><CodeRef code="entity: A &amp; &quot;B&quot;"/></Coding>`,
        '</PlainTextSelection>',
        `<PlainTextSelection name="“we lie”" startPosition="13" endPosition="21" creatingUser="#1" ${created} ${later}>`,
        '<Description>first &lt;b&gt;\nsecond</Description>',
        `<Coding creatingUser="#1" ${created}><CodeRef code="quote"/></Coding>`,
        `<Coding creatingUser="#1" ${created}><CodeRef code="my key: x"/></Coding>`,
        `<Coding creatingUser="#1" ${created}><CodeRef code="my key: y"/></Coding>`,
        '</PlainTextSelection>',
        `<PlainTextSelection name="today" startPosition="28" endPosition="33" creatingUser="#1" ${created} ${later}>`,
        `<Coding creatingUser="#1" ${created}><CodeRef code="quote"/></Coding>`,
        '</PlainTextSelection>',
        '</TextSource>',
        '</Sources>',
        '<Links>',
        '<Link name="source" direction="OneWay" originGUID targetGUID/>',
        '</Links>',
        '</Project>',
        '',
      ].join('\n'),
    );
  });

  it('is as the standard wants it, whatever stands in annotations', async () => {
    const text = toText(`${PIECES.join(' x ')} Smith`);
    const odd = annotated(text, ['Smith'], {
      id: 'c0000000',
      label: HOSTILE,
      note: HOSTILE,
      attributes: { [HOSTILE]: HOSTILE, '': 'x', none: [], twice: ['x', 'x'], 'a: b': '' },
      links: [
        { role: HOSTILE, to: 'a0000000' },
        { role: 'same', to: 'a0000000' },
        { role: 'same', to: 'c0000000' },
      ],
      ...{ by: HOSTILE, created: 'yesterday', modified: '2026-13-45T99:00:00Z', suggestedBy: HOSTILE },
    });
    const more = { about: { file: 'b', title: HOSTILE }, stem: `news/${HOSTILE}`, file: HOSTILE, annotator: 'x' };
    const project = projectOf(exportable(TEXT, [source, quote]), exportable(text, [odd], more));
    expect(await wrong(project, 'project')).toEqual([]);
    expect(dangling(project)).toEqual([]);
    expect(await wrong(projectOf(), 'project')).toEqual([]);
  });

  it('is seen where it is not', async () => {
    const project = projectOf(exportable(TEXT, [source, quote]));
    expect(await wrong(project, 'project')).toEqual([]);
    expect(await wrong(project.replace(' isCodable="true"', ''), 'project')).toHaveLength(1);
    expect((await wrong(project.replaceAll('Coding', 'Codings'), 'project')).length).toBeGreaterThan(0);
    expect(dangling(project.replace(/ guid=/, ' name='))).not.toEqual([]);
  });

  it('is the same for the same annotations', () => {
    const bytes = () => {
      const running = new Export(refiQda);
      return contentOf([...running.add(exportable(TEXT, [source, quote])).pieces, ...running.end()]);
    };
    onTestFinished(() => void vi.useRealTimers());
    const before = bytes();
    vi.useFakeTimers({ now: Date.UTC(2030, 1, 1) });
    expect(bytes()).toEqual(before);
  });

  it('gives the text as soon as it has it', () => {
    const running = new Export(refiQda);
    const long = Array.from({ length: 20_000 }, (_, i) => `word${(i * 7919) % 10_007}`).join(' ');
    const size = contentOf(running.add(exportable(long, [])).pieces).length;
    expect(size).toBeGreaterThan(20_000);
    expect(contentOf(running.end()).length).toBeLessThan(5000);
  });

  it('tells what it cannot hold', () => {
    const article = exportable(TEXT, [
      lost(source),
      annotated(TEXT, ['said'], {
        id: 'b0000000',
        label: 'my\u0000label',
        attributes: { 'a: b': 'x' },
        note: 'a\u0001b',
        ...{ conflict: { label: 'x' }, extra: { 'x-mine': 1 }, review: { state: 'accepted' } },
      }),
      annotated(TEXT, ['again'], { id: 'c0000000', attributes: { kind: [], b: 'x' } }),
    ]);
    expect(refiQda.print(article).losses.map(({ code, values, id }) => [code, id, ...values])).toEqual([
      ['unplaced', 'a0000000'],
      ['renamed', 'b0000000', 'my\u0000label', 'my\ufffdlabel'],
      ['no-keys', 'b0000000', 'attributes, note, conflict, x-mine'],
      ['no-keys', 'c0000000', 'attributes'],
    ]);
  });

  it('sees what is not true', () => {
    const article = exportable(TEXT, [source, quote]);
    const { chunk } = refiQda.print(article);
    expect(refiQda.untrue(chunk, article)).toEqual([]);
    expect(refiQda.untrue(chunk.replace('startPosition="2"', 'startPosition="3"'), article)).toEqual(['a0000000']);
    expect(refiQda.untrue(chunk.replace('endPosition="33"', 'endPosition="34"'), article)).toEqual(['b0000000']);
    expect(refiQda.untrue('', article)).toEqual(['a0000000', 'b0000000']);
  });
});

describe('a REFI-QDA codebook', () => {
  const codebookOf = (...articles: readonly Exportable[]): string => {
    const running = new Export(qdc);
    const pieces = articles.flatMap((each) => running.add(each).pieces);
    return [...pieces, ...running.end()].map(({ content }) => content).join('');
  };

  it('has the labels as codes and their listed values below them, as the standard wants it', async () => {
    const odd = annotated(TEXT, ['said'], { label: HOSTILE, attributes: { [HOSTILE]: HOSTILE } });
    const written = codebookOf(exportable(TEXT, [source, odd]));
    expect(await wrong(written, 'codebook')).toEqual([]);
    const names = Array.from(written.matchAll(/<Code [^>]*name="([^"]*)"/g), ([, name]) => name);
    expect(names).toContain('verdict: disputed');
    expect(names.filter((name) => name?.startsWith('entity: '))).toEqual([]);
    expect(names.filter((name) => !name?.includes(': '))).toEqual([
      'claim',
      'source',
      'quote',
      expect.stringContaining('\ufffd'),
    ]);
    const project = projectOf(exportable(TEXT, [source]));
    for (const [code] of written.matchAll(/<Code [^>]* name="(?:claim|verdict)[^>]*>/g))
      expect(project).toContain(code);
  });

  it('is not written where there is nothing to say', () => {
    expect(codebookOf()).toBe('');
  });
});
