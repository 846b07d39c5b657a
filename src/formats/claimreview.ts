import type { Annotation } from '../core/annotation.ts';
import { quoted } from '../core/annotation.ts';
import { labelOf } from '../core/label.ts';
import { withId } from '../core/link.ts';
import { labelName } from '../core/outline.ts';
import { isSource, namesOf, SOURCE } from '../core/sources.ts';
import { CodePoints } from '../core/text.ts';
import type { Choices, Exportable, Exporter, Loss } from './exporter.ts';
import { lossesOf, placeOf } from './record.ts';

/**
 * schema.org's `ClaimReview` as JSON-LD, with the properties that Google reads: one file for each article, a list with a
 * review for each claim that has a verdict. A verdict that is the codebook's default is none yet.
 *
 * - `claimReviewed` is the claim's words, `alternateName` of the rating its verdict. Numbers stand beside it where the
 *   order of the codebook's values (without the default) is said to be a scale: 1 is the worst.
 * - `itemReviewed.author` are the sources of the same article that the claim is linked to; `appearance` is the article, for
 *   as long as the words are in it.
 * - `url`, where the review itself is published, is the claim's attribute `review-url`. The `author` of a review is who
 *   publishes it, not who annotated: it is left to those who do, and so are notes, which are not written for everybody.
 * - `identifier` is the annotation's id. There is no `<` in the file: it can stand in a page's `script` as it is.
 */
export const claimReview: Exporter = {
  name: 'claimreview',
  title: 'ClaimReview',
  description: 'Claims that have a verdict, as JSON-LD for pages of fact checks. One file for each article.',
  extension: '.claimreview.jsonld',
  per: 'article',
  choices: [
    {
      name: 'rating',
      values: [
        { value: 'name', description: 'Ratings are the names of verdicts only.' },
        { value: 'falling', description: 'Also numbers: the codebook names the best verdict first.' },
        { value: 'rising', description: 'Also numbers: the codebook names the best verdict last.' },
      ],
    },
  ],
  print(article, choices = {}) {
    const points = new CodePoints(article.text);
    const { file } = article;
    const decided = new Set(article.annotations.filter((each) => verdictsOf(each, article).length > 0));
    const left = article.annotations.flatMap((each): Loss[] => {
      if (decided.has(each)) return [];
      return [{ code: isClaim(each, article) ? 'no-verdict' : 'not-claim', values: [], file, id: each.id }];
    });
    const reviews = [...decided].map((each) => toReview(each, article, choices, points));
    return {
      // A page's `script` would end at `</script>`.
      chunk: `${JSON.stringify(reviews, undefined, 2).replaceAll('<', '\\u003c')}\n`,
      losses: [...left, ...[...decided].flatMap((each) => losses(each, article, points))],
    };
  },
  untrue(chunk, article) {
    const reviews: readonly Review[] = JSON.parse(chunk);
    const byId = new Map(reviews.map((review) => [review.identifier, review]));
    const points = new CodePoints(article.text);
    const isTrue = (annotation: Annotation): boolean => {
      const review = byId.get(annotation.id);
      return (
        review?.claimReviewed === wordsOf(annotation, article, points) &&
        review.reviewRating.alternateName === verdictsOf(annotation, article).join(', ')
      );
    };
    return article.annotations.filter((each) => !isTrue(each)).map(({ id }) => id);
  },
};

const VERDICT = 'verdict';
const URL_OF_REVIEW = 'review-url';

/** What is read back of a review. */
interface Review {
  readonly identifier: string;
  readonly claimReviewed: string;
  readonly reviewRating: { readonly alternateName: string };
}

const isClaim = (annotation: Annotation, { codebook }: Exportable): boolean =>
  labelName(codebook, annotation) === 'claim';

const attributeIn = ({ codebook }: Exportable) =>
  labelOf(codebook, 'claim')?.attributes.find(({ name }) => name === VERDICT);

/** The verdicts of a claim, mostly one. None of other annotations. */
function verdictsOf(annotation: Annotation, article: Exportable): readonly string[] {
  if (!isClaim(annotation, article)) return [];
  const first = attributeIn(article)?.default;
  return [annotation.attributes[VERDICT] ?? []].flat().filter((value) => value.trim() !== '' && value !== first);
}

const isPlaced = ({ target }: Annotation, { text }: Exportable, points: CodePoints): boolean =>
  target.every((each) => placeOf(each, text, points));

