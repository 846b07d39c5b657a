import type { Annotation, AttributeValue, Fragment } from './annotation.ts';
import { inTextOrder } from './annotation.ts';
import type { Change } from './change.ts';
import { type Annotations, changeTo } from './document.ts';
import { mergeGroup } from './duplicate.ts';
import type { Codebook } from './label.ts';
import { labelName } from './outline.ts';
import { extraOf, unite } from './target.ts';

/**
 * The annotation of the same label that follows in the text; undefined behind the last one. One that is
 * lost follows none, and is followed by none.
 */
export function following(
  annotation: Annotation,
  annotations: Annotations,
  codebook: Codebook,
): Annotation | undefined {
  const label = labelName(codebook, annotation);
  const row = annotations
    .filter(({ target }) => target.some(({ state }) => state !== 'lost'))
    .filter((each) => labelName(codebook, each) === label)
    .toSorted(inTextOrder);
  const index = row.findIndex(({ id }) => id === annotation.id);
  return index < 0 ? undefined : row[index + 1];
}

/**
 * The change that makes one annotation of several of the same label: the first in the text stays, with the fragments,
 * notes and links of all. Lists among the attributes are united; what else differs keeps the first one's value, and the
 * other stands beside it as a conflict. No fragment may be `changed`: nobody has said which words are meant.
 */
export function join(annotations: Annotations, members: Annotations, text: string): Change {
  const group = members.toSorted(inTextOrder);
  const united = unite(
    text,
    group.map(({ target }) => target),
  );
  const alike = new Map(
    group.map((each) => [each.id, { ...each, target: partOf(each, united), attributes: withLists(each, group) }]),
  );
  const before = annotations.map((each) => alike.get(each.id) ?? each);
  return changeTo(annotations, mergeGroup(before, [...alike.values()]));
}

/** United fragments with the unknown keys that an annotation brings to them. */
const partOf = ({ target }: Annotation, united: ReturnType<typeof unite>): readonly Fragment[] =>
  united.map(({ fragment: { extra: _extra, ...part }, of }) => {
    const extra = extraOf(of.filter((each) => target.includes(each)));
    return extra ? { ...part, extra } : part;
  });

/** An annotation's attributes, with all items of those that are lists wherever the group has them. */
function withLists({ attributes }: Annotation, group: Annotations): Annotation['attributes'] {
  return Object.fromEntries(
    Object.entries(attributes).map(([name, value]): [string, AttributeValue] => {
      const all = group.flatMap((each) => (Object.hasOwn(each.attributes, name) ? [each.attributes[name] ?? []] : []));
      const lists = all.filter((each) => typeof each !== 'string');
      return [name, lists.length === all.length ? [...new Set(lists.flat())] : value];
    }),
  );
}
