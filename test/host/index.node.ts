import Mocha from 'mocha';
import { options, runFiles } from './index.ts';

export function runTests(files: readonly (() => Promise<unknown>)[]): Promise<void> {
  const mocha = new Mocha(options);
  // Makes `describe` and `it` global, which loading a file by its name would do.
  mocha.suite.emit('pre-require', globalThis, '', mocha);
  return runFiles(mocha, files);
}
