import { toText } from './text.ts';

/** The note that a text means as a person typed it: LF line ends, no white space around it. Undefined: no note. */
export const toNote = (typed: string): string | undefined => toText(typed).trim() || undefined;

/** Whether a text holds half of a surrogate pair, which no file can keep. */
export const hasHalf = (text: string): boolean => /\p{Surrogate}/u.test(text);

/** What saving a note does. */
export type Saving = 'nothing' | 'write' | 'conflict';

/**
 * What is to be done with a note that somebody wrote while others could write, too. All three without white space around
 * them. `before`: the note when the writing began; `present`: as it is now; `written`: what shall be there.
 */
export function saving(before: string | undefined, present: string | undefined, written: string | undefined): Saving {
  if (written === before || written === present) return 'nothing';
  return present === before ? 'write' : 'conflict';
}
