import type { Annotation } from './annotation.ts';
import { quoted, state } from './annotation.ts';
import { disputesOf } from './conflict.ts';
import { duplicates } from './duplicate.ts';
import type { Codebook, Label } from './label.ts';
import { allows, CHECKS, labelOf, roleOf } from './label.ts';
import { dangling } from './link.ts';
import type { Code, Problem, Severity } from './problem.ts';

/**
 * What is wrong with annotations, measured by the codebook. Each problem names the annotation. `all`: where only some of
 * an article are checked, those to which their links may lead.
 */
export function check(annotations: readonly Annotation[], codebook: Codebook, all = annotations): Problem[] {
  const byId = new Map(all.map((annotation) => [annotation.id, annotation]));
  const twins = twinsOf(annotations, codebook);
  return annotations.flatMap((annotation) => [
    ...checkOne(annotation, byId, codebook),
    ...toDuplicate(annotation, twins.get(annotation.id)),
  ]);
}

/** Whether a problem is one only by the codebook: without it, or while it cannot be read, nothing can be said of that. */
export const isOfCodebook = ({ code }: Problem): boolean => OF_CODEBOOK.has(code);

const OF_CODEBOOK: ReadonlySet<Code> = new Set<Code>([
  ...CHECKS,
  'unknown-label',
  'unknown-attribute',
  'unknown-value',
  'unknown-role',
  'role-not-allowed',
]);

/** By id, of each annotation that an earlier one is the same as: that one's id. */
function twinsOf(annotations: readonly Annotation[], codebook: Codebook): ReadonlyMap<string, string> {
  return new Map(
    duplicates(annotations, codebook).flatMap(([first, ...others]) =>
      others.map(({ id }): [string, string] => [id, first?.id ?? '']),
    ),
  );
}

const toDuplicate = ({ id }: Annotation, twin: string | undefined): Problem[] =>
  twin === undefined ? [] : [{ code: 'duplicate', severity: 'warning', values: [twin], id }];

function checkOne(annotation: Annotation, byId: ReadonlyMap<string, Annotation>, codebook: Codebook): Problem[] {
  const { id } = annotation;
  const found: Problem[] = [];
  const tell = (code: Code, severity: Severity, ...values: string[]) => found.push({ code, severity, values, id });

  const outcome = state(annotation);
  if (outcome === 'lost') tell('lost', 'warning', quoted(annotation));
  if (outcome === 'changed') tell('changed', 'warning', quoted(annotation));
  for (const { code, values } of disputesOf(annotation)) tell(code, 'warning', ...values);

  const untrimmed = annotation.target.find(({ exact }) => exact !== exact.trim());
  if (untrimmed) tell('white-space', 'warning', untrimmed.exact);

  const label = labelOf(codebook, annotation.label);
  if (!label) tell('unknown-label', 'warning', annotation.label);
  else for (const [name, value] of Object.entries(annotation.attributes)) checkAttribute(label, name, value, tell);

  const loose = new Set(dangling(annotation, (target) => byId.has(target)));
  for (const link of annotation.links) {
    const role = roleOf(codebook, link.role);
    if (!role) tell('unknown-role', 'warning', link.role);
    // A link into another article is looked up where the other article is known.
    const target = byId.get(link.to);
    if (loose.has(link)) tell('dangling-link', 'warning', link.role, link.to);
    else if (
      role &&
      target &&
      !(allows(codebook, role.from, annotation.label) && allows(codebook, role.to, target.label))
    )
      tell('role-not-allowed', 'warning', link.role, annotation.label, target.label);
  }

  const { checks } = codebook;
  const needsSource = checks['quote-without-source'];
  if (needsSource !== 'off' && label?.name === 'quote' && !annotation.links.some((link) => link.role === 'source')) {
    tell('quote-without-source', needsSource);
  }
  const needsVerdict = checks['claim-without-verdict'];
  if (needsVerdict !== 'off' && label?.name === 'claim' && annotation.attributes['verdict'] === undefined) {
    tell('claim-without-verdict', needsVerdict);
  }
  return found;
}

function checkAttribute(
  label: Label,
  name: string,
  value: string | readonly string[],
  tell: (code: Code, severity: Severity, ...values: string[]) => void,
): void {
  const attribute = label.attributes.find((known) => known.name === name);
  if (!attribute) {
    tell('unknown-attribute', 'warning', label.name, name);
    return;
  }
  for (const one of typeof value === 'string' ? [value] : value) {
    if (attribute.values && !attribute.values.includes(one)) tell('unknown-value', 'warning', name, one);
  }
}
