import { deflateRawSync } from 'node:zlib';
import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { contentOf, Export } from '../../../src/formats/exporter.ts';
import { refiQda } from '../../../src/formats/refiqda.ts';
import { fromRefiQda } from '../../../src/formats/refiqdaimport.ts';
import { incorporate } from '../../../src/store/incorporate.ts';
import { annotated, exportable } from './exportable.ts';

const TEXT = '😀 Smith said “we lie” again\ntoday.\n';

const guid = (number: number): string => `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`;

const read = (bytes: Uint8Array) => fromRefiQda.read({ name: 'project.qdpx', bytes, beside: new Map() });

/** A project with its files, as another program makes it. */
const readProject = (xml: string, files: Readonly<Record<string, string | Uint8Array>> = {}, origin = 'QualCoder') => {
  const project = `<?xml version="1.0" encoding="utf-8"?>\n<Project xmlns="urn:QDA-XML:project:1.0" name="x" origin="${origin}">\n${xml}\n</Project>`;
  const all = Object.entries({ 'project.qde': project, ...files });
  return read(
    zipSync(Object.fromEntries(all.map(([name, each]) => [name, typeof each === 'string' ? strToU8(each) : each]))),
  );
};

const code = (number: number, name: string, inner = ''): string =>
  `<Code guid="${guid(number)}" name="${name}" isCodable="true">${inner}</Code>`;

const coding = (number: number, more = '', inner = ''): string =>
  `<Coding guid="${guid(900 + number)}"${more}><CodeRef targetGUID="${guid(number)}"/>${inner}</Coding>`;

const selection = (number: number, start: number, end: number, inner: string, more = ''): string =>
  `<PlainTextSelection guid="${guid(number)}" startPosition="${start}" endPosition="${end}"${more}>${inner}</PlainTextSelection>`;

const CODES = `<CodeBook><Codes>${code(1, 'Claim', `<Description>x</Description>${code(2, 'Weak')}${code(3, 'verdict: false')}`)}${code(4, 'source')}</Codes></CodeBook>`;

const source = (inner: string, more = `plainTextPath="internal://${guid(50)}.txt"`): string =>
  `<Sources><TextSource guid="${guid(50)}" name="Interview 1" ${more}>${inner}</TextSource></Sources>`;

const FILES = { [`Sources/${guid(50)}.txt`]: TEXT };

