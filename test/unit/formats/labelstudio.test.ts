import { SaxesParser } from 'saxes';
import { describe, expect, it } from 'vitest';
import { Export, exportArticle } from '../../../src/formats/exporter.ts';
import { attributeOf, controlOf } from '../../../src/formats/labelcontrol.ts';
import { labelStudio } from '../../../src/formats/labelstudio.ts';
import { annotated, exportable, lost } from './exportable.ts';

const TEXT = '😀 Smith said “we lie” again\ntoday.\n';

const resultOf = (chunk: string) => JSON.parse(chunk).annotations[0].result;

const quote = annotated(TEXT, ['“we lie”', 'today'], {
  id: 'b0000000',
  label: 'quote',
  note: 'first\nsecond',
  attributes: { kind: 'direct', 'my key': ['x', 'y'] },
  links: [
    { role: 'source', to: 'a0000000' },
    { role: 'same', to: 'other.txt#b0' },
    { role: 'supports', to: 'a0000000' },
  ],
  by: 'ana',
});

describe('Label Studio', () => {
  it('has regions in code points, values and notes of the first, relations, and what Newsmark needs to know', () => {
    const about = { file: 'a.txt', title: 'A', url: 'https://example.org/a' };
    const smith = annotated(TEXT, ['Smith'], { label: 'source', created: '2026-11-21T09:00:00Z' });
    const { chunk, losses } = labelStudio.print(exportable(TEXT, [smith, quote], { about, root: 'news/' }));
    const first = { start: 13, end: 21, text: '“we lie”' };
    const newsmark = {
      id: 'b0000000',
      stamp: '',
      links: [
        { role: 'source', to: 'a0000000' },
        { role: 'same', to: 'news/other.txt#b0' },
        { role: 'supports', to: 'a0000000' },
      ],
      by: 'ana',
    };
    expect(JSON.parse(chunk).data).toEqual({
      text: TEXT,
      file: 'news/a.txt',
      sha256: 'ff00',
      title: 'A',
      url: about.url,
    });
    expect(resultOf(chunk)).toEqual([
      {
        id: 'a0000000',
        from_name: 'label',
        to_name: 'text',
        type: 'labels',
        value: { start: 2, end: 7, text: 'Smith', labels: ['source'] },
        meta: { newsmark: { id: 'a0000000', stamp: '2026-11-21T09:00:00Z', created: '2026-11-21T09:00:00Z' } },
      },
      {
        id: 'b0000000',
        from_name: 'label',
        to_name: 'text',
        type: 'labels',
        value: { ...first, labels: ['quote'] },
        meta: { newsmark: { ...newsmark, part: 1 } },
      },
      {
        id: 'b0000000',
        from_name: 'kind',
        to_name: 'text',
        type: 'choices',
        value: { ...first, choices: ['direct'] },
      },
      {
        id: 'b0000000',
        from_name: 'my%20key.text',
        to_name: 'text',
        type: 'textarea',
        value: { ...first, text: ['x', 'y'] },
      },
      {
        id: 'b0000000',
        from_name: 'note',
        to_name: 'text',
        type: 'textarea',
        value: { ...first, text: ['first\nsecond'] },
      },
      {
        id: 'b0000000.2',
        from_name: 'label',
        to_name: 'text',
        type: 'labels',
        value: { start: 28, end: 33, text: 'today', labels: ['quote'] },
        meta: { newsmark: { ...newsmark, part: 2 } },
      },
      {
        type: 'relation',
        from_id: 'b0000000',
        to_id: 'a0000000',
        direction: 'right',
        labels: ['source', 'supports'],
      },
    ]);
    expect(losses).toEqual([]);
  });

  it('is a list of tasks, also of articles that nobody has annotated yet', () => {
    const running = new Export(labelStudio);
    const pieces = [
      ...running.add(exportable(TEXT, [quote])).pieces,
      ...running.add(exportable('No.\n', [], { file: 'b.txt' })).pieces,
      ...running.end(),
    ];
    const written = pieces.filter(({ name }) => name === 'annotations.label-studio.json').map(({ content }) => content);
    const tasks = JSON.parse(written.join(''));
    expect(tasks.map(({ data }: { data: { file: string } }) => data.file)).toEqual(['news/a.txt', 'b.txt']);
    expect(tasks[1].annotations).toEqual([]);
    expect(new Export(labelStudio).end()[0]?.content).toBe('[\n\n]\n');
  });

  it('has a configuration with labels, attributes and roles', () => {
    const running = new Export(labelStudio);
    running.add(exportable(TEXT, [{ ...quote, label: 'a "b" & c', attributes: { kind: 'new\nkind', text: 'x' } }]));
    const config = running.end().find(({ name }) => name === 'label-studio.xml')?.content;
    expect(String(config).split('\n')).toEqual([
      '<View>',
      '  <Relations choice="multiple">',
      ...['source', 'supports', 'contradicts', 'same'].map((role) => `    <Relation value="${role}"/>`),
      '  </Relations>',
      '  <Labels name="label" toName="text">',
      '    <Label value="claim" background="#E69F00" hotkey="c"/>',
      '    <Label value="source" background="#56B4E9" hotkey="s"/>',
      '    <Label value="quote" background="#009E73" hotkey="q"/>',
      '    <Label value="a &quot;b&quot; &amp; c" background="#999999"/>',
      '  </Labels>',
      '  <Text name="text" value="$text"/>',
      '  <View visibleWhen="region-selected">',
      '    <Header value="Verdict" size="6"/>',
      '    <Choices name="verdict" toName="text" perRegion="true" choice="multiple" whenTagName="label" whenLabelValue="claim">',
      ...['unverified', 'confirmed', 'disputed', 'false'].map((value) => `      <Choice value="${value}"/>`),
      '    </Choices>',
      '    <Header value="Credibility" size="6"/>',
      '    <Choices name="credibility" toName="text" perRegion="true" choice="multiple" whenTagName="label" whenLabelValue="claim">',
      ...['1', '2', '3', '4', '5', '6'].map((value) => `      <Choice value="${value}"/>`),
      '    </Choices>',
      '    <Header value="Kind" size="6"/>',
      '    <Choices name="kind" toName="text" perRegion="true" choice="multiple" whenTagName="label" whenLabelValue="source,quote,a &quot;b&quot; &amp; c">',
      ...['person', 'organisation', 'document', 'media', 'social', 'anonymous', 'direct', 'indirect', 'mixed'].map(
        (value) => `      <Choice value="${value}"/>`,
      ),
      '      <Choice value="new&#10;kind"/>',
      '    </Choices>',
      '    <TextArea name="kind.text" toName="text" perRegion="true" editable="true" placeholder="Kind" whenTagName="label" whenLabelValue="source,quote,a &quot;b&quot; &amp; c"/>',
      '    <Header value="Reliability" size="6"/>',
      '    <Choices name="reliability" toName="text" perRegion="true" choice="multiple" whenTagName="label" whenLabelValue="source">',
      ...['A', 'B', 'C', 'D', 'E', 'F'].map((value) => `      <Choice value="${value}"/>`),
      '    </Choices>',
      '    <Header value="Entity" size="6"/>',
      '    <TextArea name="entity.text" toName="text" perRegion="true" editable="true" placeholder="Entity" whenTagName="label" whenLabelValue="source"/>',
      '    <Header value="text" size="6"/>',
      '    <TextArea name="%74ext.text" toName="text" perRegion="true" editable="true" placeholder="text" whenTagName="label" whenLabelValue="a &quot;b&quot; &amp; c"/>',
      '    <TextArea name="note" toName="text" perRegion="true" rows="3" editable="true" placeholder="Note"/>',
      '  </View>',
      '</View>',
      '',
    ]);
  });

  it('has results that Label Studio finds valid by its configuration', () => {
    const hostile = annotated(TEXT, ['Smith'], {
      label: 'a\u0001,<b>',
      attributes: { verdict: 'false', 'B-x@y|z': ['\u0002', '"&'], label: 'x', note: 'y', 'a.text': 'z' },
      links: [{ role: 'r <1>', to: 'b0000000' }],
    });
    const running = new Export(labelStudio);
    const [piece] = running.add(exportable(TEXT, [hostile, quote])).pieces;
    const config = String(running.end().find(({ name }) => name === 'label-studio.xml')?.content);
    const tags = new Map<string, string>();
    const values = new Map<string, Set<string>>();
    const parser = new SaxesParser();
    let control = '';
    parser.on('opentag', ({ name, attributes }) => {
      if (attributes['name'] !== undefined) {
        expect(tags.has(attributes['name'])).toBe(false);
        tags.set(attributes['name'], name);
      }
      if (attributes['toName'] !== undefined || name === 'Relations') control = attributes['name'] ?? name;
      if (/^(Label|Choice|Relation)$/.test(name))
        values.set(control, new Set([...(values.get(control) ?? []), attributes['value'] ?? '']));
    });
    parser.write(config).close();
    expect(tags.get('text')).toBe('Text');
    const result = resultOf(String(piece?.content).replace(/^\[\n/, ''));
    expect(result).toHaveLength(13);
    const ids = new Set(result.map(({ id }: { id?: string }) => id));
    for (const { type, from_name, to_name, value, from_id, to_id, direction, labels } of result) {
      if (type === 'relation') {
        expect(['left', 'right', 'bi']).toContain(direction);
        expect(ids.has(from_id) && ids.has(to_id)).toBe(true);
        expect(values.get('Relations')).toEqual(new Set([...(values.get('Relations') ?? []), ...labels]));
      } else {
        expect(to_name).toBe('text');
        expect([from_name, tags.get(from_name)?.toLowerCase()]).toEqual([from_name, type]);
        if (type !== 'textarea')
          expect([...(values.get(from_name) ?? [])]).toEqual(expect.arrayContaining(value[type]));
      }
    }
  });

  it('has no choices that the configuration cannot list', () => {
    const values = ['a', '\u0001'];
    const label = {
      ...{ name: 'claim', title: 'Claim', colour: 'red', was: [] },
      attributes: [{ name: 'k', title: 'K', values }],
    };
    const article = exportable(TEXT, [
      annotated(TEXT, ['Smith'], { attributes: { k: 'a' } }),
      annotated(TEXT, ['said'], { id: 'b0000000', attributes: { k: ['a', '\u0001'] } }),
    ]);
    const { chunk } = labelStudio.print({ ...article, codebook: { ...article.codebook, labels: [label as never] } });
    expect(resultOf(chunk).map(({ from_name }: { from_name: string }) => from_name)).toEqual([
      'label',
      'k',
      'label',
      'k.text',
    ]);
  });

  it('tells what it cannot hold', () => {
    const article = exportable(TEXT, [
      lost(annotated(TEXT, ['Smith'])),
      annotated(TEXT, ['said'], {
        id: 'b0000000',
        label: 'a\u0001',
        attributes: { kind: [] },
        conflict: { note: 'x' },
        extra: { 'x-mine': 1 },
      }),
    ]);
    expect(labelStudio.print(article).losses.map(({ code, values, id }) => [code, id, ...values])).toEqual([
      ['unplaced', 'a0000000'],
      ['renamed', 'b0000000', 'a\u0001', 'a\ufffd'],
      ['no-keys', 'b0000000', 'conflict, attributes, x-mine'],
    ]);
  });

  it('sees what is not true', () => {
    const article = exportable(TEXT, [annotated(TEXT, ['Smith']), quote]);
    const { chunk } = exportArticle(labelStudio, article);
    expect(labelStudio.untrue(chunk, article)).toEqual([]);
    expect(labelStudio.untrue(chunk.replace('"start":2', '"start":3'), article)).toEqual(['a0000000']);
    expect(labelStudio.untrue(chunk.replace('"end":33', '"end":32'), article)).toEqual(['b0000000']);
    expect(labelStudio.untrue(chunk.replace('Smith said', 'Smyth said'), article)).toEqual(['a0000000', 'b0000000']);
    expect(labelStudio.untrue('{"data":{},"annotations":[]}', article)).toEqual(['a0000000', 'b0000000']);
  });
});

describe('the name of a control', () => {
  it.each([
    ['verdict', false, 'verdict'],
    ['my key', true, 'my%20key.text'],
    ['a.text', false, 'a%2Etext'],
    ['вердикт', true, '%D0%B2%D0%B5%D1%80%D0%B4%D0%B8%D0%BA%D1%82.text'],
    ['😀', false, '%F0%9F%98%80'],
    ['label', false, '%6Cabel'],
    ['note', true, '%6Eote.text'],
  ])('of %s comes back', (attribute, isFree, control) => {
    expect(controlOf(attribute, isFree)).toBe(control);
    expect(attributeOf(control)).toBe(attribute);
  });

  it('stays where it is of another kind', () => {
    expect(attributeOf('50%')).toBe('50%');
    expect(attributeOf('sentiment')).toBe('sentiment');
  });
});
