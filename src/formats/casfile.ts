import * as v from 'valibot';
import { ANNOTATION, DOCUMENT, ID_FEATURE, SPAN } from './castypes.ts';
import type { Skip } from './importer.ts';
import { clip } from './importer.ts';
import { JsonLines } from './json.ts';

/** A feature structure: what a CAS consists of. */
export interface Structure {
  readonly id: string;
  readonly type: string;
  /** Where it stands in the file's list. */
  readonly index: number;
  readonly values: Readonly<Record<string, unknown>>;
}

const FILE = v.object({ '%TYPES': v.optional(v.unknown()), '%FEATURE_STRUCTURES': v.array(v.unknown()) });
const STRUCTURE = v.looseObject({ '%ID': v.union([v.number(), v.string()]), '%TYPE': v.string() });
const OBJECT = v.looseObject({});
const TYPE = v.looseObject({ '%SUPER_TYPE': v.string() });
const PLACE = v.looseObject({ begin: v.number(), end: v.number() });
const OURS = v.looseObject({ [ID_FEATURE]: OBJECT });

/** Whether a value can be the whole of a file. */
export const isCas = (value: unknown): boolean => v.is(FILE, value);

/** What the text is cut into, and what is about the file. */
const APART =
  /^(?:de\.tudarmstadt\.ukp\.dkpro\.core\.api\.(?:segmentation|metadata)\.type|de\.tudarmstadt\.ukp\.clarin\.webanno\.api\.type|uima\.cas)\./;

/** The structures and types of a file. */
export class CasFile {
  /** In the file's order. */
  readonly all: readonly Structure[];
  readonly skipped: Skip[] = [];
  /** Whether Newsmark wrote it, or something that keeps its types. */
  readonly isOurs: boolean;
  readonly #byId = new Map<string, Structure>();
  readonly #parents: ReadonlyMap<string, string>;
  readonly #lines: JsonLines;

  /** `value`: what the text says, for which `isCas` holds. */
  constructor(value: unknown, text: string) {
    const { '%TYPES': types, '%FEATURE_STRUCTURES': structures } = v.parse(FILE, value);
    const entries = Object.entries(v.is(OBJECT, types) ? types : {});
    this.#lines = new JsonLines(text);
    this.#parents = new Map(entries.flatMap(([name, type]) => (v.is(TYPE, type) ? [[name, type['%SUPER_TYPE']]] : [])));
    this.isOurs = entries.some(([name, type]) => name === SPAN && v.is(OURS, type));
    for (const [index, values] of structures.entries()) {
      if (!v.is(STRUCTURE, values)) {
        this.skip('not-known', 'feature structure', { index });
        continue;
      }
      const structure = { id: String(values['%ID']), type: values['%TYPE'], index, values };
      if (this.#byId.has(structure.id)) this.skip('not-known', clip(`%ID ${structure.id}`), structure);
      else this.#byId.set(structure.id, structure);
    }
    this.all = [...this.#byId.values()];
  }

  /** What a reference leads to. */
  to(reference: unknown): Structure | undefined {
    return typeof reference === 'number' || typeof reference === 'string'
      ? this.#byId.get(String(reference))
      : undefined;
  }

  /** What people annotate: nothing that cuts the text, or is about the file. */
  annotations(): readonly Structure[] {
    return this.all.filter((each) => {
      const { type, values } = each;
      if (this.#isApart(type)) return false;
      const hasPlace = v.is(PLACE, values);
      const isOne = this.#descends(type, ANNOTATION);
      if (isOne && !hasPlace) this.skip('no-words', undefined, each);
      // Files without a type system are left to what they look like.
      return hasPlace && (isOne || !this.#parents.has(type));
    });
  }

  skip(
    code: Skip['code'],
    value: string | undefined,
    { index, id }: { readonly index: number; readonly id?: string },
  ): void {
    const line = this.#lines.lineOf(['%FEATURE_STRUCTURES', index]);
    this.skipped.push({ code, values: value === undefined ? [] : [value], line, ...(id === undefined ? {} : { id }) });
  }

  /** Whether it is of a type that stands apart from what people annotate. */
  #isApart(type: string): boolean {
    return APART.test(type) || this.#descends(type, DOCUMENT);
  }

  #descends(type: string, from: string): boolean {
    let each: string | undefined = type;
    for (let i = 0; each !== undefined && i < MOST_PARENTS; i++, each = this.#parents.get(each))
      if (each === from) return true;
    return false;
  }
}

/** Longer lines of types are no type system, and may go in a circle. */
const MOST_PARENTS = 100;
