import path from 'node:path';
import type { Server } from './server.ts';

export interface Window {
  /** What the window opens: a folder, a `.code-workspace` file, or (undefined) nothing. */
  readonly target?: string | undefined;
  /** A file to show in the window. */
  readonly file?: string | undefined;
  readonly extensionDevelopmentPaths?: readonly string[];
  readonly extensionTestsPath?: string | undefined;
  /** Whether the development extensions and the tests run in the page, in a web worker, as they do on vscode.dev. */
  readonly web?: boolean;
  readonly disableExtensions?: boolean;
}

/** The address of a VS Code window on this server. Relative paths are taken from the working directory. */
export function windowUrl(server: Pick<Server, 'port' | 'token'>, window: Window): string {
  const { target, file, extensionTestsPath } = window;
  const url = new URL(`http://127.0.0.1:${server.port}/`);
  url.searchParams.set('tkn', server.token);
  if (target === undefined) {
    url.searchParams.set('ew', 'true');
  } else {
    url.searchParams.set(target.endsWith('.code-workspace') ? 'workspace' : 'folder', urlPath(target));
  }
  const payload: [string, string][] = [];
  for (const folder of window.extensionDevelopmentPaths ?? []) {
    payload.push(['extensionDevelopmentPath', remoteUri(server.port, folder)]);
  }
  if (extensionTestsPath !== undefined) {
    payload.push(['extensionTestsPath', remoteUri(server.port, extensionTestsPath)]);
  }
  if (window.web) {
    payload.push(['extensionDevelopmentKind', 'web']);
  }
  if (file !== undefined) {
    payload.push(['openFile', remoteUri(server.port, file)]);
  }
  if (window.disableExtensions) {
    payload.push(['disableExtensions', 'true']);
  }
  if (payload.length > 0) {
    url.searchParams.set('payload', JSON.stringify(payload));
  }
  return url.href;
}

/** How the window names a file of the server's machine. */
export function remoteUri(port: number, file: string): string {
  return `vscode-remote://127.0.0.1:${port}${urlPath(file).split('/').map(encodeURIComponent).join('/')}`;
}

/** An absolute path as URLs write it: with slashes, and one before a drive letter. */
function urlPath(file: string): string {
  const slashed = path.resolve(file).replaceAll('\\', '/');
  return slashed.startsWith('/') ? slashed : `/${slashed}`;
}
