import { toText } from '../core/text.ts';
import { parse } from '../formats/sidecar.ts';
import { decode, decodeSource, sha256 } from './article.ts';
import { type Files, sidecarOf } from './files.ts';

/** Finds articles that a file of another program does not name, by what it knows of them. Looks at each folder once. */
export class Shelves {
  readonly #files: Files;
  /** The articles below a folder, as the codebooks count them. */
  readonly #list: (folder: string) => Promise<readonly string[]>;
  readonly #texts = new Map<string, Promise<Shelf>>();
  readonly #addresses = new Map<string, Promise<Shelf>>();

  constructor(files: Files, list: (folder: string) => Promise<readonly string[]>) {
    this.#files = files;
    this.#list = list;
  }

  /** The articles below a folder whose text this is, but for byte order mark and line ends. */
  async withText(folder: string, text: string): Promise<readonly string[]> {
    const shelf = await this.#shelf(this.#texts, folder, (article) => this.#textOf(article));
    return shelf.get(await sha256(toText(text))) ?? [];
  }

  /** The articles below a folder whose sidecars give this address, but for a fragment and a slash at the end. */
  async withAddress(folder: string, address: string): Promise<readonly string[]> {
    const shelf = await this.#shelf(this.#addresses, folder, (article) => this.#addressOf(article));
    return shelf.get(bare(address)) ?? [];
  }

  #shelf(
    shelves: Map<string, Promise<Shelf>>,
    folder: string,
    keyOf: (article: string) => Promise<string | undefined>,
  ): Promise<Shelf> {
    const shelf = shelves.get(folder) ?? this.#fill(folder, keyOf);
    shelves.set(folder, shelf);
    return shelf;
  }

  async #fill(folder: string, keyOf: (article: string) => Promise<string | undefined>): Promise<Shelf> {
    const shelf: Shelf = new Map();
    // Of a folder that cannot be looked at the names in the files still count.
    for (const article of await this.#list(folder).catch(() => [])) {
      // What cannot be read now is told where it is meant by its name.
      const key = await keyOf(article).catch(() => undefined);
      if (key !== undefined) shelf.set(key, [...(shelf.get(key) ?? []), article]);
    }
    return shelf;
  }

  async #textOf(article: string): Promise<string | undefined> {
    const bytes = await this.#files.read(article);
    const text = bytes && decode(bytes).text;
    return text === undefined ? undefined : sha256(text);
  }

  /** An article was made below a folder. */
  async add(folder: string, article: string, text: string): Promise<void> {
    const shelf = await this.#texts.get(folder);
    const key = await sha256(toText(text));
    shelf?.set(key, [...(shelf.get(key) ?? []), article]);
  }

  /** Whether the article's sidecar gives it another address than this. */
  async hasOther(article: string, address: string): Promise<boolean> {
    const known = await this.#addressOf(article).catch(() => undefined);
    return known !== undefined && known !== bare(address);
  }

  async #addressOf(article: string): Promise<string | undefined> {
    const bytes = await this.#files.read(sidecarOf(article));
    const source = bytes && decodeSource(bytes);
    const url = source === undefined ? undefined : parse(source).value?.article.url;
    return url === undefined ? undefined : bare(url);
  }
}

type Shelf = Map<string, readonly string[]>;

/** An address without what leads to a place in the page. */
const bare = (address: string): string => address.trim().replace(/#.*$/s, '').replace(/\/$/, '');
