// How the controls of an exported Label Studio configuration are named.

/** The controls that are in every configuration. */
export const LABEL = 'label';
export const TEXT = 'text';
export const NOTE = 'note';

/** Ends the names of controls for free text, so that an attribute may have one for its values as well. */
const FREE = '.text';

const utf8 = new TextEncoder();

const percent = (characters: string): string =>
  Array.from(utf8.encode(characters), (byte) => `%${byte.toString(16).toUpperCase().padStart(2, '0')}`).join('');

/** The name of the control of an attribute: the attribute's, with `%` and hexadecimal digits for all but letters, digits, `_` and `-`. */
export function controlOf(attribute: string, isFree: boolean): string {
  const name = [LABEL, TEXT, NOTE].includes(attribute)
    ? percent(attribute.slice(0, 1)) + attribute.slice(1)
    : attribute.replace(/[^A-Za-z0-9_-]/gu, percent);
  return isFree ? name + FREE : name;
}

/** The attribute of a control; the twin of `controlOf`. A name that this did not make stays as it is. */
export function attributeOf(control: string): string {
  const name = control.endsWith(FREE) ? control.slice(0, -FREE.length) : control;
  try {
    return decodeURIComponent(name);
  } catch {
    return name;
  }
}
