import type { Place, Problem, Severity } from '../core/problem.ts';
import { sentence } from '../core/problem.ts';
import { plain, shown } from './io.ts';

/** Something wrong in a file, as it is printed. */
export interface Finding {
  /** URI of the file in which it is to be mended. */
  readonly uri: string;
  readonly place?: Place | undefined;
  readonly severity: Severity;
  readonly code: string;
  readonly sentence: string;
  /** The annotation that is meant. */
  readonly id?: string | undefined;
}

/** `places` are those of the file's annotations, for problems that name one. */
export function toFinding(problem: Problem, uri: string, places?: ReadonlyMap<string, Place>): Finding {
  const { code, severity, id } = problem;
  const place = problem.place ?? (id === undefined ? undefined : places?.get(id));
  const values = problem.values.map((value) => shorten(plain(value)));
  return { uri, place, severity, code, sentence: sentence({ ...problem, values }), id };
}

/** `file:line:column: severity: sentence [code]`, as compilers do: editors and terminals know the way to the place. */
export function printFinding({ uri, place, severity, code, sentence }: Finding, cwd: string): string {
  return `${plain(shown(uri, cwd))}:${place?.line ?? 1}:${place?.column ?? 1}: ${severity}: ${sentence} [${code}]\n`;
}

/** One line of JSON; `file` with `/`. */
export function printFindingJson({ uri, place, severity, code, sentence, id }: Finding, cwd: string): string {
  const file = shown(uri, cwd).replaceAll('\\', '/');
  return `${JSON.stringify({ file, line: place?.line ?? 1, column: place?.column ?? 1, ...ends(place), severity, code, message: sentence, id })}\n`;
}

const ends = (place: Place | undefined) => ({ endLine: place?.endLine, endColumn: place?.endColumn });

/** The most code points of a quoted passage that a message repeats. */
const MOST = 80;

function shorten(text: string): string {
  const characters = Array.from(text.slice(0, 4 * MOST));
  return characters.length <= MOST ? text : `${characters.slice(0, MOST - 1).join('')}…`;
}
