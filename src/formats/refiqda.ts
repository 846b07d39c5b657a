import type { Annotation } from '../core/annotation.ts';
import { quoted } from '../core/annotation.ts';
import { labelName } from '../core/outline.ts';
import { CodePoints } from '../core/text.ts';
import type { Exportable, Exporter, Loss, Packer, Piece } from './exporter.ts';
import { guidOf } from './guid.ts';
import { stampOf } from './importer.ts';
import { content, tag, xmlText } from './markup.ts';
import { linkIn, ownKeys, placeOf, slicer } from './record.ts';
import { codeGuid, codeName, isCodable, isKept, printCodeBook, Values, valueGuid } from './reficodes.ts';
import { printMark } from './refimark.ts';
import { NEVER } from './refiproject.ts';
import { readXml } from './xml.ts';
import { Archive, Waiting } from './zip.ts';

/**
 * A REFI-QDA project (QDA-XML 1.0) for programs of qualitative analysis: an archive of `project.qde` and the text of each
 * article (LF, without byte order mark) in `sources`.
 *
 * - Positions count code points of that text. Each fragment is a selection that is coded with the label.
 * - The first fragment of an annotation has the rest: the note as its description, and for each value of an attribute a
 *   coding with a code `verdict: confirmed` below the label's. The standard has variables for sources and cases only.
 * - Links within an article are links of the project, from first fragment to first fragment. Who and when are users and
 *   times of the selections.
 * - The last line of a source's description, `Newsmark: {…}`, keeps what has no place elsewhere (see `refimark.ts`).
 * - GUIDs are made of names and ids, so that an export of the same annotations is the same.
 * - Conflicts and keys of the users' own are not held, and nothing that has no place.
 */
export const refiQda: Exporter = {
  name: 'refi-qda',
  title: 'REFI-QDA project',
  description: 'Texts, codes and codings in one archive, for ATLAS.ti, MAXQDA, NVivo and QualCoder.',
  extension: '.qdpx',
  per: 'export',
  print(article) {
    const sheet = new Sheet(article);
    return { chunk: sheet.source + sheet.links, losses: sheet.losses };
  },
  untrue(chunk, { text, stem, annotations }) {
    const places = new Map<string, string>();
    const slice = slicer(text);
    readXml(`<Project>${chunk}</Project>`, {
      open({ name, attributes }) {
        const at = (key: string): number => Number(attributes.get(key));
        if (name === 'PlainTextSelection')
          places.set(attributes.get('guid') ?? '', slice(at('startPosition'), at('endPosition')));
      },
      text: () => undefined,
      close: () => undefined,
    });
    const isTrue = ({ id, target }: Annotation): boolean =>
      target.every(({ exact }, i) => places.get(selectionGuid(stem, id, i)) === exact);
    return annotations.filter((each) => !isTrue(each)).map(({ id }) => id);
  },
  packed: () => new Project(),
};

const userGuid = (name: string): string => guidOf('user', name);
const sourceGuid = (stem: string): string => guidOf('source', stem);
const selectionGuid = (stem: string, id: string, index: number): string => guidOf('selection', stem, id, String(index));

/** A time as XML has it; undefined for what is none. */
const timeIn = (time: string | undefined): string | undefined =>
  time !== undefined && /^[12]\d{3}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/.test(time) && !Number.isNaN(Date.parse(time))
    ? time
    : undefined;

/** The longest name that a selection gets. */
const MOST_OF_NAME = 100;

const clipped = (words: string): string => {
  const characters = Array.from(words.replace(/\s+/g, ' ').slice(0, 4 * MOST_OF_NAME));
  return characters.length > MOST_OF_NAME ? `${characters.slice(0, MOST_OF_NAME - 1).join('')}…` : characters.join('');
};

/** What is written of one article. */
class Sheet {
  readonly source: string;
  /** The elements that stand further down in the project. */
  readonly links: string;
  readonly losses: Loss[] = [];
  readonly #article: Exportable;
  /** The ids of what is written. */
  readonly #names: ReadonlySet<string>;

