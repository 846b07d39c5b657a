// Runs the tests inside VS Code's extension host, in Node and in a web worker alike, and prints what came of them.
import { config } from 'chai';

// A test that fails once in a hundred runs has to say all of it.
config.truncateThreshold = 0;

/** The last line a run prints starts with this; counts as JSON follow. */
const MARK = 'newsmark-host-tests ';

export interface Counts {
  readonly passed: number;
  readonly failed: number;
}

/** The counts in what a run has printed; undefined when it did not come to its end. */
export function countsIn(printed: string): Counts | undefined {
  const line = printed.split('\n').findLast((text) => text.includes(MARK));
  return line && JSON.parse(line.slice(line.indexOf(MARK) + MARK.length));
}

/** A skipped test and a forgotten `.only` fail. The base reporter prints nothing: `report` does. */
export const options = { ui: 'bdd', reporter: 'base', timeout: 20_000, forbidOnly: true, forbidPending: true } as const;

/** Prints with console.log alone: a web worker has no file and no terminal. */
function report(runner: Mocha.Runner): void {
  let passed = 0;
  let failed = 0;
  runner.on('pass', (test) => {
    passed += 1;
    console.log(`  ok ${test.fullTitle()} (${test.duration ?? 0} ms)`);
  });
  runner.on('fail', (test, error) => {
    failed += 1;
    console.log(`  FAILED ${test.fullTitle()}\n${error.stack ?? error.message ?? String(error)}`);
  });
  runner.on('end', () => {
    const counts: Counts = { passed, failed };
    console.log(`${MARK}${JSON.stringify(counts)}`);
  });
}

/** Loads the test files and runs what they describe; rejects when a test fails. */
export async function runFiles(mocha: Mocha, files: readonly (() => Promise<unknown>)[]): Promise<void> {
  for (const load of files) {
    await load();
  }
  await new Promise<void>((resolve, reject) => {
    report(mocha.run((failures) => (failures === 0 ? resolve() : reject(new Error(`${failures} failed`)))));
  });
}
