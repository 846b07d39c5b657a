import type { Span } from '../core/span.ts';

/** Lines of a wrapped text are no wider than this, in columns: a Chinese character takes two. */
const WIDEST = 120;
/** Nor is their longest shorter than this, where only their lengths tell. */
const NARROWEST = 40;
/** So many lines must look wrapped, of those that do not end with a paragraph. */
const MOSTLY = 0.7;
/** A line that ends with one of these goes on in the next. */
const UNFINISHED =
  /(?:[,;–—(،؛，、；（]|(?:^|\s)(?:a|an|and|as|at|by|for|from|her|his|in|into|is|its|of|on|or|our|than|that|the|their|to|was|were|which|who|will|with|would))$/;
const FINISHED = /[.!?…:"'”’»)\]؟۔।。．！？：」』）】》]$/;
/** Characters of two columns: Chinese, Japanese, Korean. */
const WIDE = /[\u2e80-\ud7ff\uf900-\ufaff\ufe30-\ufe4f\uff01-\uff60]/g;
/** What a line could not be broken in: between Chinese characters it can, but not before marks that close. */
const WORD = /^\s*(?:[\u2e80-\u9fff\uf900-\ufaff][\p{Pe}\p{Pf}，、。．！？；：]*|[^\s\u2e80-\u9fff\uf900-\ufaff]+)/u;
const UNSPACED = /[\u2e80-\u9fff\uf900-\ufaff\uff01-\uff60]$/;
const LOWER = /^["'“‘«„(]*\p{Ll}/u;

/**
 * The paragraphs of a text (UTF-16, LF), in order, with the white space around them: a line each, but for lines that
 * were wrapped by hand or by a program, which are one.
 */
export function paragraphs(text: string): Span[] {
  const found: Span[] = [];
  let block: Span[] = [];
  let start = 0;
  while (start <= text.length) {
    const next = text.indexOf('\n', start);
    const end = next < 0 ? text.length : next;
    if (isBlank(text, start, end)) {
      unwrap(text, block, found);
      block = [];
    } else block.push({ start, end });
    start = end + 1;
  }
  unwrap(text, block, found);
  return found;
}

function isBlank(text: string, start: number, end: number): boolean {
  for (let i = start; i < end; i++) if (text.charCodeAt(i) > 0x20 && text.charAt(i).trim() !== '') return false;
  return true;
}

/** Adds the paragraphs of lines that no empty line parts. */
function unwrap(text: string, block: readonly Span[], found: Span[]): void {
  const [first] = block;
  if (!first) return;
  const isFull = wrapped(text, block);
  const isList = block.length > 2 && block.every((line) => isItem(text, line));
  let { start, end } = first;
  for (const [i, line] of block.entries()) {
    const next = block[i + 1];
    end = line.end;
    if (next && !isList && goesOn(text, line, next, isFull)) continue;
    found.push({ start, end });
    start = next?.start ?? end;
  }
}

/** A line of a list: in small letters, and without a stop. */
const isItem = (text: string, { start, end }: Span): boolean => {
  const line = text.slice(start, Math.min(end, start + WIDEST)).trim();
  return LOWER.test(line) && !FINISHED.test(line);
};

function goesOn(text: string, line: Span, next: Span, isFull: Full | undefined): boolean {
  if (isFull?.(line, next)) return true;
  const isSmall = LOWER.test(text.slice(next.start, next.start + WIDEST).trimStart());
  const tail = text.slice(Math.max(line.start, line.end - WIDEST), line.end).trimEnd();
  return FINISHED.test(tail) ? isSmall && isFull !== undefined : isSmall || UNFINISHED.test(tail);
}

const columns = (text: string): number => text.length + (text.match(WIDE)?.length ?? 0);

/** Whether the second of two lines would not have fitted on the first. */
type Full = (line: Span, next: Span) => boolean;

/** The lines of a wrapped text are mostly full: says which are. Undefined for a text that is not wrapped. */
function wrapped(text: string, block: readonly Span[]): Full | undefined {
  const start = (line: Span): string => text.slice(line.start, Math.min(line.end, line.start + WIDEST + 1)).trimEnd();
  const width = block.reduce((most, line) => Math.max(most, columns(start(line))), 0);
  if (block.length < 3 || width > WIDEST || width < NARROWEST) return undefined;
  const isFull: Full = (line, next) => {
    const word = WORD.exec(text.slice(next.start, next.start + WIDEST))?.[0].trim() ?? '';
    const before = start(line);
    return columns(before) + (UNSPACED.test(before) ? 0 : 1) + columns(word) > width;
  };
  const full = block.filter((line, i) => {
    const next = block[i + 1];
    return next && isFull(line, next);
  });
  return full.length >= MOSTLY * (block.length - 1) ? isFull : undefined;
}
