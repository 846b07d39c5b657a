import { CasFile, isCas, type Structure } from './casfile.ts';
import { isFilled, isRelation, labelKey, labelOf, ownValue, type Said, toForeign } from './cassaid.ts';
import { ID_FEATURE, META, OWN_FEATURES, SOFA, SPAN } from './castypes.ts';
import type { ForeignArticle, Importer, Read, Skip } from './importer.ts';
import { clip, textOf } from './importer.ts';
import { readJson, sayingOf } from './json.ts';

/**
 * UIMA CAS JSON: each text of the file (INCEpTION's have one) with what its layers say of it.
 *
 * - Every annotation is one of ours, but tokens, sentences and what is about the file. Its label is the text of its
 *   feature `label`, `value` or `identifier`, else the short name of its type.
 * - What has a `Governor` and a `Dependent` is a link from the one to the other, with its label as the role. Other
 *   references to annotations, also in lists and by links with a role, are links by the feature's name or that role.
 * - The other features are attributes `cas:…`, and so is the type where it is not `custom.Span`.
 */
export const fromCas: Importer = {
  name: 'cas',
  title: 'UIMA CAS JSON',
  description: 'UIMA CAS JSON (.json) of INCEpTION or cassis, texts included.',
  extensions: ['.cas.json', '.json'],
  read({ name, bytes }): Read {
    const { text, broken } = textOf(bytes);
    if (text === undefined) return { broken };
    const json = readJson(text);
    if (json.broken) return { broken: json.broken };
    if (!isCas(json.value))
      return { broken: { code: 'not-format', values: ['UIMA CAS JSON', '%FEATURE_STRUCTURES'], line: 1 } };
    const reader = new Reader(new CasFile(json.value, text));
    return { articles: reader.articles(name.replace(/(\.cas)?\.json$/i, '')), skipped: reader.skipped };
  },
};

/** What is no feature of its own, or is read elsewhere. */
const KNOWN = new Set(['%ID', '%TYPE', '@sofa', 'begin', 'end', '@Governor', '@Dependent', ID_FEATURE]);

class Reader {
  readonly #file: CasFile;
  /** By the text that it stands in, then by our id or its own. */
  readonly #bySofa = new Map<string, Map<string, Said>>();
  readonly #said = new Map<Structure, Said>();
  /** What is said about each text. */
  readonly #abouts = new Map<Structure | undefined, Structure>();
  /** Types that were told of. */
  readonly #told = new Set<string>();

  constructor(file: CasFile) {
    this.#file = file;
    for (const each of file.all) if (each.type === META) this.#abouts.set(file.to(each.values['@sofa']), each);
  }

  get skipped(): readonly Skip[] {
    return this.#file.skipped;
  }

  /** `name`: what the file is called. */
  articles(name: string): ForeignArticle[] {
    const sofas = this.#file.all.filter(({ type }) => type === SOFA);
    const [first] = sofas;
    const found = this.#file.annotations();
    const spans = found.filter((each) => !isRelation(each));
    const ours = new Set(spans.map(({ values }) => values[ID_FEATURE]));
    for (const each of spans) this.#take(each, ours, first);
    for (const each of spans) this.#features(each);
    for (const each of found) if (isRelation(each)) this.#relate(each);
    const used = sofas.filter(({ id }) => this.#bySofa.has(id) || (id === first?.id && this.#bySofa.size === 0));
    return used.map((sofa) => this.#article(sofa, sofa === first ? name : undefined));
  }

  #take(structure: Structure, ours: ReadonlySet<unknown>, first: Structure | undefined): void {
    const { id, values } = structure;
    const sofa = this.#file.to(values['@sofa'] ?? first?.id);
    if (sofa?.type !== SOFA) {
      this.#file.skip('no-such-end', clip(`@sofa ${sayingOf(values['@sofa'])}`), structure);
      return;
    }
    const group = this.#bySofa.get(sofa.id) ?? new Map<string, Said>();
    this.#bySofa.set(sofa.id, group);
    const own = values[ID_FEATURE];
    const name = isFilled(own) ? own : ours.has(id) ? `cas-${id}` : id;
    const said: Said = group.get(name) ?? {
      name,
      label: labelOf(structure),
      isOurs: isFilled(own),
      sofa,
      target: [],
      attributes: new Map(),
      links: [],
      own: {},
    };
    group.set(name, said);
    said.target.push({ start: Number(values['begin']), end: Number(values['end']) });
    this.#said.set(structure, said);
  }

  #features(structure: Structure): void {
    const said = this.#said.get(structure);
    if (!said) return;
    const { type, values } = structure;
    if (type !== SPAN && labelKey(structure) !== undefined) said.attributes.set('cas:type', type);
    for (const [key, value] of Object.entries(values)) {
      if (KNOWN.has(key) || key === labelKey(structure) || value === null) continue;
      const own = OWN_FEATURES.get(key);
      const meant = own && ownValue(own, value);
      if (own && meant !== undefined) said.own = { ...said.own, [own]: meant };
      else if (key.startsWith('@')) this.#refer(structure, said, key.slice(1), value);
      else this.#attribute(structure, said, key, value);
    }
  }

