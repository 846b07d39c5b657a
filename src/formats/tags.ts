/** What a word's tag says beside its label: begins, goes on, ends, stands alone. */
export type Scheme = 'iob1' | 'iob2' | 'bioes';

/** A row of words with one label, by their numbers: `end` is the one behind the last. */
export interface Chunk {
  readonly label: string;
  readonly start: number;
  readonly end: number;
}

/** The tags of so many words of one sentence, of which no two chunks share one. */
export function tagsOf(chunks: readonly Chunk[], length: number, scheme: Scheme): string[] {
  const tags: string[] = Array.from({ length }, () => 'O');
  const labelAt = new Map(chunks.map(({ end, label }) => [end, label]));
  for (const { label, start, end } of chunks) {
    for (let i = start; i < end; i++) tags[i] = `I-${label}`;
    // In the oldest scheme only what follows its like begins.
    if (scheme !== 'iob1' || labelAt.get(start) === label) tags[start] = `B-${label}`;
    if (scheme === 'bioes') tags[end - 1] = `${end - start === 1 ? 'S' : 'E'}-${label}`;
  }
  return tags;
}

/** The twin of `tagsOf`, for tags of any scheme. */
export function chunksOf(tags: readonly string[]): Chunk[] {
  const chunks: Chunk[] = [];
  let open: { readonly label: string; readonly start: number } | undefined;
  for (const [i, tag] of [...tags, 'O'].entries()) {
    const [sign, label] = [tag.charAt(0), tag.slice(2)];
    if (open && (sign === 'O' || sign === 'B' || sign === 'S' || label !== open.label)) {
      chunks.push({ ...open, end: i });
      open = undefined;
    }
    if (sign !== 'O') open ??= { label, start: i };
    if (open && (sign === 'E' || sign === 'S')) {
      chunks.push({ ...open, end: i + 1 });
      open = undefined;
    }
  }
  return chunks;
}
