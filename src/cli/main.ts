import { availableParallelism } from 'node:os';
import { addAbortSignal } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { isMainThread } from 'node:worker_threads';
import { blockingFiles } from '../disk/files.ts';
import { barOn } from './bar.ts';
import { serve } from './crew.ts';
import type { Io } from './io.ts';
import { program } from './program.ts';
import { versionOf } from './version.ts';

/** Resolves when the stream has taken the text; rejects when it cannot, as a file on a full disk. */
const writer = (stream: NodeJS.WriteStream) => (text: string) =>
  new Promise<void>((resolve, reject) => stream.write(text, (error) => (error ? reject(error) : resolve())));

/** More of them wait for the disk and for who puts together what they make. */
const MOST_THREADS = 8;

function start(host: NodeJS.Process): Promise<number> {
  const { argv, execPath, stdin, stdout, stderr } = host;
  const interrupt = new AbortController();
  host.once('SIGINT', () => interrupt.abort());
  // Whoever writes is told.
  for (const stream of [stdout, stderr]) stream.on('error', () => undefined);
  const io: Io = {
    cwd: host.cwd(),
    files: blockingFiles,
    out: writer(stdout),
    // There is nowhere left to say that this fails.
    err: (text) => writer(stderr)(text).catch(() => undefined),
    input: () => buffer(addAbortSignal(interrupt.signal, stdin)),
    columns: stdout.isTTY ? stdout.columns : undefined,
    bar: stderr.isTTY ? barOn((text) => stderr.write(text)) : undefined,
    self: [execPath, argv[1] ?? ''],
    threads: Math.min(availableParallelism(), MOST_THREADS),
    signal: interrupt.signal,
  };
  return program(argv.slice(2), io, () => versionOf(argv[1] ?? ''));
}

if (isMainThread) {
  void start(process).then((code) => {
    process.exitCode = code;
  });
} else serve();
