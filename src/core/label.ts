import type { Severity } from './problem.ts';

export const PALETTE = ['orange', 'blue', 'green', 'purple', 'red', 'yellow', 'cyan', 'grey'] as const;

/** A colour of the palette, which follows the theme, or the user's own as `#rrggbb`. */
export type Colour = (typeof PALETTE)[number] | `#${string}`;

export interface Attribute {
  readonly name: string;
  readonly title: string;
  /** What may be chosen, in this order; undefined for free text. */
  readonly values?: readonly string[] | undefined;
  readonly default?: string | undefined;
  readonly key?: string | undefined;
}

export interface Label {
  readonly name: string;
  readonly title: string;
  readonly colour: Colour;
  readonly key?: string | undefined;
  readonly description?: string | undefined;
  /** Earlier names: read as this label, rewritten only by a rename. */
  readonly was: readonly string[];
  readonly attributes: readonly Attribute[];
}

export interface Role {
  readonly name: string;
  readonly title: string;
  /** Names of the labels that the link may start from and lead to. */
  readonly from: readonly string[];
  readonly to: readonly string[];
}

export const CHECKS = ['quote-without-source', 'claim-without-verdict'] as const;
export type Check = (typeof CHECKS)[number];

/** A project's labels and rules: the model of `newsmark.yaml`. */
export interface Codebook {
  readonly version?: string | undefined;
  readonly labels: readonly Label[];
  readonly roles: readonly Role[];
  readonly checks: Readonly<Record<Check, Severity | 'off'>>;
  /** Globs, relative to the project's root: which files are articles. */
  readonly articles: readonly string[];
  readonly guidelines?: string | undefined;
}

/** The label by its name, or by an earlier one. Undefined when the codebook has none. */
export const labelOf = (codebook: Codebook, name: string): Label | undefined =>
  codebook.labels.find((label) => label.name === name) ?? codebook.labels.find((label) => label.was.includes(name));

/** What people call it: the label's title, or the bare name of one that the codebook does not have. */
export const titleOf = (codebook: Codebook, name: string): string => labelOf(codebook, name)?.title ?? name;

export const roleOf = (codebook: Codebook, name: string): Role | undefined =>
  codebook.roles.find((role) => role.name === name);

/** Whether a label is among those that a role names, also where it stands under an earlier name. */
export const allows = (codebook: Codebook, names: readonly string[], label: string): boolean =>
  names.includes(labelOf(codebook, label)?.name ?? label);

const choice = (name: string, title: string, values: readonly string[], more: Partial<Attribute> = {}): Attribute => ({
  name,
  title,
  values,
  ...more,
});

/** The codebook of a project that has none. */
export const BUILT_IN: Codebook = {
  labels: [
    {
      name: 'claim',
      title: 'Claim',
      key: 'c',
      colour: 'orange',
      description: 'A checkable statement about the world.',
      was: [],
      attributes: [
        choice('verdict', 'Verdict', ['unverified', 'confirmed', 'disputed', 'false'], {
          default: 'unverified',
          key: 'v',
        }),
        choice('credibility', 'Credibility', ['1', '2', '3', '4', '5', '6']),
      ],
    },
    {
      name: 'source',
      title: 'Source',
      key: 's',
      colour: 'blue',
      description: 'Who or what a statement comes from.',
      was: [],
      attributes: [
        choice('kind', 'Kind', ['person', 'organisation', 'document', 'media', 'social', 'anonymous']),
        choice('reliability', 'Reliability', ['A', 'B', 'C', 'D', 'E', 'F']),
        { name: 'entity', title: 'Entity' },
      ],
    },
    {
      name: 'quote',
      title: 'Quote',
      key: 'q',
      colour: 'green',
      description: 'Words that the article gives as somebody’s own, word for word or in substance.',
      was: [],
      attributes: [choice('kind', 'Kind', ['direct', 'indirect', 'mixed'])],
    },
  ],
  roles: [
    { name: 'source', title: 'said by', from: ['quote', 'claim'], to: ['source'] },
    { name: 'supports', title: 'supports', from: ['quote', 'claim'], to: ['claim'] },
    { name: 'contradicts', title: 'contradicts', from: ['quote', 'claim'], to: ['claim'] },
    { name: 'same', title: 'same claim as', from: ['claim'], to: ['claim'] },
  ],
  checks: { 'quote-without-source': 'warning', 'claim-without-verdict': 'off' },
  articles: ['**/*.txt', '**/*.news', '**/*.article'],
};
