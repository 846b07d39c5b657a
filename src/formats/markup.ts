// How XML 1.0 is written.

/** What XML cannot have, not even escaped. */
const UNFIT = /[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu;

/** Text that XML can have. */
export const xmlText = (text: string): string => text.replace(UNFIT, '\ufffd');

const SIGNS: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

const escaped = (sign: string): string => SIGNS[sign] ?? `&#${sign.charCodeAt(0)};`;

/** An attribute's value, with what a reader would take for a space. */
const attributeValue = (text: string): string => xmlText(text).replace(/[&<>"\t\n\r]/g, escaped);

/** What stands between two tags. */
export const content = (text: string): string => xmlText(text).replace(/[&<>\r]/g, escaped);

/** A tag, or with `end` one that is closed further down. Attributes without a value are absent. */
export function tag(name: string, attributes: Readonly<Record<string, string | undefined>>, end = '/'): string {
  const said = Object.entries(attributes).flatMap(([key, value]) =>
    value === undefined ? [] : [` ${key}="${attributeValue(value)}"`],
  );
  return `<${name}${said.join('')}${end}>`;
}
