import { expect, it } from 'vitest';
import { OWN_FEATURES, TYPES } from '../../../src/formats/castypes.ts';

it('the types of an export are INCEpTION’s layers, with features for what else there is', () => {
  const text = (name: string) => [name, { '%NAME': name, '%RANGE': 'uima.cas.String' }];
  expect(TYPES['custom.Relation']).toEqual({
    '%NAME': 'custom.Relation',
    '%SUPER_TYPE': 'uima.tcas.Annotation',
    Governor: { '%NAME': 'Governor', '%RANGE': 'uima.tcas.Annotation' },
    Dependent: { '%NAME': 'Dependent', '%RANGE': 'uima.tcas.Annotation' },
    label: { '%NAME': 'label', '%RANGE': 'uima.cas.String' },
  });
  expect(TYPES['custom.Span']).toEqual({
    '%NAME': 'custom.Span',
    '%SUPER_TYPE': 'uima.tcas.Annotation',
    ...Object.fromEntries(['label', 'newsmarkId', ...OWN_FEATURES.keys()].map(text)),
  });
  expect([...OWN_FEATURES.keys()]).toContain('newsmarkModifiedBy');
});
