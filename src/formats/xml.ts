import { SaxesParser } from 'saxes';

/** The beginning of an element. Names are without their prefixes. */
export interface Opening {
  readonly name: string;
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
  const parser = new SaxesParser({ xmlns: true, position: true });
  parser.on('error', ({ message }) => {
    throw new Stop(message.replace(/^\d+:\d+: |\.$/g, ''));
  });
  parser.on('doctype', () => {
    throw new Stop('document type declaration');
  });
  parser.on('opentag', ({ local, attributes }) => {
    const values = Object.values(attributes).map((each) => [each.local, each.value] as const);
    taker.open({ name: local, attributes: new Map(values), line: parser.line });
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
