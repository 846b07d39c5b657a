import { inTurn } from './turn.ts';

/** A box that opens takes what is pressed from then on, until it has the keys itself. False for what it has no use for. */
type Taker = (text: string | undefined) => boolean;

let taker: Taker | undefined;
/** Keys that have been pressed and have not acted yet, in their order. */
const waiting = new Set<{ readonly text: string | undefined }>();

/**
 * Lets a key act when those before it have acted, unless a box takes it that one of them opens. `text`: what the key types
 * where it types.
 */
export async function press(text: string | undefined, act: () => Promise<void>): Promise<void> {
  if (taker?.(text)) return;
  const key = { text };
  waiting.add(key);
  await inTurn(async () => {
    if (waiting.delete(key)) await act();
  });
}

/** Gives a box what is pressed from now on, and what waits already, until what this gives is called. */
export function take(next: Taker): () => void {
  taker = next;
  for (const key of waiting) if (next(key.text)) waiting.delete(key);
  return () => {
    if (taker === next) taker = undefined;
  };
}
