import { clip, type Skip } from './importer.ts';
import { type Opening, readXml, type Taker } from './xml.ts';

/** Programs do not read what has no time. Stands for one that is not known. */
export const NEVER = '1970-01-01T00:00:00Z';

export interface Code {
  readonly name: string;
  /** The code that it is within. */
  readonly parent: Code | undefined;
}

export interface Coding {
  /** The GUID of its code. */
  code: string;
  readonly by: string | undefined;
  readonly created: string | undefined;
  /** GUIDs. */
  readonly notes: string[];
}

/** A passage of a source. GUIDs are without braces and in lower case; `by` and `modifiedBy` are those of users. */
export interface Selection extends Pick<Coding, 'by' | 'created' | 'notes'> {
  readonly guid: string;
  /** Often the words, or the first of them. */
  readonly name: string;
  readonly start: string;
  readonly end: string;
  readonly modified: string | undefined;
  readonly modifiedBy: string | undefined;
  readonly codings: Coding[];
  description: string;
  readonly line: number;
}

/** A text, or a note. */
export interface Source {
  readonly guid: string;
  readonly name: string;
  /** As it is written: `internal://…`. */
  readonly path: string | undefined;
  readonly selections: Selection[];
  content: string | undefined;
  description: string;
  readonly line: number;
}

export interface Link {
  readonly name: string;
  readonly direction: string | undefined;
  readonly from: string;
  readonly to: string;
  readonly line: number;
}

/** What `project.qde` says. */
export interface Project {
  readonly origin: string;
  /** The names of users by their GUIDs. */
  readonly users: ReadonlyMap<string, string>;
  readonly codes: ReadonlyMap<string, Code>;
  /** GUIDs: programs code with these, too. */
  readonly cases: ReadonlySet<string>;
  readonly sources: readonly Source[];
  readonly notes: ReadonlyMap<string, Source>;
  readonly links: readonly Link[];
  readonly skipped: Skip[];
}

/** Reads `project.qde`, whatever the namespace; or says why it is none. */
export function readProject(text: string): Project | { readonly broken: Skip } {
  const reader = new Reader();
  const error = readXml(text, reader);
  if (error) return { broken: { code: 'not-format', values: ['REFI-QDA', clip(error.reason)], line: error.line } };
  return reader.isProject ? reader : { broken: { code: 'not-format', values: ['REFI-QDA', '<Project>'], line: 1 } };
}

const guidIn = (written: string | undefined): string => (written ?? '').replace(/[{}\s]/g, '').toLowerCase();

/** What groups others, or is about what Newsmark does not import, but is expected in every project. */
const PASSED = new Set(['Project', 'Users', 'CodeBook', 'Codes', 'Sources', 'Notes', 'Links', 'PDFSource', 'Cases']);

class Reader implements Taker, Project {
  origin = '';
  readonly users = new Map<string, string>();
  readonly codes = new Map<string, Code>();
  readonly cases = new Set<string>();
  readonly sources: Source[] = [];
  readonly notes = new Map<string, Source>();
  readonly links: Link[] = [];
  readonly skipped: Skip[] = [];
  isProject = false;
  /** The elements that are open. */
  readonly #open: Opening[] = [];
  readonly #within: Code[] = [];
  #source: Source | undefined;
  #selection: Selection | undefined;
  #coding: Coding | undefined;
  /** Parts of the text that is wanted of the innermost element. */
  #text: string[] | undefined;
  /** How many elements are open of one that is skipped. */
  #ignored = 0;
  /** What was told of. */
  readonly #told = new Set<string>();