describe('a REFI-QDA project of another program', () => {
  it('gives an annotation for each coding, with values, paths of codes, people, times, notes and links', () => {
    const people = ` creatingUser="{${guid(61).toUpperCase()}}" creationDateTime="2026-01-02T03:04:05Z"`;
    const passages = [
      selection(71, 2, 7, `<Description>who?</Description>${coding(4)}${coding(2)}`, people),
      selection(72, 13, 21, `${coding(1)}${coding(3)}<NoteRef targetGUID="${guid(81)}"/>`),
      selection(73, 28, 33, coding(3, people, `<NoteRef targetGUID="${guid(82)}"/>`)),
    ];
    const notes = [
      `<Note guid="${guid(81)}" name="n"><PlainTextContent>check &lt;it&gt;</PlainTextContent></Note>`,
      `<Note guid="${guid(82)}" plainTextPath="internal://${guid(82)}.txt"/>`,
      `<Note guid="${guid(83)}"><PlainTextContent>by a link</PlainTextContent></Note>`,
    ];
    const link = (from: number, to: number, more: string): string =>
      `<Link guid="${guid(from * 100 + to)}" originGUID="${guid(from)}" targetGUID="${guid(to)}"${more}/>`;
    const links = [
      link(72, 71, ' name="said by" direction="OneWay"'),
      link(73, 71, ' direction="Bidirectional"'),
      link(83, 73, ''),
    ];
    const { articles, skipped } = readProject(
      [
        `<Users><User guid="${guid(61)}" name="ana"/></Users>`,
        CODES,
        source(passages.join('\n')),
        `<Notes>${notes.join('')}</Notes>`,
        `<Links>${links.join('')}</Links>`,
      ].join('\n'),
      { ...FILES, [`Sources/${guid(82)}.txt`]: '\ufeffin a file' },
    );
    expect(skipped).toEqual([]);
    const ana = { by: 'ana', created: '2026-01-02T03:04:05Z' };
    expect(JSON.parse(JSON.stringify(articles))).toEqual([
      {
        file: 'Interview 1.txt',
        text: TEXT,
        unit: 'codepoint',
        annotations: [
          {
            ...{ id: guid(71), label: 'source', target: [{ start: 2, end: 7 }], attributes: {}, note: 'who?' },
            ...{ links: [{ role: 'relation', to: guid(73) }], ...ana, line: 5 },
          },
          {
            ...{ id: `${guid(71)}.1`, label: 'Weak', target: [{ start: 2, end: 7 }] },
            ...{ attributes: { 'refi-qda:code': 'Claim / Weak' }, note: 'who?', links: [], ...ana, line: 5 },
          },
          {
            ...{ id: guid(72), label: 'Claim', target: [{ start: 13, end: 21 }], attributes: { verdict: 'false' } },
            ...{ note: 'check <it>', links: [{ role: 'said by', to: guid(71) }], line: 6 },
          },
          {
            ...{ id: guid(73), label: 'Claim', target: [{ start: 28, end: 33 }], attributes: { verdict: 'false' } },
            ...{ note: 'in a file\nby a link', links: [{ role: 'relation', to: guid(71) }], ...ana, line: 7 },
          },
        ],
      },
    ]);
  });

  it('has texts in itself, those of PDFs as well, and links between them; names are made names of files', () => {
    const text = (number: number, name: string): string =>
      `<TextSource guid="${guid(number)}" name="${name}"><PlainTextContent>${TEXT}</PlainTextContent>${selection(number + 10, 2, 7, coding(4))}</TextSource>`;
    const pdf = `<PDFSource guid="${guid(53)}" name="Report.pdf"><PDFSelection guid="${guid(99)}"/><Representation guid="${guid(54)}"><PlainTextContent>${TEXT}</PlainTextContent>${selection(64, 8, 12, coding(1))}</Representation></PDFSource>`;
    const project = `${CODES}<Sources>${text(51, '../a:b')}${text(52, '.._a_b')}${pdf}</Sources><Links><Link guid="${guid(98)}" name="same" originGUID="${guid(64)}" targetGUID="${guid(61)}"/></Links>`;
    const { articles, skipped } = readProject(project);
    expect(articles?.map(({ file }) => file)).toEqual(['_a_b.txt', '_a_b (2).txt', 'Report.pdf.txt']);
    expect(articles?.map(({ text }) => text)).toEqual([TEXT, TEXT, TEXT]);
    expect(articles?.[2]?.annotations[0]?.links).toEqual([{ role: 'same', to: `_a_b.txt#${guid(61)}` }]);
    expect(skipped).toEqual([{ code: 'not-known', values: ['PDFSource/PDFSelection'], line: 7 }]);
    // Only project.qde, with or without a mark.
    const alone = `\ufeff<q:Project xmlns:q="x">${project.replace(/<(\/?)/g, '<$1q:')}</q:Project>`;
    expect(read(strToU8(alone)).articles?.map(({ annotations }) => annotations.length)).toEqual([1, 1, 1]);
  });

  it('may have codes within codes without end', () => {
    const deep = Array.from({ length: 20_000 }, (_, i) => `<Code guid="${guid(i)}" name="${i}">`).join('');
    const codes = `<CodeBook><Codes>${deep}${'</Code>'.repeat(20_000)}</Codes></CodeBook>`;
    const [annotation] =
      readProject(codes + source(selection(71, 2, 7, coding(19_999))), FILES).articles?.[0]?.annotations ?? [];
    expect(annotation?.label).toBe('19999');
    expect(annotation?.attributes?.['refi-qda:code']).toMatch(/^19980 \/ 19981 .* 19999$/);
  });

  it('has codes of one name under their paths, and no time that stands for none', () => {
    const codes = `<CodeBook><Codes>${code(1, 'A', code(2, 'Other'))}${code(3, 'B', code(4, 'Other'))}</Codes></CodeBook>`;
    const never = ' creationDateTime="1970-01-01T00:00:00Z"';
    const { articles } = readProject(codes + source(selection(71, 2, 7, coding(2) + coding(4), never)), FILES);
    expect(articles?.[0]?.annotations.map(({ label, created }) => [label, created])).toEqual([
      ['A / Other', undefined],
      ['B / Other', undefined],
    ]);
  });

  it('is read past what Newsmark does not know, which is told once for each kind', () => {
    const inner = [
      '<Description>about the text</Description>',
      selection(71, 2, 7, coding(4)),
      selection(72, 2, 7, ''),
      selection(73, 2, 7, coding(9)),
      selection(74, 2, 7, coding(8)),
      `<PlainTextSelection guid="${guid(75)}" startPosition="x" endPosition="7">${coding(4)}</PlainTextSelection>`,
      coding(4),
      `<NoteRef targetGUID="${guid(1)}"/>`,
      '<VariableValue><VariableRef/><TextValue>5</TextValue></VariableValue>',
      '<VariableValue><VariableRef/></VariableValue>',
    ].join('\n');
    const { articles, skipped } = readProject(
      [
        CODES,
        `<Cases><Case guid="${guid(8)}" name="c"><CodeRef targetGUID="${guid(1)}"/></Case></Cases>`,
        source(inner),
        '<Sets><Set/></Sets>',
        `<Links><Link name="x" originGUID="${guid(71)}" targetGUID="${guid(4)}"/></Links>`,
        '<Description>a project</Description>',
      ].join('\n'),
      FILES,
    );
    expect(articles?.[0]?.annotations.map(({ id }) => id)).toEqual([guid(71)]);
    expect(skipped?.map(({ code, values, line }) => [line, code, ...values])).toEqual([
      [4, 'not-known', 'Cases/Case'],
      [11, 'not-known', 'TextSource/Coding'],
      [12, 'not-known', 'TextSource/NoteRef'],
      [13, 'not-known', 'TextSource/VariableValue'],
      [15, 'not-known', 'Project/Sets'],
      [17, 'not-known', 'Project/Description'],
      [5, 'not-known', 'about the text'],
      [7, 'no-label'],
      [8, 'no-such-end', guid(9)],
      [8, 'no-label'],
      [10, 'bad-place', 'x–7'],
      [16, 'no-such-end', guid(4)],
    ]);
  });

  it('has positions that count as the names of its passages tell', () => {
    const crlf = '\ufeff😀 Smith\r\nsaid “we lie”\r\n';
    const files = { [`sources/${guid(50)}.txt`]: strToU8(crlf) };
    const text = (origin: string, ...places: readonly (readonly [number, number, string])[]) => {
      const all = places.map(([start, end, name], i) => selection(70 + i, start, end, coding(4), ` name="${name}"`));
      const [article] = readProject(CODES + source(all.join('')), files, origin).articles ?? [];
      return [article?.unit, article?.text?.includes('\r'), article?.text?.startsWith('\ufeff')];
    };
    expect(text('QualCoder', [9, 13, 'said'])).toEqual(['codepoint', true, false]);
    expect(text('QualCoder', [8, 12, 'said'])).toEqual(['codepoint', false, false]);
    expect(text('QualCoder', [10, 14, 'sa...'])).toEqual(['codepoint', true, true]);
    expect(text('QualCoder', [11, 15, 'said'], [4, 8, 'Smith'])).toEqual(['utf16', true, true]);
    expect(text('QualCoder', [10, 14, 'a title'])).toEqual(['codepoint', true, false]);
    expect(text('ATLAS.ti', [10, 14, ''])).toEqual(['codepoint', false, false]);
  });

  it('gives no text that is not UTF-8 or not in the archive', () => {
    const inner = source(selection(71, 2, 7, coding(4)));
    const wrong = readProject(CODES + inner, { [`sources/${guid(50)}.txt`]: Uint8Array.of(0xff, 0xfe, 0x41) });
    expect(wrong.skipped).toEqual([{ code: 'not-utf8', values: [], line: 3, id: guid(50) }]);
    expect(wrong.articles?.[0]?.text).toBeUndefined();
    for (const path of ['relative:///a.txt', 'internal://../../etc/passwd', '/etc/passwd', 'internal://nowhere.txt'])
      expect(readProject(CODES + source('', `plainTextPath="${path}"`), FILES).articles?.[0]?.text).toBeUndefined();
  });
});