const wordsOf = (annotation: Annotation, article: Exportable, points: CodePoints): string =>
  isPlaced(annotation, article, points)
    ? annotation.target.map(({ start, end }) => article.text.slice(start, end)).join(' … ')
    : quoted(annotation);

function toReview(annotation: Annotation, article: Exportable, choices: Choices, points: CodePoints): object {
  const authors = sourcesOf(annotation, article).flatMap(toAuthors);
  const [author, ...others] = [...new Map(authors.map((each) => [each.name, each])).values()];
  return {
    '@context': 'https://schema.org',
    '@type': 'ClaimReview',
    identifier: annotation.id,
    url: urlOf(annotation),
    claimReviewed: quoted(annotation),
    reviewRating: toRating(verdictsOf(annotation, article), article, choices),
    itemReviewed: {
      '@type': 'Claim',
      author: author && others.length > 0 ? [author, ...others] : author,
      appearance: isPlaced(annotation, article, points) ? toAppearance(article) : undefined,
    },
  };
}

/** Where the review is published; undefined where nobody has said so. */
const urlOf = ({ attributes }: Annotation): string | undefined =>
  [attributes[URL_OF_REVIEW] ?? []].flat().find(isWebAddress);

const isWebAddress = (text: string): boolean => /^https?:\/\//i.test(text) && URL.canParse(text);

function toRating(verdicts: readonly string[], article: Exportable, { rating }: Choices): object {
  const { values = [], default: first } = attributeIn(article) ?? {};
  const scale = values.filter((value) => value !== first);
  if (rating === 'falling') scale.reverse();
  const number = scale.indexOf(verdicts.join()) + 1;
  const isScaled = (rating === 'falling' || rating === 'rising') && verdicts.length === 1 && number > 0;
  return {
    '@type': 'Rating',
    ...(isScaled && scale.length > 1 && { ratingValue: number, bestRating: scale.length, worstRating: 1 }),
    alternateName: verdicts.join(', '),
  };
}

/** The sources of the same article that an annotation is linked to. */
const sourcesOf = ({ links }: Annotation, { annotations, codebook }: Exportable): readonly Annotation[] =>
  links
    .filter(({ role }) => role === SOURCE)
    .flatMap(({ to }) => withId(annotations, to) ?? [])
    .filter(({ label }) => isSource(codebook, label));

/** What kinds of sources are for schema.org. Of the others (a document, somebody unnamed) it is not said. */
const TYPES: Readonly<Record<string, string>> = {
  person: 'Person',
  organisation: 'Organization',
  organization: 'Organization',
  media: 'Organization',
};

function toAuthors(source: Annotation): readonly { readonly '@type': string | undefined; readonly name: string }[] {
  const kind = [source.attributes['kind'] ?? []].flat().find((each) => Object.hasOwn(TYPES, each));
  return namesOf(source).map((name) => ({ '@type': kind && TYPES[kind], name }));
}

/** The article in which the claim is; undefined where nothing is known of it. */
function toAppearance({ about }: Exportable): object | undefined {
  const { title, url, publisher, author, published } = about;
  const known = {
    url: url !== undefined && isWebAddress(url) ? url : undefined,
    headline: title,
    author: author === undefined ? undefined : { name: author },
    publisher: publisher === undefined ? undefined : { '@type': 'Organization', name: publisher },
    datePublished: published,
  };
  return Object.values(known).every((value) => value === undefined) ? undefined : { '@type': 'CreativeWork', ...known };
}

/** What a page for everybody has no place for. */
const UNHELD = ['note', 'review', 'suggestedBy', 'by', 'created', 'modified', 'modifiedBy', 'conflict'] as const;

function losses(annotation: Annotation, article: Exportable, points: CodePoints): readonly Loss[] {
  const { id, attributes, links } = annotation;
  const url = urlOf(annotation);
  const held: readonly string[] = url === undefined ? [VERDICT] : [VERDICT, URL_OF_REVIEW];
  const unheld = [
    ...UNHELD,
    ...(Object.keys(attributes).every((name) => held.includes(name)) ? [] : (['attributes'] as const)),
    ...(sourcesOf(annotation, article).length === links.length ? [] : (['links'] as const)),
  ];
  return [
    ...lossesOf(annotation, unheld, article, points),
    ...(url === undefined ? [{ code: 'incomplete', values: ['url'], file: article.file, id } as const] : []),
  ];
}
