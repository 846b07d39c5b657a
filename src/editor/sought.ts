import * as vscode from 'vscode';
import { type Annotation, quoted } from '../core/annotation.ts';
import { labelOf } from '../core/label.ts';
import { keyOf, MOST_UNITS, occurrences, untagged } from '../core/occurrence.ts';
import { type Span, trim } from '../core/span.ts';
import type { Present } from '../store/closed.ts';
import type { Store } from '../store/store.ts';
import { isReference, type Shown } from './articles.ts';
import { textOf, toSpan } from './convert.ts';
import { pickLabel } from './label.ts';
import { make } from './make.ts';
import { meant, say, type Tools, writable } from './register.ts';
import { short, visible } from './words.ts';

/** What shall be tagged everywhere, and as what. */
export interface Sought {
  readonly shown: Shown;
  readonly words: string;
  /** The label's present name. */
  readonly label: string;
  readonly ignoresCase: boolean;
}

/** Asks what is not told: the words are those that are selected, else those of the annotation that is meant. */
export async function askSought(tools: Tools, argument: unknown, options: unknown): Promise<Sought | undefined> {
  const found = isReference(argument) ? undefined : await selected(tools);
  if (found === 'refused') return undefined;
  const none = vscode.l10n.t('Select the words to look for, or put the cursor into an annotation.');
  const of = found ?? (await meant(tools, argument, ({ target }) => target.length === 1, none));
  if (!of) return undefined;
  const words = 'words' in of ? of.words : quoted(of.annotation);
  if (words.length > MOST_UNITS) {
    say(vscode.l10n.t('These are too many words to be looked for.'));
    return undefined;
  }
  const asked = vscode.l10n.t('Tag every “{0}” as', visible(short(words, 60)));
  const label = labelIn(options) ?? of.annotation?.label ?? (await pickLabel(of.codebook, asked));
  if (label === undefined) return undefined;
  const { name } = labelOf(of.codebook, label) ?? { name: label };
  return { shown: of, words, label: name, ignoresCase: ignoresCaseIn(options) };
}

type Words = Shown & { readonly words: string; readonly annotation: Annotation | undefined };

/** What is selected, with the annotation of just these words if there is one alone. Undefined where nothing is. */
async function selected(tools: Tools): Promise<Words | 'refused' | undefined> {
  const shown = await writable(tools);
  if (!shown) return 'refused';
  const text = textOf(shown.document).text();
  const span = shown.selection.isEmpty ? undefined : trim(text, toSpan(shown.document, shown.selection));
  if (!span) return undefined;
  const isSame = ({ target: [first, second] }: Annotation): boolean =>
    first !== undefined && !first.state && !second && keyOf(first) === keyOf(span);
  const [annotation, other] = shown.article.annotations.filter(isSame);
  return { ...shown, words: text.slice(span.start, span.end), annotation: other ? undefined : annotation };
}

const labelIn = (options: unknown): string | undefined =>
  typeof options === 'object' && options !== null && 'label' in options && typeof options.label === 'string'
    ? options.label
    : undefined;

const ignoresCaseIn = (options: unknown): boolean =>
  typeof options === 'object' && options !== null && 'ignoreCase' in options && options.ignoreCase === true;

/** Where the words stand in an article and are not tagged yet. */
export const placesIn = ({ text, annotations }: Present, sought: Sought): ReturnType<typeof untagged> =>
  untagged(occurrences(text, sought), annotations, sought.label, sought.shown.codebook);

/** Makes annotations of those of the chosen places that still are places to tag. */
export const making =
  (store: Store, sought: Sought, chosen: readonly Span[]) =>
  (present: Present): readonly Annotation[] => {
    const keys = new Set(chosen.map(keyOf));
    const spans = placesIn(present, sought).fresh.filter((each) => keys.has(keyOf(each)));
    return make(store, present, spans, sought.label);
  };

/** Why there is nothing to choose from. */
export const noneLeft = (tagged: number, words: string, title: string): string =>
  tagged > 0
    ? vscode.l10n.t('Every “{0}” is tagged as {1} already.', short(words, 60), title)
    : vscode.l10n.t('“{0}” does not stand here as a whole word.', short(words, 60));

/** The title of a list of places. */
export const titleFor = ({ words }: Sought, title: string): string =>
  vscode.l10n.t('Tag “{0}” as {1}', visible(short(words, 60)), title);
