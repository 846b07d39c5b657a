import * as v from 'valibot';

// What is read of Label Studio's JSON; whatever else it has stays beside it.

const name = v.pipe(v.union([v.string(), v.number()]), v.transform(String));

export const TASK = v.looseObject({
  data: v.record(v.string(), v.unknown()),
  annotations: v.optional(v.array(v.unknown())),
  // What annotations were called before 1.0.
  completions: v.optional(v.array(v.unknown())),
  predictions: v.optional(v.array(v.unknown())),
});

export const ANNOTATION = v.looseObject({
  result: v.array(v.unknown()),
  completed_by: v.optional(v.unknown()),
  model_version: v.optional(v.unknown()),
  was_cancelled: v.optional(v.unknown()),
  created_at: v.optional(v.unknown()),
  updated_at: v.optional(v.unknown()),
});

export const RELATION = v.looseObject({
  type: v.literal('relation'),
  from_id: name,
  to_id: name,
  direction: v.optional(v.nullable(v.string())),
  labels: v.optional(v.nullable(v.array(v.string()))),
});

export const RESULT = v.looseObject({
  id: name,
  type: v.string(),
  from_name: v.optional(v.string(), ''),
  value: v.record(v.string(), v.unknown()),
  meta: v.optional(v.unknown()),
  score: v.optional(v.unknown()),
});

export type Result = v.InferOutput<typeof RESULT>;

const MARK = v.object({
  newsmark: v.object({
    id: v.string(),
    stamp: v.optional(v.string()),
    part: v.optional(v.number()),
    links: v.optional(v.array(v.object({ role: v.string(), to: v.string() }))),
    review: v.optional(v.object({ state: v.string(), by: v.optional(v.string()), at: v.optional(v.string()) })),
    suggestedBy: v.optional(v.string()),
    by: v.optional(v.string()),
    created: v.optional(v.string()),
    modified: v.optional(v.string()),
    modifiedBy: v.optional(v.string()),
  }),
});

export type Mark = v.InferOutput<typeof MARK>['newsmark'];

/** What Newsmark has put into the `meta` of a region. */
export function markOf({ meta }: Result): Mark | undefined {
  const parsed = v.safeParse(MARK, meta);
  return parsed.success ? parsed.output.newsmark : undefined;
}
