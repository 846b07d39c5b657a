import { type Browser, chromium } from '@playwright/test';
import { findChromium } from './chromium.ts';

/** Flags for a browser that asks nothing of the network, whatever its pages want. */
export const QUIET_BROWSER: readonly string[] = [
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-default-apps',
  '--disable-dev-shm-usage',
  '--disable-features=Translate,OptimizationHints,MediaRouter',
  '--disable-gpu',
  '--disable-quic',
  '--disable-sync',
  '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost',
  '--no-first-run',
  // Chromium's own sandbox does not work for root, nor in most containers; the pages are ours.
  '--no-sandbox',
];

/** Which package of Debian holds a shared library that Chromium wants. */
const PACKAGES: Readonly<Record<string, string>> = {
  'libexpat.so.1': 'libexpat1',
  'libnspr4.so': 'libnspr4',
  'libplc4.so': 'libnspr4',
  'libplds4.so': 'libnspr4',
  'libnss3.so': 'libnss3',
  'libnssutil3.so': 'libnss3',
  'libsmime3.so': 'libnss3',
};

/** A browser without a window. Whoever calls this ends it on an interrupt: Playwright would also end this process. */
export async function launchBrowser(): Promise<Browser> {
  const executablePath = await findChromium();
  const signals = { handleSIGINT: false, handleSIGTERM: false, handleSIGHUP: false };
  return chromium.launch({ executablePath, args: [...QUIET_BROWSER], ...signals }).catch((error: unknown) => {
    const text = String(error);
    throw new Error(missingLibrary(text) ?? text);
  });
}

/** What to say when Chromium could not start because a shared library is missing; undefined when that is not why. */
export function missingLibrary(error: string): string | undefined {
  const library = /error while loading shared libraries: ([^\s:]+)/.exec(error)?.[1];
  if (!library) {
    return undefined;
  }
  const all = [...new Set([PACKAGES[library] ?? 'libnss3', ...Object.values(PACKAGES)])].sort();
  return [
    `Chromium cannot start: the shared library ${library} is missing.`,
    `On Debian and Ubuntu: apt-get install ${all.join(' ')}`,
    'Or set CHROMIUM_PATH to a Chromium, Chrome or Edge that starts.',
  ].join('\n');
}
