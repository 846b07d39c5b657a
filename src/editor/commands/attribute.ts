import * as vscode from 'vscode';
import type { Annotation, AttributeValue } from '../../core/annotation.ts';
import { quoted } from '../../core/annotation.ts';
import { changed } from '../../core/change.ts';
import { type Attribute, type Codebook, labelOf } from '../../core/label.ts';
import { same } from '../../core/value.ts';
import type { Shown } from '../articles.ts';
import { COMMANDS } from '../ids.ts';
import { question } from '../question.ts';
import { meant, perform, register, type Tools } from '../register.ts';
import { short } from '../words.ts';

export function attributeCommands(tools: Tools): vscode.Disposable {
  return register(tools, {
    [COMMANDS.setAttribute]: (argument, options) => setAttribute(tools, argument, keyIn(options)),
  });
}

/** The key of the codebook's attribute that is meant; undefined to ask. */
const keyIn = (options: unknown): string | undefined =>
  typeof options === 'object' && options !== null && 'key' in options ? String(options.key) : undefined;

const attributesOf = (codebook: Codebook, { label }: Annotation): readonly Attribute[] =>
  labelOf(codebook, label)?.attributes ?? [];

async function setAttribute(tools: Tools, argument: unknown, key: string | undefined): Promise<void> {
  const fits = ({ key: its }: Attribute): boolean => key === undefined || its === key;
  const found = await meant(
    tools,
    argument,
    (annotation, { codebook }) => attributesOf(codebook, annotation).some(fits),
    key === undefined
      ? vscode.l10n.t('There is no annotation with attributes at the cursor.')
      : vscode.l10n.t('The key {0} sets an attribute that no annotation at the cursor has.', key),
  );
  if (!found) return;
  const { annotation, codebook } = found;
  const attributes = attributesOf(codebook, annotation).filter(fits);
  const attribute = key === undefined ? await pickAttribute(annotation, attributes) : attributes[0];
  if (!attribute) return;
  const value = await pickValue(found, annotation, attribute);
  const before = annotation.attributes[attribute.name];
  if (value === 'cancelled' || same(value.chosen, before)) return;
  const { [attribute.name]: _before, ...others } = annotation.attributes;
  const next = value.chosen === undefined ? others : { ...annotation.attributes, [attribute.name]: value.chosen };
  const done =
    value.chosen === undefined
      ? vscode.l10n.t('{0}: none.', attribute.title)
      : vscode.l10n.t('{0}: {1}.', attribute.title, toWords(value.chosen));
  await perform(tools, found, changed(annotation, { ...annotation, attributes: next }), done);
}

const toWords = (value: AttributeValue | undefined): string => (value === undefined ? '' : [value].flat().join(', '));

async function pickAttribute(annotation: Annotation, attributes: readonly Attribute[]): Promise<Attribute | undefined> {
  const items = attributes.map((attribute) => ({
    label: attribute.title,
    description: [toWords(annotation.attributes[attribute.name]), attribute.key].filter(Boolean).join(' · '),
    attribute,
  }));
  const placeHolder = vscode.l10n.t('Which attribute of “{0}”?', short(quoted(annotation)));
  return items.length === 1 ? attributes[0] : (await vscode.window.showQuickPick(items, { placeHolder }))?.attribute;
}

type Picked = 'cancelled' | { readonly chosen: AttributeValue | undefined };

interface Item extends vscode.QuickPickItem {
  readonly value: string | undefined;
}

/** Digits choose at once, letters filter. Of free text the article's other values are offered, and what is typed. */
async function pickValue({ article }: Shown, annotation: Annotation, attribute: Attribute): Promise<Picked> {
  const present = annotation.attributes[attribute.name];
  if (Array.isArray(present)) return pickValues(attribute, present);
  const known = attribute.values ?? usedIn(article.annotations, attribute.name);
  const numbered = attribute.values !== undefined;
  const items = known.map((value, i): Item => {
    const digit = numbered ? digitOf(attribute.values ?? [], i) : undefined;
    const now = value === present ? vscode.l10n.t('(now)') : '';
    return { label: value, description: [digit, now].filter(Boolean).join(' '), value };
  });
  const none: Item = { label: vscode.l10n.t('None'), description: numbered ? '0' : '', value: undefined };
  const offered = present === undefined ? items : [...items, none];
  const pick = vscode.window.createQuickPick<Item>();
  pick.title = vscode.l10n.t('{0} of “{1}”', attribute.title, short(quoted(annotation), 50));
  pick.placeholder = numbered
    ? vscode.l10n.t('Press a digit, or type to filter')
    : vscode.l10n.t('Choose one, or type another');
  pick.items = offered;
  const now = offered.find(({ value }) => value === (present ?? attribute.default));
  if (now) pick.activeItems = [now];
  return new Promise((resolve) => {
    const accept = (item: Item | undefined): boolean => {
      if (!item) return false;
      resolve({ chosen: item.value });
      pick.hide();
      return true;
    };
    const byDigit = (typed: string): boolean =>
      numbered && accept(offered.find(({ description }) => /^\d$/.test(typed) && description?.startsWith(typed)));
    question.answer = byDigit;
    pick.onDidChangeValue((typed) => {
      if (byDigit(typed) || numbered) return;
      const text = typed.trim();
      const isNew = text !== '' && !offered.some(({ label }) => label === text);
      pick.items = isNew ? [{ label: text, description: vscode.l10n.t('(new)'), value: text }, ...offered] : offered;
    });
    pick.onDidAccept(() => accept(pick.activeItems[0]));
    pick.onDidHide(() => {
      if (question.answer === byDigit) question.answer = undefined;
      resolve('cancelled');
      pick.dispose();
    });
    pick.show();
  });
}

/** Values that are digits themselves are chosen by them, others by their number, as far as there are digits. */
function digitOf(values: readonly string[], index: number): string | undefined {
  const isDigit = (value: string): boolean => /^[1-9]$/.test(value);
  if (values.every(isDigit)) return values[index];
  return index < 9 ? String(index + 1) : undefined;
}

const usedIn = (annotations: readonly Annotation[], name: string): string[] =>
  [...new Set(annotations.flatMap(({ attributes }) => attributes[name] ?? []))].sort();

/** A value that is a list stays one. */
async function pickValues({ title, values = [] }: Attribute, present: readonly string[]): Promise<Picked> {
  const items = [...new Set([...values, ...present])].map((label) => ({ label, picked: present.includes(label) }));
  const picked = await vscode.window.showQuickPick(items, { canPickMany: true, title });
  if (!picked) return 'cancelled';
  return { chosen: picked.length === 0 ? undefined : picked.map(({ label }) => label) };
}
