// Mocha 11: the browser build of Mocha 12 never tells a web worker that the run has ended.
import 'mocha/mocha.js';
import { options, runFiles } from './index.ts';

export function runTests(files: readonly (() => Promise<unknown>)[]): Promise<void> {
  return runFiles(mocha.setup(options), files);
}
