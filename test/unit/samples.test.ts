import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { load, YAML11_SCHEMA } from 'js-yaml';
import { describe, expect, it } from 'vitest';
import { parse, parseDocument } from 'yaml';
import { BUILT_IN } from '../../src/core/label.ts';
import { parseCodebook } from '../../src/formats/codebook.ts';
import { parse as parseSidecar, print as printSidecar } from '../../src/formats/sidecar.ts';

const folder = new URL('../../samples/', import.meta.url);
const bytes = (name: string): Buffer => readFileSync(new URL(name, folder));
const read = (name: string): string => bytes(name).toString('utf8');
const sum = (data: Buffer | string): string => createHash('sha256').update(data).digest('hex');

interface Item {
  exact: string;
  prefix?: string;
  start: number;
  end: number;
  suffix?: string;
}

interface Annotation {
  id: string;
  label: string;
  target: Item[];
  attributes: Record<string, string>;
  note?: string;
  links?: { role: string; to: string }[];
  review?: { state: string };
}

interface Sidecar {
  newsmark: number;
  article: { file: string; sha256: string; length: number };
  annotations: Annotation[];
}

const printed = read('kharkiv.txt.newsmark.yaml');
const sidecar: Sidecar = parse(printed);
const { annotations } = sidecar;
const article = read('kharkiv.txt');
const points = [...article];

describe('the articles', () => {
  it('are what they always were', () => {
    expect(sum(bytes('kharkiv.txt'))).toBe('d429023c003370f9538100f4722ef1bdc451d1a38cc924237bf764d55696dbba');
    expect(sum(bytes('pokrovsk.txt'))).toBe('b4c4f9794808b5f30be2539deaa33c73e802a994f3602c8d8248a32fb0d3808d');
  });

  it('are one with a sidecar and one to try on', () => {
    expect(
      readdirSync(folder)
        .filter((name) => name.includes('.txt'))
        .toSorted(),
    ).toEqual(['kharkiv.txt', 'kharkiv.txt.newsmark.yaml', 'pokrovsk.txt']);
  });
});

