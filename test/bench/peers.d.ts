/** The parts of the peers that the benchmarks use, so that the sources can be checked without them. */
declare module 'approx-string-match' {
  export interface Match {
    readonly start: number;
    readonly end: number;
    readonly errors: number;
  }
  export default function search(text: string, pattern: string, maxErrors: number): Match[];
}

declare module 'diff-match-patch' {
  export default class DiffMatchPatch {
    Match_Distance: number;
    match_main(text: string, pattern: string, place: number): number;
  }
}

declare module 'fast-diff' {
  const diff: {
    (before: string, after: string): [number, string][];
    readonly EQUAL: number;
    readonly INSERT: number;
    readonly DELETE: number;
  };
  export default diff;
}
