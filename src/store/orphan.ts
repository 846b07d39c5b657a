import { parse } from '../formats/sidecar.ts';
import { decodeSource } from './article.ts';
import { articleOf, type Files, isSidecarOf, join, nameOf, parentOf, sidecarOf } from './files.ts';

/** A sidecar whose article is not there. All files are URIs. */
export interface Orphan {
  readonly sidecar: string;
  /** The article that it would be of. */
  readonly article: string;
  /** Of the text for which it was written, where it says so. */
  readonly sha256?: string | undefined;
}

/** Those of some sidecars whose article is not there. Reads these, and lists the folders of all. */
export async function orphansAmong(sidecars: readonly string[], files: Files): Promise<readonly Orphan[]> {
  const listed = new Map<string, Promise<readonly string[] | undefined>>();
  const beside = (folder: string) => {
    const known = listed.get(folder) ?? files.list(folder).catch(() => undefined);
    listed.set(folder, known);
    return known;
  };
  const orphans: Orphan[] = [];
  for (const sidecar of sidecars) {
    const names = await beside(parentOf(sidecar) ?? sidecar);
    const [shared, own] = candidates(sidecar);
    // Nothing is said of a folder that cannot be looked into.
    if (shared === undefined || !names) continue;
    if ([shared, own].some((article) => article !== undefined && names.includes(nameOf(article)))) continue;
    const about = await aboutIn(sidecar, files);
    const isOwn = own !== undefined && isOwnOf(own, shared, about, names);
    orphans.push({ sidecar, article: isOwn ? own : shared, sha256: about.sha256 });
  }
  return orphans;
}

/** Whether a sidecar that can be an annotator's own by its name (`a.txt.ana`, but `a.txt` as well) is one. */
function isOwnOf(own: string, shared: string, { file, isOwn }: About, names: readonly string[]): boolean {
  if (file === nameOf(own) || file === nameOf(shared)) return file === nameOf(own);
  return isOwn || names.includes(nameOf(sidecarOf(own)));
}

/** The articles whose shared sidecar, or whose annotator's own one, a file can be by its name. */
export function candidates(sidecar: string): readonly [shared?: string | undefined, own?: string] {
  const shared = articleOf(sidecar);
  const own = shared && /^(.*\/[^/]+)\.[a-z0-9-]{1,32}$/.exec(shared)?.[1];
  return own === undefined ? [shared] : [shared, own];
}

interface About {
  readonly file?: string | undefined;
  readonly sha256?: string | undefined;
  /** Whether it says that it is one annotator's own. */
  readonly isOwn: boolean;
}

/** What a sidecar says of its article. */
export async function aboutIn(sidecar: string, files: Files): Promise<About> {
  const bytes = await files.read(sidecar).catch(() => undefined);
  const source = bytes && decodeSource(bytes);
  if (source === undefined) return { isOwn: false };
  // It mostly stands in front of the annotations, which may be thousands.
  const head = parse(source.replace(/^annotations:[\s\S]*/m, '')).value;
  const value = head?.article.sha256 === undefined ? parse(source).value : head;
  return { file: value?.article.file, sha256: value?.article.sha256, isOwn: value?.annotator !== undefined };
}

/** Where the orphan, and the others of its article, go with another article: the annotators' part of the name stays. */
export async function moves(
  { article }: Orphan,
  to: string,
  files: Files,
): Promise<readonly { readonly from: string; readonly to: string }[]> {
  const folder = parentOf(article) ?? article;
  const names = await files.list(folder);
  const own = nameOf(article);
  return names
    .filter((name) => isSidecarOf(own, name, names))
    .map((name) => ({ from: join(folder, name), to: to + encodeURIComponent(name.slice(own.length)) }));
}
