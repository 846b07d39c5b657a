// npm run host:install: gets VS Code's server and the browser of the tests ready, which the first test run does otherwise.
import { findChromium } from './chromium.ts';
import { installHost } from './install.ts';

try {
  const host = await installHost((text) => console.log(text));
  console.log(`VS Code server: ${host.folder}`);
  console.log(`Chromium: ${await findChromium((text) => console.log(text))}`);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
