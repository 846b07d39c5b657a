import { expect, it } from 'vitest';
import { aboutBrat } from '../../../src/formats/bratconf.ts';
import { Terms } from '../../../src/formats/terms.ts';
import { annotated, exportable } from './exportable.ts';

const TEXT = 'Smith said no.\n';

const confOf = (terms: Terms, hasEvents: boolean): string =>
  String(aboutBrat(terms, hasEvents).find(({ name }) => name === 'annotation.conf')?.content);

it('a cue is an event where there are events, else an entity', () => {
  const terms = new Terms();
  terms.add(exportable(TEXT, [annotated(TEXT, ['said'], { label: 'cue' })]));
  expect(confOf(terms, false)).toContain('quote\ncue\n\n[relations]');
  expect(confOf(terms, false)).toContain('[events]\n\n');
  expect(confOf(terms, true)).toContain('quote\n\n[relations]');
  expect(confOf(terms, true)).toContain('[events]\ncue\tSource?:<ENTITY>, Content*:<ENTITY>\n');
});

it('values that annotations have are in it, without what means something there', () => {
  const terms = new Terms();
  terms.add(exportable(TEXT, [annotated(TEXT, ['Smith'], { label: 'source', attributes: { entity: 'A|B, C\n' } })]));
  expect(confOf(terms, false)).toContain('entity\tArg:source, Value:A B  C \n');
});
