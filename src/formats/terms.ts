import type { Annotation } from '../core/annotation.ts';
import type { Attribute, Codebook, Label, Role } from '../core/label.ts';
import { labelName } from '../core/outline.ts';

/** A label with the values that its attributes have in the codebook or in annotations, by attribute; none for free text. */
export interface Term extends Pick<Label, 'name' | 'title' | 'colour' | 'key' | 'description'> {
  readonly attributes: ReadonlyMap<string, Pick<Attribute, 'name' | 'title' | 'values'>>;
}

/** What terms consist of, as it goes from one thread to another. */
export interface Said {
  readonly labels: readonly Term[];
  readonly roles: readonly Role[];
  /** What annotations have, by attribute. */
  readonly values: ReadonlyMap<string, ReadonlySet<string>>;
}

/** Of what annotations have under an attribute so many values are kept: of free text there is no end. */
const MOST_VALUES = 100;

/** The colour of what no codebook has. */
const UNKNOWN = 'grey';

/**
 * The labels and roles of the articles of an export: those of their codebooks, in the codebooks' order, then what only
 * annotations have. What two codebooks say of one name differently is as the first has it, but that a label has the
 * attributes of both, with the values of both.
 */
export class Terms {
  readonly #codebooks = new Set<Codebook>();
  readonly #labels = new Map<string, Term>();
  readonly #roles = new Map<string, Role>();
  readonly #values = new Map<string, Set<string>>();

  get labels(): readonly Term[] {
    return [...this.#labels.values()];
  }

  get roles(): readonly Role[] {
    return [...this.#roles.values()];
  }

  /** The values of an attribute, under whatever label: those of the codebooks, then what annotations have, the first of them. */
  valuesOf(attribute: string): readonly string[] {
    const known = this.labels.flatMap(({ attributes }) => attributes.get(attribute)?.values ?? []);
    return [...new Set([...known, ...(this.#values.get(attribute) ?? [])])];
  }

  get said(): Said {
    return { labels: this.labels, roles: this.roles, values: this.#values };
  }

  /** The same as to add all articles of which somebody else has gathered this. */
  join({ labels, roles, values }: Said): void {
    for (const label of labels) this.#takeLabel(label, label.attributes.values());
    for (const role of roles) this.#takeRole(role);
    for (const [attribute, found] of values) this.#takeValues(attribute, found);
  }

  add({ annotations, codebook }: { readonly annotations: readonly Annotation[]; readonly codebook: Codebook }): void {
    if (!this.#codebooks.has(codebook)) {
      this.#codebooks.add(codebook);
      for (const label of codebook.labels) this.#takeLabel(label, label.attributes);
      for (const role of codebook.roles) this.#takeRole(role);
    }
    for (const annotation of annotations) {
      const name = labelName(codebook, annotation);
      if (!this.#labels.has(name))
        this.#labels.set(name, { name, title: name, colour: UNKNOWN, attributes: new Map() });
      for (const [attribute, value] of Object.entries(annotation.attributes)) {
        this.#takeAttribute(name, attribute);
        this.#takeValues(attribute, [value].flat());
      }
      for (const { role } of annotation.links) this.#takeRole({ name: role, title: role, from: [], to: [] });
    }
  }

  #takeRole(role: Role): void {
    if (!this.#roles.has(role.name)) this.#roles.set(role.name, role);
  }

  #takeLabel(label: Omit<Term, 'attributes'>, has: Iterable<Pick<Attribute, 'name' | 'title' | 'values'>>): void {
    const { name, title, colour, key, description } = label;
    const known = this.#labels.get(name);
    const attributes = new Map(known?.attributes);
    for (const attribute of has) {
      const values = [...(attributes.get(attribute.name)?.values ?? []), ...(attribute.values ?? [])];
      attributes.set(attribute.name, {
        ...(attributes.get(attribute.name) ?? attribute),
        values: values.length > 0 ? [...new Set(values)] : undefined,
      });
    }
    this.#labels.set(name, { ...(known ?? { name, title, colour, key, description }), attributes });
  }

  #takeValues(attribute: string, values: Iterable<string>): void {
    const seen = this.#values.get(attribute) ?? new Set();
    for (const value of values) if (seen.size < MOST_VALUES) seen.add(value);
    this.#values.set(attribute, seen);
  }

  #takeAttribute(label: string, name: string): void {
    const term = this.#labels.get(label);
    if (!term || term.attributes.has(name)) return;
    this.#labels.set(label, { ...term, attributes: new Map([...term.attributes, [name, { name, title: name }]]) });
  }
}
