import * as vscode from 'vscode';
import { fill } from '../core/problem.ts';

/** The forms that a translation may give, in the order in which it gives those that its language has. */
const CATEGORIES: readonly Intl.LDMLPluralRule[] = ['zero', 'one', 'two', 'few', 'many', 'other'];

/**
 * A text about a number of things, in the user's language: VS Code's translations know no plurals. `one` and `many` are
 * the English texts, in which `{0}` is the number and `{1}` … are `values`. The translation of `many` holds all forms of
 * its language, parted by `|`, in the order of CLDR: for Ukrainian those of 1, 2 and 5.
 */
export function counted(count: number, one: string, many: string, ...values: readonly string[]): string {
  const translated = vscode.l10n.t(many);
  const text = translated === many ? (count === 1 ? one : many) : formOf(translated.split('|'), count);
  return fill(text, [String(count), ...values]);
}

function formOf(forms: readonly string[], count: number): string {
  const rules = new Intl.PluralRules(vscode.env.language);
  const known = CATEGORIES.filter((each) => rules.resolvedOptions().pluralCategories.includes(each));
  return forms[known.indexOf(rules.select(count))] ?? forms.at(-1) ?? '';
}

export const countAnnotations = (count: number): string => counted(count, '1 annotation', '{0} annotations');

export const countArticles = (count: number): string => counted(count, '1 article', '{0} articles');
