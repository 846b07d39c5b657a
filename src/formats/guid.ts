import { v5 } from 'uuid';

/** The name space of what Newsmark names. */
const NEWSMARK = 'f1d6ff5e-2f5b-4c0e-9d37-2d3a0c6b9b51';

/** A UUID (version 5) that is the same for the same words. */
export const guidOf = (...words: readonly string[]): string => v5(JSON.stringify(words), NEWSMARK);
