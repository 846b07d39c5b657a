import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { memoryUsage } from 'node:process';
import { assert } from 'chai';
import { diskFiles } from '../../src/disk/files.ts';
import { filesOver } from '../../src/editor/files.ts';
import { Workspace } from '../../src/editor/workspace.ts';
import { print } from '../../src/formats/sidecar.ts';
import { sha256, toSidecar } from '../../src/store/article.ts';
import { tagged } from '../bench/tagged.ts';
import { compose } from '../bench/texts.ts';
import { closedArticles } from './closed.ts';
import { at, sidecarOf, until } from './desk.ts';

// Not a test of what must be, but a measurement: `npm run bench corpus`. It runs where the extension runs.

const FOLDERS = 100;
const ANNOTATIONS = 25;
const LENGTH = 5000;

/** So many articles differ from one another; the others are like one of them. */
const DIFFERENT = 50;

interface Pair {
  readonly text: Uint8Array;
  readonly sidecar: Uint8Array;
}

/** An article of 5 KB with 25 annotations, the sources among them of fifty names. */
async function pair(seed: number): Promise<Pair> {
  const text = compose('prose', seed, LENGTH);
  const annotations = tagged(text, ANNOTATIONS, ['claim', 'source', 'quote']).map((annotation, k) => {
    const links = [{ role: 'source', to: `a${(k - 1).toString(36).padStart(7, '0')}` }];
    if (annotation.label === 'source') return { ...annotation, attributes: { entity: `Source ${(seed + k) % 50}` } };
    return annotation.label === 'claim'
      ? { ...annotation, attributes: { verdict: 'unverified' } }
      : { ...annotation, links };
  });
  const about = { file: 'article.txt', sha256: await sha256(text) };
  const sidecar = print(toSidecar({ article: about, annotations: [] }, about, annotations, text));
  return { text: new TextEncoder().encode(text), sidecar: new TextEncoder().encode(sidecar) };
}

async function make(count: number): Promise<void> {
  const pairs = await Promise.all(Array.from({ length: DIFFERENT }, (_, seed) => pair(seed)));
  for (let i = 0; i < count; i++) {
    const article = at(`folder-${i % FOLDERS}`, `article-${i}.txt`);
    const { text, sidecar } = pairs[i % DIFFERENT] ?? assert.fail();
    await mkdir(path.dirname(article.fsPath), { recursive: true });
    await writeFile(article.fsPath, text);
    await writeFile(sidecarOf(article).fsPath, sidecar);
  }
}

function workspaceOf(): Workspace {
  const place = at('.storage');
  const files = filesOver(diskFiles, place.toString());
  return new Workspace(closedArticles(files, place), files);
}

const MB = 1e6;

describe('all articles of a workspace', () => {
  for (const count of [1000, 10_000]) {
    it(`with ${count} of them`, async function () {
      this.timeout(280_000);
      await make(count);
      globalThis.gc?.();
      const before = memoryUsage().heapUsed;
      let peak = before;
      const sampler = setInterval(() => {
        peak = Math.max(peak, memoryUsage().heapUsed);
      }, 20);
      const workspace = workspaceOf();
      const begin = performance.now();
      const first = new Promise<number>((resolve) => {
        workspace.onDidChange(() => {
          if (workspace.corpus.articles.length > 0) resolve(performance.now() - begin);
        });
      });
      await workspace.ready();
      const complete = performance.now() - begin;
      clearInterval(sampler);
      assert.isAtLeast(workspace.corpus.annotated, count);
      globalThis.gc?.();
      const kept = memoryUsage().heapUsed - before;
      const groups = performance.now();
      workspace.corpus.members('verdict', 'unverified');
      const listing = performance.now() - groups;

      // From the change of one file to the view being told of it; VS Code's watcher is most of it.
      const one = sidecarOf(at('folder-7', 'article-7.txt')).toString();
      const source = new TextDecoder().decode(await diskFiles.read(one));
      const changed = performance.now();
      await diskFiles.write(one, new TextEncoder().encode(source.replace('unverified', 'confirmed')));
      await until(
        'the change is known',
        () => workspace.corpus.members('verdict', 'confirmed').length === 1 || undefined,
      );
      const told = performance.now() - changed;
      await diskFiles.write(one, new TextEncoder().encode(source));
      workspace.dispose();
      const ms = (time: number) => `${time.toFixed(0)} ms`;
      console.log(
        `${count} articles, ${count * ANNOTATIONS} annotations: first rows ${ms(await first)}, complete ${ms(complete)}, ` +
          `heap: at most ${((peak - before) / MB).toFixed(0)} MB more, ${(kept / MB).toFixed(0)} MB kept; ` +
          `all claims listed in ${listing.toFixed(1)} ms, one changed file known after ${ms(told)}`,
      );
    });
  }
});
