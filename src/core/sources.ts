import type { Annotation } from './annotation.ts';
import { quoted } from './annotation.ts';
import { allows, type Codebook, labelOf, roleOf } from './label.ts';
import { parseAddress } from './link.ts';
import { ENTITY } from './rename.ts';

/** The role of links that lead to who said it, and the label that has it where the codebook names no other. */
export const SOURCE = 'source';

/** Whether annotations with this label are sources: a quote can be said by them. */
export function isSource(codebook: Codebook, label: string): boolean {
  const role = roleOf(codebook, SOURCE);
  return role ? allows(codebook, role.to, label) : (labelOf(codebook, label)?.name ?? label) === SOURCE;
}

/** What a source is called: its entity (or entities), else its words. Never empty. */
export function namesOf(source: Annotation): readonly string[] {
  const entities = [source.attributes[ENTITY] ?? []].flat().filter((name) => name.trim() !== '');
  return entities.length > 0 ? entities : [quoted(source).replace(/\s+/g, ' ').trim()];
}

/** A source with all its mentions, and what is linked to any of them. */
export interface Voice {
  readonly name: string;
  /** In the order given, as `said`. */
  readonly mentions: readonly Annotation[];
  readonly said: readonly Annotation[];
}

/** Annotations by who said it. */
export interface Voices {
  /** In the order of their first mentions. */
  readonly voices: readonly Voice[];
  /** What is linked to sources in other articles only. */
  readonly elsewhere: readonly Annotation[];
  /** What is linked to no source. */
  readonly unsourced: readonly Annotation[];
}

/** Brings annotations together with their sources; what is linked to several stands with each. */
export function voicesIn(annotations: readonly Annotation[], codebook: Codebook): Voices {
  const known = new Map<string, boolean>();
  const isOne = ({ label }: Annotation): boolean => {
    const answer = known.get(label) ?? isSource(codebook, label);
    known.set(label, answer);
    return answer;
  };
  const voices = new Map<
    string,
    { readonly name: string; readonly mentions: Annotation[]; readonly said: Annotation[] }
  >();
  const names = new Map<string, readonly string[]>();
  for (const source of annotations.filter(isOne)) {
    const its = namesOf(source);
    names.set(source.id, its);
    for (const name of its) {
      const voice = voices.get(name) ?? { name, mentions: [], said: [] };
      voices.set(name, voice);
      voice.mentions.push(source);
    }
  }
  const [elsewhere, unsourced]: [Annotation[], Annotation[]] = [[], []];
  for (const annotation of annotations) {
    if (names.has(annotation.id)) continue;
    const ends = annotation.links.filter(({ role }) => role === SOURCE);
    const speakers = new Set(ends.flatMap(({ to }) => names.get(to) ?? []));
    for (const name of speakers) voices.get(name)?.said.push(annotation);
    const isElsewhere = ends.some(({ to }) => parseAddress(to)?.path !== undefined);
    if (speakers.size === 0) (isElsewhere ? elsewhere : unsourced).push(annotation);
  }
  return { voices: [...voices.values()], elsewhere, unsourced };
}
