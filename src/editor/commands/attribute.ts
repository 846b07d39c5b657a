import * as vscode from 'vscode';
import type { Annotation, AttributeValue } from '../../core/annotation.ts';
import { quoted } from '../../core/annotation.ts';
import { type Annotations, changeTo } from '../../core/document.ts';
import { type Attribute, BUILT_IN, type Codebook, labelOf, titleOf } from '../../core/label.ts';
import { labelName } from '../../core/outline.ts';
import { same } from '../../core/value.ts';
import { take } from '../ahead.ts';
import { COMMANDS } from '../ids.ts';
import { perform, register, say, type Tools } from '../register.ts';
import { allMeant, type Several } from '../several.ts';
import { short } from '../words.ts';

export function attributeCommands(tools: Tools): vscode.Disposable {
  return register(tools, {
    [COMMANDS.setAttribute]: (argument, options) => setAttribute(tools, argument, options),
  });
}

/** The key of the codebook's attribute that is meant; undefined to ask. */
const keyIn = (options: unknown): string | undefined =>
  typeof options === 'object' && options !== null && 'key' in options ? String(options.key) : undefined;

/** That there is nothing here for a key of the codebook, with what it is for. */
function noneFor({ labels }: Codebook, key: string): string {
  const [label] = labels.filter(({ attributes }) => attributes.some((each) => each.key === key));
  const title = label?.attributes.find((each) => each.key === key)?.title ?? '';
  return vscode.l10n.t('The key {0} sets “{1}” of a {2}: there is none here.', key, title, label?.title ?? '');
}

const attributesOf = (codebook: Codebook, { label }: Annotation): readonly Attribute[] =>
  labelOf(codebook, label)?.attributes ?? [];

/** Sets an attribute of the annotation that is meant, or of all of several of one label. */
async function setAttribute(tools: Tools, argument: unknown, options: unknown): Promise<void> {
  const key = keyIn(options);
  const fits = ({ key: its }: Attribute): boolean => key === undefined || its === key;
  const found = await allMeant(
    tools,
    argument,
    options,
    (annotation, { codebook }) => attributesOf(codebook, annotation).some(fits),
    key === undefined
      ? vscode.l10n.t('There is no annotation with attributes at the cursor.')
      : noneFor(tools.articles.active()?.codebook ?? BUILT_IN, key),
  );
  const [first] = found?.annotations ?? [];
  if (!found || !first) return;
  const { annotations, codebook } = found;
  if (new Set(annotations.map((each) => labelName(codebook, each))).size > 1) {
    say(vscode.l10n.t('Only annotations of the same label can get an attribute at once.'));
    return;
  }
  const attributes = attributesOf(codebook, first).filter(fits);
  const attribute = key === undefined ? await pickAttribute(found, attributes) : attributes[0];
  const value = attribute && (await pickValue(found, attribute));
  if (!value || value === 'cancelled') return;
  const change = changeTo(
    annotations,
    annotations.map((each) => withValue(each, attribute.name, value.chosen)),
  );
  if (change.steps.length === 0) return;
  const done =
    value.chosen === undefined
      ? vscode.l10n.t('{0}: none.', attribute.title)
      : vscode.l10n.t('{0}: {1}.', attribute.title, toWords(value.chosen));
  const many = vscode.l10n.t('{0} annotations changed.', change.steps.length);
  await perform(tools, found, change, annotations.length === 1 ? done : `${done} ${many}`);
}

function withValue(annotation: Annotation, name: string, value: AttributeValue | undefined): Annotation {
  const { [name]: _before, ...others } = annotation.attributes;
  return { ...annotation, attributes: value === undefined ? others : { ...annotation.attributes, [name]: value } };
}

/** What all of them have; undefined where they differ, or have none. */
function common(annotations: Annotations, name: string): AttributeValue | undefined {
  const [first, ...others] = annotations.map(({ attributes }) => attributes[name]);
  return others.every((each) => same(each, first)) ? first : undefined;
}

