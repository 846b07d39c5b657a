import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { IMPORTERS, importerFor } from '../../../src/formats/importers.ts';
import { fromWebanno } from '../../../src/formats/webannoimport.ts';

it('what a file is called says its format, where that is the usual ending of one', () => {
  const named = ['a.tsv', 'a.txt.webanno.TSV', 'a.cas.json', 'a.jsonld', 'a.json', 'a.txt', 'tsv'];
  expect(named.map((name) => importerFor(name)?.name)).toEqual([
    ...['tsv', 'webanno', 'cas', 'w3c', undefined, undefined, undefined],
  ]);
  for (const importer of IMPORTERS) expect(importerFor(`a${importer.extensions[0]}`)).toBe(importer);
});

it('of a format that somebody has said every ending fits', () => {
  expect(importerFor('a.tsv', [fromWebanno])).toBe(fromWebanno);
});

it('the menu of every file that can be imported offers it', () => {
  const { contributes } = JSON.parse(readFileSync(new URL('../../../package.json', import.meta.url), 'utf8'));
  const items: readonly { readonly command: string; readonly when: string }[] = contributes.menus['explorer/context'];
  const when = items.find(({ command }) => command === 'newsmark.import')?.when;
  const endings = IMPORTERS.flatMap(({ extensions }) => extensions.map((each) => each.split('.').at(-1)));
  expect(when?.match(/\(([\w|]+)\)/)?.[1]?.split('|')).toEqual([...new Set(endings)].toSorted());
});
