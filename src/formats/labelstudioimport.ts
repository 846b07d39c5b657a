import * as v from 'valibot';
import type { ForeignAnnotation, ForeignArticle, Importer, Read, Skip } from './importer.ts';
import { textOf } from './importer.ts';
import { JsonLines, readJson, sayingOf } from './json.ts';
import { type LineOf, Regions, type Source } from './labelstudioregion.ts';
import { ANNOTATION, TASK } from './labelstudioresult.ts';
import { textIn, wordsIn } from './labelstudiotext.ts';
import { reasonOf } from './recordimport.ts';

/**
 * Label Studio's JSON: one task, or a list of them, each an article. Positions count code points; those of old versions
 * UTF-16 units, which the words tell.
 *
 * - The text is what `data` has as `text`, else its only string that has the words of the regions at their places.
 *   `file`, `title`, `url` and `annotator` are what Newsmark's export has there.
 * - A region becomes an annotation; with several labels, one for each. All annotations of a task are read (`completed_by`
 *   is by whom), or, where there is none, its predictions (`model_version` is who suggested them). Drafts are not, nor
 *   what was skipped (`was_cancelled`).
 * - Choices, taxonomies, fields, ratings and numbers of a region become attributes named as their controls; the field
 *   `note` is the note. What controls of other types say is under `label-studio:CONTROL`, what people write beside a
 *   region under `label-studio:meta`, and how sure a prediction is under `label-studio:score`. What is about the whole
 *   task is skipped.
 * - Relations become links, from right to left where that is their direction; without a label their role is `relation`.
 */
export const fromLabelStudio: Importer = {
  name: 'label-studio',
  title: 'Label Studio',
  description: 'Tasks with annotations or predictions (JSON), as Label Studio exports them.',
  extensions: ['.label-studio.json', '.json'],
  read({ bytes }): Read {
    const { text, broken } = textOf(bytes);
    if (text === undefined) return { broken };
    const json = readJson(text);
    if (json.broken) return { broken: json.broken };
    const lines = new JsonLines(text);
    const skipped: Skip[] = [];
    const isList = Array.isArray(json.value);
    const tasks: readonly unknown[] = isList ? (json.value as readonly unknown[]) : [json.value];
    const articles = tasks.flatMap((task, i): ForeignArticle[] => {
      const lineOf: LineOf = (path) => lines.lineOf(isList ? [i, ...path] : path);
      const parsed = v.safeParse(TASK, task);
      if (parsed.success) return [toArticle(parsed.output, lineOf, skipped)];
      skipped.push({ ...reasonOf(parsed.issues), line: lineOf([]) });
      return [];
    });
    const [first] = skipped;
    if (articles.length > 0 || tasks.length === 0 || !first) return { articles, skipped };
    return { broken: { code: 'not-format', values: ['Label Studio', first.values[0] ?? ''], line: first.line } };
  },
};

type Task = v.InferOutput<typeof TASK>;

function toArticle(task: Task, lineOf: LineOf, skipped: Skip[]): ForeignArticle {
  const { data } = task;
  const taken = new Set<string>();
  const annotations = sourcesOf(task, lineOf, skipped).flatMap((source): ForeignAnnotation[] =>
    new Regions(source, skipped, taken).annotations(),
  );
  const text = textIn(
    data,
    annotations.flatMap(({ target }) => target),
  );
  const told = (key: string): string | undefined => {
    const value = data[key];
    return typeof value === 'string' && value !== text ? value : undefined;
  };
  return {
    file: told('file'),
    text,
    unit: 'codepoint',
    about: { title: told('title'), url: told('url') },
    annotator: told('annotator'),
    annotations,
  };
}

/** The lists of results of a task, with who made them. */
function sourcesOf(task: Task, lineOf: LineOf, skipped: Skip[]): readonly Source[] {
  const lists = ['annotations', 'completions', 'predictions'] as const;
  const key = lists.find((each) => (task[each]?.length ?? 0) > 0);
  if (key === undefined) return [];
  const words = wordsIn(task.data);
  return (task[key] ?? []).flatMap((each, i): Source[] => {
    const at: LineOf = (path) => lineOf([key, i, 'result', ...path]);
    const parsed = v.safeParse(ANNOTATION, each);
    const line = () => lineOf([key, i]);
    if (!parsed.success) {
      skipped.push({ ...reasonOf(parsed.issues), line: line() });
      return [];
    }
    const { result, completed_by: by, model_version: model, created_at: created, updated_at: modified } = parsed.output;
    if (parsed.output.was_cancelled === true) {
      skipped.push({ code: 'not-known', values: ['was_cancelled'], line: line() });
      return [];
    }
    const times = { created: text(created), modified: text(modified) };
    if (key === 'predictions') return [{ result, words, lineOf: at, suggestedBy: text(model) ?? 'Label Studio' }];
    return [{ result, words, lineOf: at, by: personOf(by), ...times }];
  });
}

const text = (value: unknown): string | undefined => (typeof value === 'string' && value !== '' ? value : undefined);

/** People are numbers, or objects where the server was asked for them. */
function personOf(by: unknown): string | undefined {
  if (typeof by === 'number') return String(by);
  if (typeof by !== 'object' || by === null) return text(by);
  const { email, username, id } = by as Readonly<Record<string, unknown>>;
  return text(email) ?? text(username) ?? (id === undefined ? undefined : sayingOf(id));
}
