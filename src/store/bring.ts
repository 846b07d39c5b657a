import type { Problem } from '../core/problem.ts';
import { exporterOf } from '../formats/exporters.ts';
import type { ForeignArticle, Importer, Skip } from '../formats/importer.ts';
import { type Arrival, arrive, isArticleText, type Places } from './arrival.ts';
import type { Make, Outcome } from './closed.ts';
import { type Files, nameOf, relative } from './files.ts';
import { type Incorporated, incorporate, type Way } from './incorporate.ts';
import type { Project } from './project.ts';
import type { Shelves } from './shelves.ts';

/** An article in a file of another program. */
export interface Meant extends Places {
  readonly importer: Importer;
  readonly foreign: ForeignArticle;
}

/** What is done to articles. */
export interface Doer {
  readonly files: Files;
  readonly shelves: Shelves;
  readonly random: Way['random'];
  projectOf(uri: string): Promise<Project>;
  /** Changes an article that may be open or not; see `Store.change` and `changeClosed`. `text`: its text, where it is new. */
  change(uri: string, make: Make, text: string | undefined): Promise<Outcome>;
  /** What a label of theirs is called in a project; undefined for annotations that are left out. */
  label(name: string, project: Project): string | undefined;
}

/** What came of one article. */
export type Brought =
  | {
      readonly arrival: Arrival;
      readonly project: Project;
      readonly found: Incorporated;
      readonly skip?: undefined;
      readonly refused?: undefined;
    }
  /** Why none of its annotations came in: for what the file says, or because the sidecar cannot be written. */
  | { readonly skip: Skip; readonly refused?: undefined }
  | { readonly arrival: Arrival; readonly refused: Problem; readonly skip?: undefined };

/** Brings the annotations of one article in. Rejects when the disk refuses. */
export async function bring(meant: Meant, doer: Doer): Promise<Brought> {
  const { importer, foreign, folder } = meant;
  const arrival = await arrive(foreign, meant, importer.extensions, doer.files, doer.shelves);
  if ('code' in arrival) return { skip: arrival };
  if (arrival.text !== undefined && !isArticleText(arrival.text)) return { skip: { code: 'no-text', values: [] } };
  const exporter = exporterOf(importer.name);
  if (!exporter) throw new Error(`The format ${importer.name} has no exporter.`);
  const project = await doer.projectOf(arrival.uri);
  // A file decides nothing about what else lies in the folder: no settings, no codebook, no program is made of its text.
  if (meant.article === undefined && !project.isArticle(arrival.uri))
    return { skip: { code: 'not-article', values: [nameOf(arrival.uri)] } };
  const { codebook, root } = project;
  const below = relative(folder, root);
  const way: Way = {
    importer,
    exporter,
    codebook,
    root: below === undefined ? '' : `${below}/`,
    label: (name) => doer.label(name, project),
    random: doer.random,
  };
  const results: Incorporated[] = [];
  const make: Make = ({ text, annotations }) => {
    const found = incorporate(foreign, text, annotations, way);
    results.push(found);
    return found.change;
  };
  const { refused } = await doer.change(arrival.uri, make, arrival.text);
  if (refused) return { arrival, refused };
  if (arrival.text !== undefined) await doer.shelves.add(folder, arrival.uri, arrival.text);
  const found = results.at(-1);
  if (!found) throw new Error('Nothing was asked of the article.');
  return { arrival, project, found };
}