describe('the sidecar', () => {
  it('reads the same in YAML 1.1 and 1.2, with two readers', () => {
    expect(parseDocument(printed).errors).toEqual([]);
    expect(parse(printed, { version: '1.1' })).toEqual(sidecar);
    expect(load(printed)).toEqual(sidecar);
    expect(load(printed, { schema: YAML11_SCHEMA })).toEqual(sidecar);
  });

  it('is of this article', () => {
    expect(sidecar.newsmark).toBe(1);
    expect(sidecar.article).toMatchObject({ file: 'kharkiv.txt', sha256: sum(article), length: points.length });
  });

  it('finds every piece of text, and its context, at its place', () => {
    for (const { exact, prefix = '', start, end, suffix = '' } of annotations.flatMap(({ target }) => target)) {
      expect(points.slice(start, end).join('')).toBe(exact);
      expect(points.slice(Math.max(0, start - 32), start).join('')).toBe(prefix);
      expect(points.slice(end, end + 32).join('')).toBe(suffix);
    }
  });

  it('cuts no grapheme and takes no white space along', () => {
    const borders = new Set([points.length]);
    let at = 0;
    for (const { segment } of new Intl.Segmenter('en', { granularity: 'grapheme' }).segment(article)) {
      borders.add(at);
      at += [...segment].length;
    }
    for (const { exact, start, end } of annotations.flatMap(({ target }) => target)) {
      expect(exact).toBe(exact.trim());
      expect([borders.has(start), borders.has(end)]).toEqual([true, true]);
    }
  });

  it('has its annotations in the order of the text, and their pieces apart', () => {
    const starts = annotations.map(({ target }) => target[0]?.start ?? -1);
    expect(starts).toEqual(starts.toSorted((a, b) => a - b));
    for (const { target } of annotations) {
      const places = target.flatMap(({ start, end }) => [start, end]);
      expect(places).toEqual([...new Set(places)].toSorted((a, b) => a - b));
    }
  });

  it('has ids that stand once and load as strings, and links that lead to them', () => {
    const labels = new Map(annotations.map(({ id, label }) => [id, label]));
    expect(labels.size).toBe(annotations.length);
    for (const id of labels.keys()) expect(id).toMatch(/^[a-hjkmnp-tv-z][0-9a-hjkmnp-tv-z]{7}$/);
    for (const { label, links = [] } of annotations) {
      for (const { role, to } of links) {
        const rule = BUILT_IN.roles.find(({ name }) => name === role);
        expect(rule?.from).toContain(label);
        expect(rule?.to).toContain(labels.get(to));
      }
    }
  });

  it('says only what the codebook allows', () => {
    for (const { label, attributes } of annotations) {
      const known = BUILT_IN.labels.find(({ name }) => name === label)?.attributes ?? [];
      for (const [name, value] of Object.entries(attributes)) {
        const attribute = known.find((one) => one.name === name);
        expect(attribute).toBeDefined();
        if (attribute?.values) expect(attribute.values).toContain(value);
      }
    }
  });

  it('shows what there is: every label, links, a discontinuous quote, nesting, overlap, notes, a review, a comment', () => {
    const count = (label: string) => annotations.filter((one) => one.label === label).length;
    expect(annotations.length).toBeGreaterThanOrEqual(28);
    expect(Math.min(count('claim'), count('source'), count('quote'))).toBeGreaterThanOrEqual(8);

    const roles = annotations.flatMap(({ links = [] }) => links.map(({ role }) => role));
    expect(roles.filter((role) => role === 'source').length).toBeGreaterThanOrEqual(10);
    expect(roles).toEqual(expect.arrayContaining(['supports', 'contradicts']));
    for (const { label, links = [] } of annotations)
      if (label === 'quote') expect(links.map(({ role }) => role)).toContain('source');

    const hasty = annotations.find(({ target }) => target.length > 1 && target[0]?.exact.startsWith('A hasty retreat'));
    expect(hasty).toMatchObject({
      label: 'quote',
      attributes: { kind: 'direct' },
      target: [{}, { exact: 'in people' }],
      review: { state: 'accepted' },
    });

    const spans = annotations.map(({ label, target }) => ({
      label,
      start: target[0]?.start ?? 0,
      end: target.at(-1)?.end ?? 0,
    }));
    const pairs = spans.flatMap((a) => spans.map((b) => [a, b] as const));
    expect(
      pairs.some(([a, b]) => a.label === 'claim' && b.label === 'quote' && a.start <= b.start && b.end < a.end),
    ).toBe(true);
    expect(pairs.some(([a, b]) => a.start < b.start && b.start < a.end && a.end < b.end)).toBe(true);

    const notes = annotations.flatMap(({ note }) => note ?? []);
    expect(notes.length).toBeGreaterThanOrEqual(5);
    expect(notes.some((note) => note.includes('\n'))).toBe(true);
    expect(annotations.filter(({ review }) => review).length).toBe(1);
    expect(printed).toMatch(/^ {2}# /m);
  });

  it('is printed as the program itself prints it, but for its comment', () => {
    const { value, problems } = parseSidecar(printed);
    expect(problems).toEqual([]);
    expect(value && printSidecar(value)).toBe(printed.replace(/^ *#.*\n/gm, ''));
  });
});

describe('the codebook', () => {
  it('says what the built-in one says', () => {
    const { value, problems } = parseCodebook(read('newsmark.yaml'));
    expect(problems).toEqual([]);
    expect(value).toEqual({ ...BUILT_IN, version: '2026-11', guidelines: 'guidelines.md' });
  });

  it('names guidelines that are there', () => {
    expect(read(parse(read('newsmark.yaml')).guidelines)).toContain('# How we mark articles');
  });
});

describe('the workspace’s settings', () => {
  it('make text files articles and nest their sidecars', () => {
    const manifest = JSON.parse(read('../package.json'));
    const settings = JSON.parse(read('.vscode/settings.json'));
    expect(settings['files.associations']).toEqual({ '*.txt': 'news' });
    expect(settings['explorer.fileNesting.enabled']).toBe(true);
    // The patterns are a default of the extension: everybody's workspace has them.
    expect(manifest.contributes.configurationDefaults['explorer.fileNesting.patterns']).toEqual({
      '*': '$' + '{capture}.newsmark.yaml, $' + '{capture}.*.newsmark.yaml',
    });
  });
});
