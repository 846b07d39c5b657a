/** Lets the next key act; set by the one whose turn it is. */
let release: (() => void) | undefined;
/** Resolves when all keys so far have acted. */
let before: Promise<void> = Promise.resolve();

/**
 * Does what a key asks for in the order in which keys were pressed: each sees what those before it have done. It waits
 * until that is done, not until it is written: `passOn` says when.
 */
export async function inTurn(work: () => Promise<void>): Promise<void> {
  const turn = before;
  let pass = (): void => {};
  before = new Promise((resolve) => {
    pass = resolve;
  });
  await turn;
  release = pass;
  try {
    await work();
  } finally {
    pass();
  }
}

/** What the key asked for is done, but for writing it. */
export const passOn = (): void => release?.();
