import { fromBrat } from './bratimport.ts';
import { fromCas } from './casimport.ts';
import { fromDoccano } from './doccanoimport.ts';
import type { Importer } from './importer.ts';
import { fromJsonl } from './jsonlimport.ts';
import { fromLabelStudio } from './labelstudioimport.ts';
import { fromRefiQda } from './refiqdaimport.ts';
import { fromCsv, fromTsv } from './tableimport.ts';
import { fromWebanno } from './webannoimport.ts';
import { fromHypothesis, fromW3c } from './webimport.ts';

/** Every format that annotations are imported from, in the order of the exporters. */
export const IMPORTERS: readonly Importer[] = [
  fromJsonl,
  fromCsv,
  fromTsv,
  fromW3c,
  fromBrat,
  fromDoccano,
  fromLabelStudio,
  fromCas,
  fromWebanno,
  fromRefiQda,
  fromHypothesis,
];

export const importerOf = (name: string): Importer | undefined => IMPORTERS.find((importer) => importer.name === name);

/**
 * The format that the end of a file's name says; undefined where it says none, or several of which it is the usual ending
 * of none or of more than one.
 */
export function importerFor(file: string, among: readonly Importer[] = IMPORTERS): Importer | undefined {
  const name = file.toLowerCase();
  const fitting = among.flatMap((importer) =>
    importer.extensions
      .filter((ending) => name.endsWith(ending))
      .map((ending) => ({ importer, ending, isUsual: ending === importer.extensions[0] })),
  );
  const longest = Math.max(0, ...fitting.map(({ ending }) => ending.length));
  const best = fitting.filter(({ ending }) => ending.length === longest);
  const usual = best.filter(({ isUsual }) => isUsual);
  const [only, ...others] = usual.length > 0 ? usual : best;
  return others.length === 0 ? only?.importer : undefined;
}
