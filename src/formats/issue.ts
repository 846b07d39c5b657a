import type { BaseIssue } from 'valibot';
import { clip, type Skip } from './importer.ts';
import { reasonOf } from './recordimport.ts';

/** Where a value of a file is not as it must be, and what it should be; no more of it than fits into a message. */
export function issueOf(issues: readonly BaseIssue<unknown>[]): Pick<Skip, 'code' | 'values'> {
  const { code, values } = reasonOf(issues);
  return { code, values: values.map(clip) };
}
