import { spawn } from 'node:child_process';

/** The program that shows an address in the person's default browser, with its arguments. `$BROWSER` comes first. */
export function opener(platform: NodeJS.Platform, env: Readonly<NodeJS.ProcessEnv>): [string, ...string[]] {
  if (env.BROWSER) {
    return [env.BROWSER];
  }
  if (platform === 'darwin') {
    return ['open'];
  }
  return platform === 'win32' ? ['rundll32', 'url.dll,FileProtocolHandler'] : ['xdg-open'];
}

/**
 * Shows the address in the default browser, which stays open when this process ends. Gives false when there is no browser
 * or when it says at once that it cannot; what takes longer than two seconds to fail counts as opened.
 */
export function openAddress(address: string, [command, ...args]: [string, ...string[]]): Promise<boolean> {
  return new Promise((resolve) => {
    const child = spawn(command, [...args, address], { stdio: 'ignore', detached: true });
    child.once('error', () => resolve(false));
    child.once('exit', (code) => resolve(code === 0));
    setTimeout(() => resolve(true), 2000).unref();
    child.unref();
  });
}
