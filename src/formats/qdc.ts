import type { Exporter } from './exporter.ts';
import { printCodeBook } from './reficodes.ts';

/**
 * A REFI-QDA codebook: the labels of all articles as codes, with their colours, and below each the values of its
 * attributes that the codebook lists (see `reficodes.ts`). It says nothing of annotations.
 */
export const qdc: Exporter = {
  name: 'qdc',
  title: 'REFI-QDA codebook',
  description: 'The labels as codes, without annotations, for ATLAS.ti, MAXQDA, NVivo, QualCoder.',
  extension: '.qdc',
  per: 'export',
  onlyTerms: true,
  print: () => ({ chunk: '', losses: [] }),
  untrue: () => [],
  packed: () => ({
    add: () => [],
    end(terms) {
      const codebook = printCodeBook(terms, { xmlns: 'urn:QDA-XML:codebook:1.0', origin: 'Newsmark' });
      const text = `<?xml version="1.0" encoding="utf-8"?>\n${codebook}`;
      return codebook === '' ? [] : [{ name: 'annotations.qdc', content: text, isWhole: true }];
    },
  }),
};
