/** Where files come in and go out. Files are named by URI strings; the house knows no paths. */
export interface Files {
  /** The file's bytes; undefined when there is no such file. Rejects when it cannot be read. */
  read(uri: string): Promise<Uint8Array | undefined>;
  /** Puts the bytes in the file's place as a whole: a reader sees the old file or the new one. Missing folders are made. */
  write(uri: string, bytes: Uint8Array): Promise<void>;
  /** Does nothing when there is no such file. */
  delete(uri: string): Promise<void>;
  /** The names of the files in a folder; none when there is no such folder. */
  list(folder: string): Promise<readonly string[]>;
}

/** The file's name, decoded. */
export const nameOf = (uri: string): string => decodeURIComponent(uri.slice(uri.lastIndexOf('/') + 1));

/** The folder of a file or folder, without a slash at its end; undefined at the top. */
export function parentOf(uri: string): string | undefined {
  const slash = uri.lastIndexOf('/');
  const top = /^[a-z][a-z0-9+.-]*:\/\/[^/]*/i.exec(uri)?.[0].length ?? 0;
  return slash > top ? uri.slice(0, slash) : slash === top && uri.length > top + 1 ? uri.slice(0, top) : undefined;
}

/** A folder's URI as the beginning of those of its files. The top (`file://`) has no slash of its own at its end. */
const asPrefix = (folder: string): string => `${folder.endsWith('://') ? folder : folder.replace(/\/$/, '')}/`;

/** A file in a folder. `name` is one plain name, not a path. */
export const join = (folder: string, name: string): string => asPrefix(folder) + encodeURIComponent(name);

/** The path of a file below a folder, decoded, with `/`; undefined when it lies elsewhere. */
export function relative(folder: string, uri: string): string | undefined {
  const prefix = asPrefix(folder);
  return uri.startsWith(prefix) ? uri.slice(prefix.length).split('/').map(decodeURIComponent).join('/') : undefined;
}

const ENDING = '.newsmark.yaml';

export const sidecarOf = (article: string): string => article + ENDING;

/** The article whose shared sidecar this would be; undefined for other files. */
export const articleOf = (sidecar: string): string | undefined =>
  sidecar.endsWith(ENDING) && !sidecar.endsWith(`/${ENDING}`) ? sidecar.slice(0, -ENDING.length) : undefined;

/**
 * Whether a file is the article's shared sidecar or an annotator's own one (`a.txt.ana.newsmark.yaml`). `names` are the
 * files beside it: where an article `a.txt.ana` stands, the sidecar is that one's.
 */
export function isSidecarOf(article: string, name: string, names: readonly string[]): boolean {
  if (name === article + ENDING) return true;
  if (!name.startsWith(`${article}.`) || !name.endsWith(ENDING)) return false;
  const annotator = name.slice(article.length + 1, -ENDING.length);
  return /^[a-z0-9-]{1,32}$/.test(annotator) && !names.includes(`${article}.${annotator}`);
}
