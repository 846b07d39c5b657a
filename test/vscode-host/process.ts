import { spawn } from 'node:child_process';

export interface RunOptions {
  readonly cwd?: string;
  readonly env?: NodeJS.ProcessEnv;
  readonly shell?: boolean;
  /** Called with each piece of output as it comes. */
  readonly heard?: (text: string) => void;
}

/** Runs a program to its end. `output` is what it wrote to both streams; a program that cannot start has the code 127. */
export function run(
  command: string,
  args: readonly string[],
  options: RunOptions = {},
): Promise<{ readonly code: number; readonly output: string }> {
  const { heard = () => {}, ...rest } = options;
  return new Promise((resolve) => {
    const child = spawn(command, args, { ...rest, stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    const hear = (text: string) => {
      output += text;
      heard(text);
    };
    child.stdout.setEncoding('utf8').on('data', hear);
    child.stderr.setEncoding('utf8').on('data', hear);
    child.on('error', (error) => resolve({ code: 127, output: `${output}${error.message}\n` }));
    child.on('close', (code) => resolve({ code: code ?? 1, output }));
  });
}

/** Calls `clean` once when the person or the system wants this process to end, and then ends it with the code given. */
export function onInterrupt(clean: () => Promise<void>, code = 130): void {
  let leaving = false;
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(signal, () => {
      if (!leaving) {
        leaving = true;
        const exit = () => process.exit(code);
        clean().then(exit, exit);
      }
    });
  }
}

/** The same work, done once however often it is asked for: every caller waits for that one time. */
export function once(work: () => Promise<void>): () => Promise<void> {
  let done: Promise<void> | undefined;
  return () => {
    done ??= work();
    return done;
  };
}
