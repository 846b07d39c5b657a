import { expect, it } from 'vitest';
import { CasFile, isCas } from '../../../src/formats/casfile.ts';
import { clip } from '../../../src/formats/importer.ts';

const read = (types: object, ...structures: readonly object[]) => {
  const value = { '%TYPES': types, '%FEATURE_STRUCTURES': structures };
  expect(isCas(value)).toBe(true);
  return new CasFile(value, JSON.stringify(value, undefined, 1));
};

const at = (id: number, type: string) => ({ '%ID': id, '%TYPE': type, begin: 0, end: 1 });

it('what people annotate descends from annotations, and cuts no text', () => {
  const types = {
    'a.A': { '%SUPER_TYPE': 'a.B' },
    'a.B': { '%SUPER_TYPE': 'uima.tcas.Annotation' },
    'a.Top': { '%SUPER_TYPE': 'uima.cas.TOP' },
    'a.Document': { '%SUPER_TYPE': 'uima.tcas.DocumentAnnotation' },
    'a.Circle': { '%SUPER_TYPE': 'a.Circle' },
    'a.Odd': 'text',
  };
  const dkpro = 'de.tudarmstadt.ukp.dkpro.core.api';
  const known = ['a.A', 'uima.tcas.Annotation', 'not.declared'];
  const others = [
    'a.Top',
    'a.Document',
    'a.Circle',
    `${dkpro}.segmentation.type.Token`,
    `${dkpro}.metadata.type.TagsetDescription`,
  ];
  const file = read(types, ...[...known, ...others].map((type, i) => at(i, type)));
  expect(file.annotations().map(({ type }) => type)).toEqual(known);
  expect(file.to(1)?.type).toBe('uima.tcas.Annotation');
  expect(file.to('1')).toBe(file.to(1));
  expect(file.to({})).toBeUndefined();
  expect(file.isOurs).toBe(false);
});

it('what is skipped has its line and a short text', () => {
  const file = read({}, at(1, 'a.A'), at(2, 'a.A'));
  file.skip('not-known', clip('x'.repeat(100)), { index: 1, id: '2' });
  expect(file.skipped).toEqual([{ code: 'not-known', values: [`${'x'.repeat(79)}…`], line: 10, id: '2' }]);
});
