// Loaded in the Node extension host in place of the real `--extensionTestsPath`. VS Code hands on what tests print mixed
// with its own log, and not at all what they write to the standard streams: so this sends both to the file that the
// launcher reads, byte for byte, and then runs the real tests.
import { Console } from 'node:console';
import { openSync, writeFileSync, writeSync } from 'node:fs';
import { Writable } from 'node:stream';
import { pathToFileURL } from 'node:url';

const METHODS = [
  'log',
  'info',
  'debug',
  'warn',
  'error',
  'dir',
  'table',
  'group',
  'groupEnd',
  'trace',
  'assert',
] as const;

/** Also leaves the mark that lets the launcher believe VS Code's exit code: a crash of this process counts as 0 there. */
export async function run(): Promise<void> {
  const { NEWSMARK_OUTPUT: output, NEWSMARK_TESTS: tests } = process.env;
  if (!(output && tests)) {
    throw new Error('The launcher gave no NEWSMARK_OUTPUT and NEWSMARK_TESTS.');
  }
  redirect(openSync(output, 'a'));
  try {
    const module: { run?: unknown; default?: { run?: unknown } } = await import(pathToFileURL(tests).href);
    const runTests = module.run ?? module.default?.run;
    if (typeof runTests !== 'function') {
      throw new Error(`${tests} exports no function run().`);
    }
    await runTests();
  } finally {
    writeFileSync(`${output}.finished`, '');
  }
}

function redirect(file: number): void {
  const write = (chunk: string | Uint8Array) => writeSync(file, typeof chunk === 'string' ? Buffer.from(chunk) : chunk);
  const sink = new Writable({
    decodeStrings: false,
    write(chunk: string | Uint8Array, _encoding, done) {
      write(chunk);
      done();
    },
  });
  const print = new Console({ stdout: sink, stderr: sink });
  for (const name of METHODS) {
    // VS Code's own properties of console pass over an assignment.
    Object.defineProperty(console, name, { value: print[name].bind(print), configurable: true, writable: true });
  }
  for (const stream of [process.stdout, process.stderr]) {
    stream.write = (chunk: string | Uint8Array, encoding?: unknown, done?: unknown): boolean => {
      write(chunk);
      const callback = typeof encoding === 'function' ? encoding : done;
      if (typeof callback === 'function') {
        callback();
      }
      return true;
    };
  }
}
