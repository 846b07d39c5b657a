import { createTextPositionSelectorMatcher, createTextQuoteSelectorMatcher } from '@apache-annotator/dom';
import type { TextPositionSelector, TextQuoteSelector } from '@apache-annotator/selector';
import { reviveAnnotation, W3CTextFormat } from '@recogito/text-annotator';

// Programs that are not ours, in a page of a browser: where they find annotations in the text of its body.

/** Words that a program found, from a UTF-16 offset in the text of the body. */
export interface Found {
  readonly start: number;
  readonly words: string;
}

type Selector = TextQuoteSelector | TextPositionSelector;

export interface Target {
  readonly source: string;
  readonly selector: readonly Selector[];
}

function foundAt(range: Range): Found {
  const before = document.createRange();
  before.setStart(document.body, 0);
  before.setEnd(range.startContainer, range.startOffset);
  return { start: before.toString().length, words: range.toString() };
}

/** Recogito's text annotator: the places of each annotation, or what it says of one that it does not take. */
export const recogito = (source: string, items: readonly object[]): (readonly Found[] | string)[] =>
  items.map((item) => {
    const adapter = W3CTextFormat(source, document.body);
    try {
      const { parsed, error } = adapter.parse(item as Parameters<typeof adapter.parse>[0]);
      if (!parsed) return String(error);
      return reviveAnnotation(parsed, document.body).target.selector.map(({ range }) => foundAt(range));
    } catch (error) {
      return `thrown: ${error}`;
    }
  });

/** Apache Annotator: all places that one selector has. */
export async function apache(selector: Selector): Promise<readonly Found[]> {
  const matcher =
    selector.type === 'TextQuoteSelector'
      ? createTextQuoteSelectorMatcher(selector)
      : createTextPositionSelectorMatcher(selector);
  const found: Found[] = [];
  for await (const range of matcher(document.body)) found.push(foundAt(range as Range));
  return found;
}

/**
 * The client of Hypothes.is, as its script (`client`) is in a frame of a page: the place of each annotation, undefined for
 * an orphan. What is around that frame, we are: the sidebar loads the annotations and asks to be shown one after the other.
 */
export async function hypothesis(
  client: string,
  annotations: readonly { readonly id: string; readonly target: readonly Target[] }[],
): Promise<(Found | undefined)[]> {
  const guest = new Promise<MessagePort>((resolve) => {
    const answered = new Set<string>();
    parent.addEventListener('message', ({ data }) => {
      if (data.type !== 'request' || answered.has(data.requestId)) return;
      answered.add(data.requestId);
      const { port1, port2 } = new MessageChannel();
      postMessage({ ...data, type: 'offer' }, '*', [port1]);
      if (data.frame2 === 'sidebar') resolve(port2);
    });
  });
  const add = (name: string, properties: object) =>
    document.head.append(Object.assign(document.createElement(name), properties));
  add('link', { rel: 'sidebar', type: 'application/annotator+html', href: '/sidebar' });
  add('link', { rel: 'hypothesis-client', type: 'application/annotator+javascript', href: '/client' });
  const settings = JSON.stringify({ subFrameIdentifier: 'article' });
  add('script', { type: 'application/json', className: 'js-hypothesis-config', textContent: settings });
  add('script', { textContent: client });
  const port = await guest;
  const call = (method: string, argument: unknown) =>
    port.postMessage({ protocol: 'frame-rpc', version: '1.0.0', sequence: -1, method, arguments: [argument] });
  const orphans = new Map<string, boolean>();
  const anchored = new Promise<void>((resolve) => {
    port.onmessage = ({ data }) => {
      if (data.method !== 'syncAnchoringStatus') return;
      const [{ $tag, $orphan }] = data.arguments;
      orphans.set($tag, $orphan);
      if (orphans.size === annotations.length) resolve();
    };
  });
  call(
    'loadAnnotations',
    annotations.map(({ id, target }) => ({ $tag: id, target })),
  );
  await anchored;
  const places: (Found | undefined)[] = [];
  for (const { id } of annotations) {
    if (orphans.get(id)) {
      places.push(undefined);
      continue;
    }
    const shown = new Promise<Found>((resolve) => {
      const show = (event: Event) => {
        event.preventDefault();
        resolve(foundAt((event as CustomEvent<Range>).detail));
      };
      document.body.addEventListener('scrolltorange', show, { once: true });
    });
    call('scrollToAnnotation', id);
    places.push(await shown);
  }
  return places;
}
