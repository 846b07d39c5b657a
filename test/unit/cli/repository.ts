import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { type Desk, makeDesk } from './desk.ts';

const run = promisify(execFile);

/** No configuration of the machine's reaches the repositories. */
const ENV = {
  ...process.env,
  GIT_CONFIG_GLOBAL: '/dev/null',
  GIT_CONFIG_NOSYSTEM: '1',
  GIT_EDITOR: 'true',
  // The names of commits, and with them what git takes for their base, are the same in every run.
  GIT_AUTHOR_DATE: '2026-11-22T09:00:00Z',
  GIT_COMMITTER_DATE: '2026-11-22T09:00:00Z',
  LC_ALL: 'C',
};

/** A git repository in a temporary folder, on the branch `main`, removed after the test. */
export async function makeRepository(files: Readonly<Record<string, string>> = {}): Promise<Repository> {
  const repository = new Repository(await makeDesk(files));
  await repository.git('init', '-q', '-b', 'main');
  for (const [key, value] of [
    ['user.name', 'Ana'],
    ['user.email', 'ana@example.org'],
    ['commit.gpgSign', 'false'],
    ['core.autocrlf', 'false'],
    ['gc.auto', '0'],
  ] as const) {
    await repository.git('config', key, value);
  }
  return repository;
}

export class Repository {
  readonly desk: Desk;

  constructor(desk: Desk) {
    this.desk = desk;
  }

  /** What git prints. Rejects when it ends badly. */
  async git(...args: string[]): Promise<string> {
    const { stdout } = await run('git', args, { cwd: this.desk.folder, env: ENV });
    return stdout;
  }

  /** Whether git ended well. */
  async tries(...args: string[]): Promise<boolean> {
    return this.git(...args).then(
      () => true,
      () => false,
    );
  }

  /** Writes files and commits everything. */
  async commit(files: Readonly<Record<string, string>> = {}): Promise<void> {
    for (const [name, text] of Object.entries(files)) await this.desk.write(name, text);
    await this.git('add', '-A');
    await this.git('commit', '-q', '--allow-empty', '-m', 'change');
  }
}
