import type { Annotation, Link } from './annotation.ts';
import { inTextOrder, isId } from './annotation.ts';
import { allows, type Codebook, type Role, roleOf } from './label.ts';

/** Where a link leads: to an annotation of the same article, or of the one at `path`. */
export interface Address {
  /** Relative to the project's root, with `/`. Undefined for the same article. */
  readonly path?: string | undefined;
  readonly id: string;
}

/** Reads a link's `to`. Undefined when it names no annotation, or its path is none that stays below the project's root. */
export function parseAddress(to: string): Address | undefined {
  const hash = to.lastIndexOf('#');
  const id = to.slice(hash + 1);
  if (!isId(id)) return undefined;
  if (hash < 0) return { id };
  const path = to.slice(0, hash);
  return isBelow(path) ? { path, id } : undefined;
}

/** The twin of `parseAddress`. */
export const printAddress = ({ path, id }: Address): string => (path === undefined ? id : `${path}#${id}`);

/**
 * Whether a path names a file below the folder that it starts from, whatever the system: no drive, no backslash, and no
 * part that a system could take for this folder or the one above (Windows drops dots and spaces at a part's end).
 */
const isBelow = (path: string): boolean =>
  !/[\\\p{Cc}\p{Surrogate}]|^[a-z]+:/iu.test(path) && path.split('/').every((part) => /[^. ]/.test(part));

/** What a link can be made to: in which role, and to which annotation. */
export interface Candidate {
  readonly role: Role;
  readonly annotation: Annotation;
}

/** The roles that the codebook has for links from annotations with this label, in its order. */
export const rolesFrom = (codebook: Codebook, label: string): readonly Role[] =>
  codebook.roles.filter(({ from }) => allows(codebook, from, label));

/** The roles in which a link from an annotation with the one label to one with the other is allowed. */
export const rolesBetween = (codebook: Codebook, from: string, to: string): readonly Role[] =>
  rolesFrom(codebook, from).filter((role) => allows(codebook, role.to, to));

/**
 * The links that the codebook allows from annotations with this label, or with each of these: by role in its order, else
 * in the order given.
 */
export const candidates = (
  codebook: Codebook,
  label: string | readonly string[],
  targets: readonly Annotation[],
): readonly Candidate[] =>
  codebook.roles.flatMap((role) => {
    if (![label].flat().every((each) => allows(codebook, role.from, each))) return [];
    const fits = new Map<string, boolean>();
    const isFit = ({ label }: Annotation): boolean => {
      const known = fits.get(label) ?? allows(codebook, role.to, label);
      fits.set(label, known);
      return known;
    };
    return targets.filter(isFit).map((annotation) => ({ role, annotation }));
  });

/** The candidates of one role, as far as they are listed. */
export interface Listing {
  readonly role: Role;
  readonly listed: readonly Candidate[];
  /** How many there are in all. */
  readonly count: number;
}

/** Candidates role by role. Of a role with more than `most` only those that are meant are listed, and no more than so many. */
export function list(
  candidates: readonly Candidate[],
  most: number,
  isMeant: (candidate: Candidate) => boolean,
): readonly Listing[] {
  const byRole = new Map<Role, Candidate[]>();
  for (const candidate of candidates) {
    const known = byRole.get(candidate.role);
    if (known) known.push(candidate);
    else byRole.set(candidate.role, [candidate]);
  }
  return [...byRole].map(([role, all]) => {
    const listed = all.length > most ? all.filter(isMeant).slice(0, most) : all;
    return { role, listed, count: all.length };
  });
}

/** The others of an article, those nearest to an annotation first; of two as near the earlier. Those that are lost come last. */
export function nearest(annotations: readonly Annotation[], from: Annotation): readonly Annotation[] {
  const others = annotations.filter(({ id }) => id !== from.id).sort(inTextOrder);
  const gaps = new Map(others.map((each) => [each.id, gap(from, each)]));
  const gapOf = ({ id }: Annotation): number => gaps.get(id) ?? 0;
  return others.sort((a, b) => gapOf(a) - gapOf(b));
}

/** How much text (UTF-16 units) lies between two annotations at their nearest; a number beyond all others for one without a place. */
function gap(from: Annotation, to: Annotation): number {
  let least = Number.MAX_SAFE_INTEGER;
  for (const a of from.target)
    for (const b of to.target)
      if (b.state !== 'lost') least = Math.min(least, Math.max(0, b.start - a.end, a.start - b.end));
  return least;
}

/** Whether two links are one: the same role to the same end. */
export const isSameLink = (a: Link, b: Link): boolean => a.role === b.role && a.to === b.to;

