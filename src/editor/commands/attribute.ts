import * as vscode from 'vscode';
import type { Annotation, AttributeValue } from '../../core/annotation.ts';
import { quoted } from '../../core/annotation.ts';
import { changed } from '../../core/change.ts';
import { type Annotations, changeTo } from '../../core/document.ts';
import { type Attribute, BUILT_IN, type Codebook, labelOf, titleOf } from '../../core/label.ts';
import { labelName } from '../../core/outline.ts';
import { ENTITY } from '../../core/rename.ts';
import { same } from '../../core/value.ts';
import { countAnnotations, counted } from '../counted.ts';
import { COMMANDS } from '../ids.ts';
import { meant, perform, register, say, type Tools } from '../register.ts';
import { allMeant, type Several } from '../several.ts';
import { plain, short } from '../words.ts';
import type { Workspace } from '../workspace.ts';
import { numberOf, type Picked, pickByDigit, pickOne, pickSeveral, pickText } from './value.ts';

export function attributeCommands(tools: Tools, workspace: Workspace): vscode.Disposable {
  return register(tools, {
    [COMMANDS.setAttribute]: (argument, options) => setAttribute(tools, workspace, argument, options),
  });
}

/** Which attribute is meant: by the codebook's key for it, or by its name. None of the two to ask. */
interface Options {
  readonly key?: string | undefined;
  readonly name?: string | undefined;
  /** It is taken away, also where the codebook does not know it. */
  readonly isRemoved: boolean;
}

function optionsIn(argument: unknown): Options {
  const given = new Map<string, unknown>(
    typeof argument === 'object' && argument !== null && !Array.isArray(argument) ? Object.entries(argument) : [],
  );
  const text = (key: string): string | undefined => (given.has(key) ? String(given.get(key)) : undefined);
  return { key: text('key'), name: text('name'), isRemoved: given.get('remove') === true };
}

/** That there is nothing here for a key of the codebook, with what it is for. */
function noneFor({ labels }: Codebook, key: string): string {
  const [label] = labels.filter(({ attributes }) => attributes.some((each) => each.key === key));
  const title = label?.attributes.find((each) => each.key === key)?.title ?? '';
  return vscode.l10n.t('The key {0} sets “{1}” of a {2}: there is none here.', key, title, label?.title ?? '');
}

const attributesOf = (codebook: Codebook, { label }: Annotation): readonly Attribute[] =>
  labelOf(codebook, label)?.attributes ?? [];

/** Sets an attribute of the annotation that is meant, or of all of several of one label. */
async function setAttribute(tools: Tools, workspace: Workspace, argument: unknown, options: unknown): Promise<void> {
  const { key, name, isRemoved } = optionsIn(options);
  if (isRemoved && name !== undefined) {
    await removeAttribute(tools, argument, name);
    return;
  }
  const fits = (each: Attribute): boolean =>
    (key === undefined || each.key === key) && (name === undefined || each.name === name);
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
  const [attribute, typed] = key === undefined ? await pickAttribute(found, attributes) : [attributes[0]];
  const value = attribute && (await askValue(found, attribute, workspace, typed));
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
  const many = counted(change.steps.length, '1 annotation changed.', '{0} annotations changed.');
  await perform(tools, found, change, annotations.length === 1 ? done : `${done} ${many}`);
}

/** Takes an attribute away from the annotation that is meant. */
async function removeAttribute(tools: Tools, argument: unknown, name: string): Promise<void> {
  const found = await meant(tools, argument);
  if (!found) return;
  const after = withValue(found.annotation, name, undefined);
  if (same(after, found.annotation)) return;
  await perform(tools, found, changed(found.annotation, after), vscode.l10n.t('{0}: none.', plain(name)));
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
  if (!first || others.length > 0) return countAnnotations(others.length + 1);
  return vscode.l10n.t('{0} “{1}”', titleOf(codebook, first.label), short(quoted(first), most));
}

const toWords = (value: AttributeValue | undefined): string => (value === undefined ? '' : [value].flat().join(', '));

/** Asks which; gives also what was typed behind the digit that chose it, which is meant for its value. */
async function pickAttribute(
  { annotations, codebook }: Several,
  attributes: readonly Attribute[],
): Promise<readonly [Attribute | undefined, typed?: string]> {
  if (attributes.length <= 1) return [attributes[0]];
  const items = attributes.map(({ name, title, key }, i) => ({
    label: title,
    description: [numberOf(i), plain(toWords(common(annotations, name))), key].filter(Boolean).join(' · '),
    value: name,
  }));
  const title = vscode.l10n.t('Which attribute of {0}?', told(annotations, codebook));
  const { picked, rest } = await pickByDigit(items, { title, isSet: false });
  return [picked === 'cancelled' ? undefined : attributes.find(({ name }) => name === picked.chosen), rest];
}

/** Asks for a value, by what kind of values the attribute has. */
function askValue(
  { article, annotations, codebook }: Several,
  { name, title, values, default: first }: Attribute,
  workspace: Workspace,
  typed?: string,
): Promise<Picked> {
  const present = common(annotations, name);
  const used = annotations.flatMap(({ attributes }) => attributes[name] ?? []);
  // A value that is a list stays one.
  if (annotations.some(({ attributes }) => Array.isArray(attributes[name])))
    return pickSeveral(title, [...(values ?? []), ...used], [present ?? []].flat());
  const question = {
    title: vscode.l10n.t('{0}: {1}', title, told(annotations, codebook, 50)),
    present: [present ?? []].flat()[0],
    first,
    isSet: used.length > 0,
  };
  if (values) return pickOne(values, question, typed);
  const here = [...new Set(article.annotations.flatMap(({ attributes }) => attributes[name] ?? []))].sort();
  return pickText(here, name === ENTITY ? workspace : undefined, question);
}