describe('a file that is no REFI-QDA project', () => {
  it.each([
    ['<Project><a></Project>', 'not-format', 1],
    ['<Project>\n<Users>&nbsp;</Users></Project>', 'not-format', 2],
    ['<CodeBook/>', 'not-format', 1],
    ['', 'not-format', 1],
    ['\n<!DOCTYPE Project [<!ENTITY a "aaaaaaaaaa">]>\n<Project name="&a;"/>', 'not-format', 2],
    ['<!DOCTYPE Project SYSTEM "file:///etc/passwd">\n<Project/>', 'not-format', 1],
  ])('is broken: %j', (text, code, line) => {
    expect(read(strToU8(text)).broken).toMatchObject({ code, line });
    expect(read(zipSync({ 'project.qde': strToU8(text) })).broken).toMatchObject({ code, line });
  });

  it('is refused where there is too much in it', () => {
    const text = new Uint8Array(deflateRawSync(new Uint8Array(257 * 1024 * 1024), { level: 1 }));
    const bytes = zipSync({ 'sources/a.txt': [text, { level: 0 }], 'project.qde': strToU8('<Project/>') });
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    // The first file is deflated.
    view.setUint16(view.getUint32(bytes.length - 22 + 16, true) + 10, 8, true);
    expect(read(bytes).broken).toEqual({ code: 'too-much', values: ['256'] });
  });

  it('is broken where it is no archive, or one of something else', () => {
    expect(read(strToU8('PK no archive')).broken).toMatchObject({ code: 'unreadable' });
    const whole = zipSync({ 'project.qde': strToU8('<Project/>') });
    expect(read(whole).articles).toEqual([]);
    expect(read(whole.slice(0, -30)).broken).toMatchObject({ code: 'unreadable' });
    expect(read(zipSync({ 'word/document.xml': strToU8('<a/>') })).broken).toMatchObject({ code: 'not-format' });
    expect(read(Uint8Array.of(0xff, 0xfe, 0x3c)).broken).toEqual({ code: 'not-utf8', values: [] });
  });
});