  constructor(article: Exportable) {
    this.#article = article;
    const { text, annotations } = article;
    const points = new CodePoints(text);
    const placed = annotations.flatMap((annotation) => {
      const at = annotation.target.flatMap((each) => placeOf(each, text, points) ?? []);
      if (at.length === annotation.target.length) return [{ annotation, at }];
      this.#lose('unplaced', annotation);
      return [];
    });
    this.#names = new Set(placed.map(({ annotation }) => annotation.id));
    const selections = placed.map(({ annotation, at }) => this.#selections(annotation, at));
    const { file, annotator, about, stem, root } = article;
    const marks = placed.map(({ annotation, at }) => {
      const { id, links, review, suggestedBy, by, created, modified, modifiedBy } = annotation;
      return {
        ...{ id, label: this.#labelOf(annotation), at: at.map(({ start, end }): [number, number] => [start, end]) },
        stamp: stampOf(annotation) || undefined,
        links: links.every((link) => this.#isLink(link))
          ? undefined
          : links.map(({ role, to }) => ({ role, to: linkIn(root, to) })),
        review: review && { state: review.state, by: review.by, at: review.at },
        ...{ suggestedBy, by, created, modified, modifiedBy },
      };
    });
    const words = [about.title, about.url].flatMap((each) => (each ? [each.replace(/\s+/g, ' ')] : []));
    const guid = sourceGuid(stem);
    const attributes = {
      guid,
      name: stem.split('/').at(-1),
      plainTextPath: `internal://${guid}.txt`,
      creationDateTime: placed.flatMap(({ annotation }) => timeIn(annotation.created) ?? []).sort()[0] ?? NEVER,
    };
    this.source = [
      `${tag('TextSource', attributes, '')}\n`,
      `<Description>${content([...words, printMark({ file, annotator, annotations: marks })].join('\n'))}</Description>\n`,
      ...selections,
      END,
    ].join('');
    this.links = placed.map(({ annotation }) => this.#links(annotation)).join('');
    for (const { annotation } of placed) this.#tellLosses(annotation);
  }

  #lose(code: Loss['code'], { id }: Annotation, ...values: string[]): void {
    this.losses.push({ code, values, file: this.#article.file, id });
  }

  #labelOf(annotation: Annotation): string {
    return codeName(labelName(this.#article.codebook, annotation));
  }

  #isLink({ role, to }: Annotation['links'][number]): boolean {
    return this.#names.has(to) && xmlText(role) === role && role !== '';
  }

  #selections(annotation: Annotation, at: readonly { readonly start: number; readonly end: number }[]): string {
    const { stem, annotator } = this.#article;
    const { id, note, by = annotator, created, modified, modifiedBy, target } = annotation;
    const creating = {
      creatingUser: by === undefined ? undefined : userGuid(by),
      creationDateTime: timeIn(created) ?? timeIn(modified) ?? NEVER,
    };
    const coding = (code: string, ...of: readonly string[]): string =>
      `${tag('Coding', { guid: guidOf('coding', stem, id, ...of), ...creating }, '')}${tag('CodeRef', { targetGUID: code })}</Coding>\n`;
    const label = this.#labelOf(annotation);
    return at
      .map(({ start, end }, i) => {
        const attributes = {
          guid: selectionGuid(stem, id, i),
          name: clipped(target[i]?.exact ?? quoted(annotation)),
          ...{ startPosition: String(start), endPosition: String(end) },
          ...creating,
          modifyingUser: modifiedBy === undefined ? undefined : userGuid(modifiedBy),
          modifiedDateTime: timeIn(modified),
        };
        const values = i > 0 ? [] : codedValues(annotation);
        return [
          `${tag('PlainTextSelection', attributes, '')}\n`,
          i === 0 && note ? `<Description>${content(note)}</Description>\n` : '',
          coding(codeGuid(label), String(i)),
          ...values.map(([key, value], j) => coding(valueGuid(label, key, value), 'value', String(j))),
          '</PlainTextSelection>\n',
        ].join('');
      })
      .join('');
  }

  #links({ id, links }: Annotation): string {
    const { stem } = this.#article;
    const written = links.filter((link) => this.#isLink(link));
    return written
      .map(({ role, to }, i) => {
        const guid = guidOf('link', stem, id, String(i));
        const [originGUID, targetGUID] = [selectionGuid(stem, id, 0), selectionGuid(stem, to, 0)];
        return `${tag('Link', { guid, name: role, direction: 'OneWay', originGUID, targetGUID })}\n`;
      })
      .join('');
  }

  #tellLosses(annotation: Annotation): void {
    const { attributes, note = '', conflict } = annotation;
    const name = labelName(this.#article.codebook, annotation);
    if (codeName(name) !== name) this.#lose('renamed', annotation, name, codeName(name));
    const isHeld = Object.entries(attributes).every(
      ([key, value]) => value.length > 0 && [value].flat().every((each) => isKept(key, each)),
    );
    const lost = [
      ...(isHeld ? [] : ['attributes']),
      ...(xmlText(note) === note ? [] : ['note']),
      ...(conflict === undefined ? [] : ['conflict']),
      ...ownKeys(annotation),
    ];
    if (lost.length > 0) this.#lose('no-keys', annotation, lost.join(', '));
  }
}

const END = '</TextSource>\n';

/** The values that have a code, by attribute. */
const codedValues = ({ attributes }: Annotation): readonly (readonly [attribute: string, value: string])[] =>
  Object.entries(attributes)
    .filter(([key]) => isCodable(key))
    .flatMap(([key, value]) => [value].flat().map((each) => [key, each] as const));

/** The archive. Of the articles only what stands in the project itself is kept, compressed, and names. */
class Project implements Packer {
  readonly #archive = new Archive();
  readonly #sources = new Waiting();
  readonly #links = new Waiting();
  readonly #users = new Set<string>();
  readonly #values = new Values();

  add(chunk: string, { text, stem, annotations, annotator, codebook }: Exportable): readonly Piece[] {
    const end = chunk.indexOf(END) + END.length;
    this.#sources.add(chunk.slice(0, end));
    this.#links.add(chunk.slice(end));
    for (const annotation of annotations) {
      const { by = annotator, modifiedBy } = annotation;
      for (const name of [by, modifiedBy]) if (name !== undefined) this.#users.add(name);
      const label = labelName(codebook, annotation);
      for (const [key, value] of codedValues(annotation)) this.#values.add(label, key, value);
    }
    return this.#archive.add(`sources/${sourceGuid(stem)}.txt`, [text]).map(piece);
  }

  end(terms: Parameters<Packer['end']>[0]): readonly Piece[] {
    const project = this.#archive.add('project.qde', this.#parts(terms));
    return [...project, ...this.#archive.end()].map(piece);
  }

  *#parts(terms: Parameters<Packer['end']>[0]): Iterable<string | Uint8Array> {
    const users = Array.from(this.#users, (name) => `${tag('User', { guid: userGuid(name), name })}\n`);
    yield '<?xml version="1.0" encoding="utf-8"?>\n';
    yield '<Project xmlns="urn:QDA-XML:project:1.0" name="Newsmark" origin="Newsmark">\n';
    if (users.length > 0) yield `<Users>\n${users.join('')}</Users>\n`;
    yield printCodeBook(terms, {}, this.#values);
    yield* within('Sources', this.#sources);
    yield* within('Links', this.#links);
    yield '</Project>\n';
  }
}

function* within(name: string, waiting: Waiting): Iterable<string | Uint8Array> {
  if (waiting.isEmpty) return;
  yield `<${name}>\n`;
  yield* waiting.parts();
  yield `</${name}>\n`;
}

const piece = (content: Uint8Array): Piece => ({ name: 'annotations.qdpx', content });