  open(opening: Opening): void {
    this.#text = undefined;
    if (this.#ignored > 0 || !this.#take(opening)) this.#ignored++;
    else this.#open.push(opening);
  }

  text(text: string): void {
    if (this.#ignored === 0) this.#text?.push(text);
  }

  close(): void {
    if (this.#ignored > 0) {
      this.#ignored--;
      return;
    }
    const closed = this.#open.pop();
    const text = this.#text?.join('');
    this.#text = undefined;
    switch (closed?.name) {
      case 'Code':
        this.#within.pop();
        break;
      case 'Description':
        this.#describe(text ?? '', closed);
        break;
      case 'PlainTextContent':
        if (this.#source) this.#source.content = text ?? '';
        break;
      case 'TextSource':
      case 'Representation':
      case 'Note':
        this.#source = undefined;
        break;
      case 'PlainTextSelection':
        this.#selection = undefined;
        break;
      case 'Coding':
        this.#coding = undefined;
        break;
      default:
    }
  }

  /** False for an element that is skipped with all that is in it. */
  #take(opening: Opening): boolean {
    const { name, attributes } = opening;
    const parent = this.#open.at(-1);
    if (!parent) {
      this.isProject = name === 'Project';
      this.origin = attributes.get('origin') ?? '';
      return this.isProject;
    }
    const said = (key: string): string | undefined => attributes.get(key);
    const guid = guidIn(said('guid'));
    switch (name) {
      case 'User':
        this.users.set(guid, said('name') ?? said('id') ?? '');
        return true;
      case 'Code': {
        const code = { name: said('name') ?? '', parent: this.#within.at(-1) };
        this.codes.set(guid, code);
        this.#within.push(code);
        return true;
      }
      case 'Case':
        this.cases.add(guid);
        return this.#tell(opening);
      case 'TextSource':
        this.sources.push(this.#begin(opening, said('name')));
        return true;
      case 'Representation':
        // The text of a PDF.
        if (parent.name !== 'PDFSource') return this.#tell(opening);
        this.sources.push(this.#begin(opening, parent.attributes.get('name')));
        return true;
      case 'Note':
        this.notes.set(guid, this.#begin(opening, said('name')));
        return true;
      case 'PlainTextSelection':
        return parent.name === 'Note' ? this.#tell(opening) : this.#select(opening);
      case 'Coding':
        return this.#code(opening);
      case 'CodeRef':
        if (this.#coding) this.#coding.code = guidIn(said('targetGUID'));
        return true;
      case 'NoteRef': {
        const of = this.#coding ?? this.#selection;
        of?.notes.push(guidIn(said('targetGUID')));
        return of !== undefined || this.#tell(opening);
      }
      case 'Link':
        this.links.push({
          name: said('name') ?? '',
          direction: said('direction'),
          ...{ from: guidIn(said('originGUID')), to: guidIn(said('targetGUID')), line: opening.line },
        });
        return true;
      case 'Description':
      case 'PlainTextContent':
        this.#text = [];
        return true;
      default:
        return PASSED.has(name) || this.#tell(opening);
    }
  }

  #begin({ attributes, line }: Opening, name = ''): Source {
    const guid = guidIn(attributes.get('guid'));
    const path = attributes.get('plainTextPath');
    this.#source = { guid, name, path, selections: [], content: undefined, description: '', line };
    return this.#source;
  }

  #select(opening: Opening): boolean {
    if (!this.#source) return this.#tell(opening);
    const { attributes, line } = opening;
    const user = (key: string): string | undefined => guidIn(attributes.get(key)) || undefined;
    this.#selection = {
      guid: guidIn(attributes.get('guid')),
      name: attributes.get('name') ?? '',
      start: attributes.get('startPosition') ?? '',
      end: attributes.get('endPosition') ?? '',
      by: user('creatingUser'),
      created: attributes.get('creationDateTime'),
      modifiedBy: user('modifyingUser'),
      modified: attributes.get('modifiedDateTime'),
      ...{ codings: [], notes: [], description: '', line },
    };
    this.#source.selections.push(this.#selection);
    return true;
  }

  #code(opening: Opening): boolean {
    // A coding of a whole text.
    if (!this.#selection) return this.#tell(opening);
    const { attributes } = opening;
    const by = guidIn(attributes.get('creatingUser')) || undefined;
    this.#coding = { code: '', by, created: attributes.get('creationDateTime'), notes: [] };
    this.#selection.codings.push(this.#coding);
    return true;
  }

  #describe(text: string, opening: Opening): void {
    const of = this.#selection ?? this.#source;
    if (of) of.description = text;
    // Codes are not imported but for their names.
    else if (text.trim() !== '' && this.#within.length === 0) this.#tell(opening);
  }

  /** Once for each kind of element, that nothing is made of it. */
  #tell({ name, line }: Opening): false {
    const parent = this.#open.at(-1)?.name ?? '';
    const what = `${parent}/${name}`;
    if (!this.#told.has(what)) {
      this.#told.add(what);
      this.skipped.push({ code: 'not-known', values: [clip(what)], line });
    }
    return false;
  }
}