/** What is about to get a value, in words. */
function told([first, ...others]: Annotations, codebook: Codebook, most?: number): string {
  if (!first || others.length > 0) return vscode.l10n.t('{0} annotations', others.length + 1);
  return vscode.l10n.t('{0} “{1}”', titleOf(codebook, first.label), short(quoted(first), most));
}

const toWords = (value: AttributeValue | undefined): string => (value === undefined ? '' : [value].flat().join(', '));

async function pickAttribute(
  { annotations, codebook }: Several,
  attributes: readonly Attribute[],
): Promise<Attribute | undefined> {
  const items = attributes.map((attribute) => ({
    label: attribute.title,
    description: [toWords(common(annotations, attribute.name)), attribute.key].filter(Boolean).join(' · '),
    attribute,
  }));
  const placeHolder = vscode.l10n.t('Which attribute of {0}?', told(annotations, codebook));
  return items.length === 1 ? attributes[0] : (await vscode.window.showQuickPick(items, { placeHolder }))?.attribute;
}

type Picked = 'cancelled' | { readonly chosen: AttributeValue | undefined };

interface Item extends vscode.QuickPickItem {
  readonly value: string | undefined;
}

/** Digits choose at once, letters filter. Of free text the article's other values are offered, and what is typed. */
async function pickValue({ article, annotations, codebook }: Several, attribute: Attribute): Promise<Picked> {
  const present = common(annotations, attribute.name);
  const values = annotations.flatMap(({ attributes }) => attributes[attribute.name] ?? []);
  if (annotations.some(({ attributes }) => Array.isArray(attributes[attribute.name])))
    return pickValues(attribute, [present ?? []].flat(), values);
  const known = attribute.values ?? usedIn(article.annotations, attribute.name);
  const numbered = attribute.values !== undefined;
  const items = known.map((value, i): Item => {
    const digit = numbered ? digitOf(attribute.values ?? [], i) : undefined;
    const now = value === present ? vscode.l10n.t('(now)') : '';
    return { label: value, description: [digit, now].filter(Boolean).join(' '), value };
  });
  const none: Item = { label: vscode.l10n.t('None'), description: numbered ? '0' : '', value: undefined };
  const offered = values.length === 0 ? items : [...items, none];
  const pick = vscode.window.createQuickPick<Item>();
  pick.title = vscode.l10n.t('{0} of {1}', attribute.title, told(annotations, codebook, 50));
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
      isAnswered = true;
      pick.hide();
      return true;
    };
    let isAnswered = false;
    const byDigit = (typed = ''): boolean =>
      numbered && accept(offered.find(({ description }) => /^\d$/.test(typed) && description?.startsWith(typed)));
    pick.onDidChangeValue((typed) => {
      if (byDigit(typed) || numbered) return;
      const text = typed.trim();
      const isNew = text !== '' && !offered.some(({ label }) => label === text);
      pick.items = isNew ? [{ label: text, description: vscode.l10n.t('(new)'), value: text }, ...offered] : offered;
    });
    pick.onDidAccept(() => accept(pick.activeItems[0]));
    pick.onDidHide(() => {
      release();
      resolve('cancelled');
      pick.dispose();
    });
    const release = take(byDigit);
    // A digit was there before the list: that would only get in the way of the next keys.
    if (isAnswered) {
      release();
      pick.dispose();
    } else pick.show();
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
async function pickValues(
  { title, values = [] }: Attribute,
  present: readonly string[],
  used: readonly string[],
): Promise<Picked> {
  const items = [...new Set([...values, ...used])].map((label) => ({ label, picked: present.includes(label) }));
  const picked = await vscode.window.showQuickPick(items, { canPickMany: true, title });
  if (!picked) return 'cancelled';
  return { chosen: picked.length === 0 ? undefined : picked.map(({ label }) => label) };
}