describe('a project of ours that somebody has worked on', () => {
  const annotations = [
    annotated(TEXT, ['Smith'], { label: 'source', review: { state: 'accepted' }, created: '2026-11-21T09:00:00Z' }),
    annotated(TEXT, ['“we lie”', 'today'], {
      id: 'b0000000',
      label: 'quote',
      note: 'first',
      attributes: { kind: 'direct' },
    }),
  ];
  const exported = (change: (project: string) => string) => {
    const running = new Export(refiQda);
    const article = exportable(TEXT, annotations);
    const written = contentOf([...running.add(article).pieces, ...running.end()]);
    const files = unzipSync(written);
    const project = strFromU8(files['project.qde'] ?? new Uint8Array(0));
    return read(zipSync({ ...files, 'project.qde': strToU8(change(project)) }));
  };

  const changed = (change: (project: string) => string) => {
    const { articles = [], skipped } = exported(change);
    expect(skipped).toEqual([]);
    const random = (size: number) => Uint8Array.from({ length: size }, (_, i) => i);
    const way = { importer: fromRefiQda, exporter: refiQda, codebook: exportable('', []).codebook, root: '', random };
    const [article] = articles;
    if (!article) throw new Error('There is no article.');
    return incorporate(article, TEXT, annotations, { ...way, label: (name) => name });
  };

  it('changes what was changed there, and nothing else', () => {
    const found = changed((project) =>
      project
        .replace('<Description>first</Description>', '<Description>second</Description>')
        .replace(' origin="Newsmark"', ' origin="QualCoder"')
        // Other programs give new GUIDs, users and times.
        .replaceAll(/creationDateTime="[^"]*"/g, 'creationDateTime="2027-01-01T00:00:00Z"')
        .replaceAll(
          /([0-9a-f]{8})(-[0-9a-f-]{27})/g,
          (_, first: string, rest: string) => [...first].reverse().join('') + rest,
        ),
    );
    expect(found).toMatchObject({ added: 0, changed: 1, known: 1, conflicts: 0 });
    expect(found.change.steps).toMatchObject([{ after: { ...annotations[1], note: 'second' } }]);
  });

  it('knows an annotation that has another code now, and one that is new', () => {
    const found = changed((project) => {
      const [, claim = ''] = /guid="([^"]*)" name="claim"/.exec(project) ?? [];
      const [, source = ''] = /guid="([^"]*)" name="source"/.exec(project) ?? [];
      return project
        .replace(`CodeRef targetGUID="${source}"`, `CodeRef targetGUID="${claim}"`)
        .replace('</TextSource>', `${selection(71, 8, 12, coding(1).replace(guid(1), claim))}</TextSource>`);
    });
    expect(found).toMatchObject({ added: 1, changed: 1, known: 1, conflicts: 0 });
    expect(found.change.steps).toMatchObject([
      { after: { id: 'a0000000', label: 'claim', review: { state: 'accepted' } } },
      { after: { id: guid(71), label: 'claim', target: [{ exact: 'said' }] } },
    ]);
  });

  it('may have a text that begins with a byte order mark of its own', () => {
    const text = '\ufeffaaaa';
    const one = annotated(text, ['aa']);
    const running = new Export(refiQda);
    const { pieces } = running.add(
      exportable(text, [
        { ...one, target: [{ ...one.target[0], exact: 'a', start: 3, end: 4, prefix: '', suffix: '' }] },
      ]),
    );
    const [article] = read(contentOf([...pieces, ...running.end()])).articles ?? [];
    expect(article?.text).toBe(text);
    expect(article?.annotations[0]?.target).toEqual([{ start: 3, end: 4 }]);
  });

  it('is known by its words where the descriptions are gone', () => {
    const found = changed((project) => project.replace(/<Description>Newsmark: .*<\/Description>/, ''));
    expect(found).toMatchObject({ conflicts: 0 });
    expect(found.change.steps.flatMap(({ after }) => (after ? [[after.id, after.label]] : []))).not.toContainEqual([
      'a0000000',
      'claim',
    ]);
  });
});
