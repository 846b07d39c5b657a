import { SaxesParser } from 'saxes';

/** The beginning of an element. */
export interface Opening {
  /** Without its prefix: name spaces are not looked at. */
  readonly name: string;
  /** As they are written. */
  readonly attributes: ReadonlyMap<string, string>;
  /** On which its tag ends, from 1. */
  readonly line: number;
}

/** Takes what stands in an XML text, one after another. */
export interface Taker {
  open(opening: Opening): void;
  text(text: string): void;
  close(): void;
}

class Stop extends Error {}

/** Reads XML 1.0; where it is none, says on which line that shows. A document type declaration is refused, so no entities are known but XML's own. */
export function readXml(text: string, taker: Taker): { readonly line: number; readonly reason: string } | undefined {
  // With name spaces it would look at all elements that are open for each one.
  const parser = new SaxesParser({ xmlns: false, position: true });
  parser.on('error', ({ message }) => {
    throw new Stop(message.replace(/^\d+:\d+: |\.$/g, ''));
  });
  parser.on('doctype', () => {
    throw new Stop('document type declaration');
  });
  parser.on('opentag', ({ name, attributes }) => {
    const local = name.slice(name.indexOf(':') + 1);
    taker.open({ name: local, attributes: new Map(Object.entries(attributes)), line: parser.line });
  });
  parser.on('text', (each) => taker.text(each));
  parser.on('cdata', (each) => taker.text(each));
  parser.on('closetag', () => taker.close());
  try {
    parser.write(text).close();
    return undefined;
  } catch (error) {
    if (error instanceof Stop) return { line: parser.line, reason: error.message };
    throw error;
  }
}
