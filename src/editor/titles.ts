import * as vscode from 'vscode';
import { BUILT_IN, type Codebook } from '../core/label.ts';
import { isolated } from './words.ts';

const known = new WeakMap<Codebook, Codebook>();

/**
 * The codebook with titles and descriptions that can be shown anywhere: nothing in them turns what is read around, and
 * VS Code makes no icon of them; those of the built-in one are in the user's language. The very same one for the same
 * codebook.
 */
export function readable(codebook: Codebook): Codebook {
  const made = known.get(codebook) ?? cleaned(codebook);
  known.set(codebook, made);
  return made;
}

function cleaned(codebook: Codebook): Codebook {
  const clean = (text: string): string =>
    codebook === BUILT_IN ? vscode.l10n.t(text) : isolated(text).replaceAll('$(', '$ (');
  return {
    ...codebook,
    labels: codebook.labels.map((label) => ({
      ...label,
      title: clean(label.title),
      description: label.description === undefined ? undefined : clean(label.description),
      attributes: label.attributes.map((attribute) => ({ ...attribute, title: clean(attribute.title) })),
    })),
    roles: codebook.roles.map((role) => ({ ...role, title: clean(role.title) })),
  };
}