/** The annotation with a link; itself where it has that one. */
export const connect = (annotation: Annotation, link: Link): Annotation =>
  annotation.links.some((each) => isSameLink(each, link))
    ? annotation
    : { ...annotation, links: [...annotation.links, link] };

/** The annotation without a link. The twin of `connect`. */
export const disconnect = (annotation: Annotation, link: Link): Annotation => ({
  ...annotation,
  links: annotation.links.filter((each) => !isSameLink(each, link)),
});

/** A link with the annotation that has it. */
export interface Tie {
  readonly from: Annotation;
  readonly link: Link;
}

/** The annotations of an article by their ids, and by the same ids the links to them. */
interface Web {
  readonly byId: ReadonlyMap<string, Annotation>;
  readonly ties: ReadonlyMap<string, readonly Tie[]>;
}

/** Made once for each list: what is looked up again and again while nothing changes. */
const webs = new WeakMap<readonly Annotation[], Web>();

function webOf(annotations: readonly Annotation[]): Web {
  const known = webs.get(annotations);
  if (known) return known;
  const ties = new Map<string, Tie[]>();
  for (const from of annotations)
    for (const link of from.links) {
      const those = ties.get(link.to);
      if (those) those.push({ from, link });
      else ties.set(link.to, [{ from, link }]);
    }
  const web = { byId: new Map(annotations.map((each) => [each.id, each])), ties };
  webs.set(annotations, web);
  return web;
}

/** The annotation of an article that has an id. */
export const withId = (annotations: readonly Annotation[], id: string): Annotation | undefined =>
  webOf(annotations).byId.get(id);

/** The links that lead from other annotations of an article to some of it, by their ids; in the order of the article. */
export function tiesTo(annotations: readonly Annotation[], ids: ReadonlySet<string>): readonly Tie[] {
  const [id = '', ...others] = ids;
  if (others.length === 0)
    return (
      webOf(annotations)
        .ties.get(id)
        ?.filter(({ from }) => from.id !== id) ?? []
    );
  return annotations.flatMap((from) =>
    ids.has(from.id) ? [] : from.links.filter(({ to }) => ids.has(to)).map((link) => ({ from, link })),
  );
}

/** The links of an annotation into its own article that lead to nothing there. Those into other articles are not looked at. */
export const dangling = ({ links }: Annotation, isHere: (id: string) => boolean): readonly Link[] =>
  links.filter(({ to }) => !to.includes('#') && !isHere(to));

/** The annotations to which all links that lead to some others of the article may lead instead, in the order given. */
export function heirs(
  codebook: Codebook,
  annotations: readonly Annotation[],
  ids: ReadonlySet<string>,
): readonly Annotation[] {
  const ties = tiesTo(annotations, ids);
  const takes = (heir: Annotation, { from, link }: Tie): boolean => {
    const role = roleOf(codebook, link.role);
    return from.id === heir.id || (role !== undefined && allows(codebook, role.to, heir.label));
  };
  return annotations.filter((heir) => {
    const isOther = ties.some(({ from }) => from.id !== heir.id);
    return !ids.has(heir.id) && isOther && ties.every((tie) => takes(heir, tie));
  });
}

/**
 * The links of an annotation, those to some others led to one that takes their place: none to itself, and none twice,
 * except where it has unknown keys.
 */
export function redirect({ id, links }: Annotation, gone: ReadonlySet<string>, heir: string): readonly Link[] {
  const led: Link[] = [];
  for (const link of links) {
    const next = gone.has(link.to) ? { ...link, to: heir } : link;
    const isThere = [...links, ...led].some((each) => each !== link && isSameLink(each, next));
    const isSpare = next !== link && (id === heir || (isThere && next.extra === undefined));
    if (!isSpare) led.push(next);
  }
  return led;
}

/** Files by how near their folders are to that of another one: fewest steps up and down first, then by name. All are paths with `/`. */
export function nearestPaths(path: string, others: readonly string[]): readonly string[] {
  const folder = path.split('/').slice(0, -1);
  const steps = (other: string): number => {
    const parts = other.split('/').slice(0, -1);
    const apart = folder.findIndex((part, i) => part !== parts[i]);
    const shared = apart < 0 ? folder.length : apart;
    return folder.length - shared + parts.length - shared;
  };
  return others
    .map((other) => ({ other, steps: steps(other) }))
    .sort((a, b) => a.steps - b.steps || (a.other < b.other ? -1 : 1))
    .map(({ other }) => other);
}
