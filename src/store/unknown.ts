import type { Change } from '../core/change.ts';
import { check } from '../core/check.ts';
import type { Codebook } from '../core/label.ts';

const KINDS = ['labels', 'attributes', 'values'] as const;
type Kind = (typeof KINDS)[number];

/** What a change brought that the codebook does not have: nothing is wrong with that, but somebody may have meant another name. */
export class Unknown {
  readonly #found: Readonly<Record<Kind, Map<string, number>>> = {
    labels: new Map(),
    attributes: new Map(),
    values: new Map(),
  };

  add({ steps }: Change, codebook: Codebook): void {
    for (const { code, values } of check(
      steps.flatMap(({ after }) => after ?? []),
      codebook,
    )) {
      const [first = '', second = ''] = values;
      if (code === 'unknown-label') this.#count('labels', first);
      if (code === 'unknown-attribute') this.#count('attributes', second);
      if (code === 'unknown-value') this.#count('values', `${first}: ${second}`);
    }
  }

  /** Names with how many times they stand somewhere, the most frequent first; values behind their attributes. */
  of(kind: Kind): readonly (readonly [name: string, times: number])[] {
    return [...this.#found[kind]].sort(([, a], [, b]) => b - a);
  }

  #count(kind: Kind, name: string): void {
    this.#found[kind].set(name, (this.#found[kind].get(name) ?? 0) + 1);
  }
}
