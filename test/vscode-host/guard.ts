// Runs VS Code's server and ends it, with all its children, when the process that started it is gone: this process
// holds the other end of the standard input, and the system closes it even when that process was killed.
import { pathToFileURL } from 'node:url';

const { NEWSMARK_SERVER: server } = process.env;
if (!server) {
  throw new Error('NEWSMARK_SERVER must name the server to run.');
}
delete process.env.NEWSMARK_SERVER;

process.stdin.resume().once('close', () => {
  if (process.platform === 'win32') {
    process.exit(1);
  }
  process.kill(-process.pid, 'SIGKILL'); // the server leads a process group of its own
});

await import(pathToFileURL(server).href);