  #attribute(structure: Structure, { attributes }: Said, key: string, value: unknown): void {
    const values = Array.isArray(value) ? value : [value];
    const texts = values.filter((each) => ['string', 'number', 'boolean'].includes(typeof each)).map(String);
    if (texts.length < values.length) this.#file.skip('not-known', clip(key), structure);
    if (texts.length > 0) attributes.set(`cas:${key}`, texts.length > 1 ? texts : (texts[0] ?? ''));
  }

  /** What a feature leads to: an annotation, a link to one that has a role, or a list of these or of values. */
  #refer(structure: Structure, said: Said, feature: string, reference: unknown): void {
    const goal = this.#file.to(reference);
    const list = goal?.values['%ELEMENTS'];
    if (goal && Array.isArray(list) && !/FSArray|\[\]$/.test(goal.type)) {
      this.#attribute(structure, said, feature, list);
      return;
    }
    for (const element of Array.isArray(list) ? list : [reference]) {
      const end = this.#file.to(element);
      const target = end && this.#said.get(this.#file.to(end.values['@target']) ?? end);
      const role = end?.values['role'];
      const isLink = end !== undefined && Object.hasOwn(end.values, '@target');
      if (target?.sofa === said.sofa)
        said.links.push({ role: isLink && isFilled(role) ? role : feature, to: target.name });
      else if (end && !target) this.#tell(end);
      else this.#file.skip('no-such-end', clip(sayingOf(element)), structure);
    }
  }

  #relate(structure: Structure): void {
    const { values } = structure;
    const ends = [values['@Governor'], values['@Dependent']].map((each) => ({ each, to: this.#file.to(each) }));
    const [from, to] = ends.map((end) => end.to && this.#said.get(end.to));
    const missing = ends.find((end) => !end.to) ?? (from && to ? ends[1] : undefined);
    if (from && from.sofa === to?.sofa) {
      const role = labelOf(structure);
      from.links.push({ role, to: to.name });
      for (const [key, value] of Object.entries(values))
        if (!KNOWN.has(key) && key !== labelKey(structure) && !key.startsWith('@') && value !== null)
          this.#attribute(structure, from, `${role}.${key}`, value);
    } else if (missing) this.#file.skip('no-such-end', clip(sayingOf(missing.each)), structure);
    else this.#tell(structure);
  }

  /** Once for each type, that nothing is made of it. */
  #tell(structure: Structure): void {
    if (this.#told.has(structure.type)) return;
    this.#told.add(structure.type);
    this.#file.skip('not-known', clip(structure.type), structure);
  }

  #article(sofa: Structure, name: string | undefined): ForeignArticle {
    const { sofaString: text, sofaURI: uri } = sofa.values;
    const about = this.#abouts.get(sofa)?.values ?? {};
    const { documentTitle: title, documentId: id, documentUri: url, language } = about;
    const file = this.#file.isOurs && isFilled(id) ? id : (name ?? (isFilled(uri) ? uri : undefined));
    return {
      file,
      text: typeof text === 'string' ? text : undefined,
      unit: 'utf16',
      about: {
        ...(isFilled(title) && title !== id && title !== file ? { title } : {}),
        ...(isFilled(url) ? { url } : {}),
        ...(isFilled(language) && language !== 'x-unspecified' ? { language } : {}),
      },
      annotations: Array.from(this.#bySofa.get(sofa.id)?.values() ?? [], toForeign),
    };
  }
}
