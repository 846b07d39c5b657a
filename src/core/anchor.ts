import type { Annotation, Fragment } from './annotation.ts';
import { difference, type Edit, follow } from './edit.ts';
import { wholeWords } from './meaning.ts';
import { describe, find } from './quote.ts';
import type { Span } from './span.ts';

/** The fragment that stands for a span of the text. The span must not be empty. */
export const fragment = (text: string, span: Span): Fragment => ({
  ...describe(text, span),
  start: span.start,
  end: span.end,
});

/**
 * Looks for an annotation's places in a text, from those it had: word for word, with the context to choose among
 * repeats. A fragment that is not found keeps its old place and is `lost` (or stays `changed`). When the fragments are
 * found in another order, or over one another, none of them is believed.
 */
export function anchor(annotation: Annotation, text: string): Annotation {
  const spans = annotation.target.map((each) => find(text, each, each.start));
  return withSpans(annotation, ordered(spans) ? spans : [], text);
}

function ordered(spans: readonly (Span | undefined)[]): boolean {
  const found = spans.filter((span) => span !== undefined);
  return found.every((span, i) => span.start >= (found[i - 1]?.end ?? 0));
}

function withSpans(annotation: Annotation, spans: readonly (Span | undefined)[], text: string): Annotation {
  const target = annotation.target.map((each, i): Fragment => {
    const span = spans[i];
    if (!span) return each.state ? each : { ...each, state: 'lost' };
    const whole = wholeWords(text, span, each);
    // Where they are a part of other words now, they have changed; what is lost does not come back as something similar.
    if (whole !== span) return each.state === 'lost' ? each : { ...each, ...whole, state: 'changed' };
    if (!each.state && each.start === span.start && each.end === span.end) return each;
    const { state: _state, ...rest } = each;
    return { ...rest, start: span.start, end: span.end };
  });
  return target.every((each, i) => each === annotation.target[i]) ? annotation : { ...annotation, target };
}

/**
 * Looks for annotations that describe `before` in `after`, another version of the same text: what lies outside the
 * changed part has moved with it, what lies inside is looked for. What is not found is lost where it would have moved.
 */
export function carry(annotations: readonly Annotation[], before: string, after: string): readonly Annotation[] {
  const edit = difference(before, after);
  if (!edit) return annotations;
  return annotations.map((annotation) => {
    const found = anchor(shifted(annotation, edit), after);
    const target = found.target.map((each, i): Fragment => {
      const old = annotation.target[i];
      if (!old || old.state || each.state !== 'lost') return each;
      const { start } = follow(old, edit);
      return start === each.start ? each : { ...each, start, end: start + each.end - each.start };
    });
    return target.every((each, i) => each === found.target[i]) ? found : { ...found, target };
  });
}

function shifted(annotation: Annotation, edit: Edit): Annotation {
  const target = annotation.target.map((each): Fragment => {
    if (each.state) return each;
    const moved = follow(each, edit);
    // A place that the edit reached into is only a hint where to look.
    return moved.touched ? each : { ...each, start: moved.start, end: moved.end };
  });
  return { ...annotation, target };
}
