import * as v from 'valibot';
import { expect, it } from 'vitest';
import { issueOf } from '../../../src/formats/issue.ts';

it('says where a value is wrong, and no more of it than fits into a message', () => {
  const schema = v.object({ a: v.object({ b: v.number() }) });
  const issueIn = (value: unknown) => issueOf(v.safeParse(schema, value).issues ?? []);
  expect(issueIn({ a: { b: 'x' } })).toEqual({
    code: 'bad-line',
    values: ['a.b: Invalid type: Expected number but received "x"'],
  });
  expect(issueIn({ a: { b: 'x'.repeat(1000) } }).values[0]).toHaveLength(80);
});
