import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { COMMANDS, CONTEXTS, VIEWS, WALKTHROUGH } from '../../src/editor/ids.ts';
import { readManifest } from '../manifest.ts';
import { run } from '../vscode-host/process.ts';

const root = path.resolve(import.meta.dirname, '../..');
const read = (file: string): string => readFileSync(path.join(root, file), 'utf8');

interface Step {
  readonly id: string;
  readonly description: string;
  readonly media: { readonly svg: string; readonly altText: string };
  readonly completionEvents: readonly string[];
}

interface Manifest {
  readonly contributes: {
    readonly walkthroughs: readonly { readonly id: string; readonly steps: readonly Step[] }[];
    readonly viewsWelcome: readonly { readonly view: string; readonly contents: string }[];
  };
}

const { walkthroughs, viewsWelcome } = (readManifest() as Manifest).contributes;
const steps = walkthroughs.flatMap((walkthrough) => walkthrough.steps);

/** All that is linked in a text, without `command:`. */
const linksIn = (text: string): string[] =>
  Array.from(text.matchAll(/\]\(command:([^)]+)\)/g), ([, target]) => target ?? '');

const OURS: readonly string[] = [...Object.values(COMMANDS), ...Object.values(VIEWS).map((id) => `${id}.focus`)];

const argumentOf = (target: string): unknown => {
  const [, query] = target.split('?');
  return query === undefined ? undefined : JSON.parse(decodeURIComponent(query));
};

describe('the walkthrough', () => {
  it('is the one that the samples go on with, at a step that is there', () => {
    expect(walkthroughs.map(({ id }) => id)).toEqual([WALKTHROUGH.id]);
    const ids = steps.map(({ id }) => id);
    expect(ids).toContain(WALKTHROUGH.afterSamples);
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('has a button in each step, and links only to what Newsmark does', () => {
    for (const { id, description } of steps) {
      const links = linksIn(description);
      expect([id, /^\[[^\]]+\]\(command:[^)]+\)$/m.test(description)]).toEqual([id, true]);
      // Whatever else VS Code would open would leave the machine.
      expect([id, description.match(/\]\(/g)?.length]).toEqual([id, links.length]);
      expect(links.filter((link) => !OURS.includes(link.split('?')[0] ?? ''))).toEqual([]);
      links.forEach(argumentOf);
    }
  });

  it('has pictures in which nothing moves, and nothing runs', () => {
    const pictures = readdirSync(path.join(root, 'media'), { recursive: true, encoding: 'utf8' }).filter((name) =>
      name.endsWith('.svg'),
    );
    expect(pictures.length).toBeGreaterThan(steps.length);
    const moving = /<(?:animate\w*|set|script|foreignObject)\b|@keyframes|\b(?:animation|transition)\b|\son\w+=/i;
    expect(pictures.filter((name) => moving.test(read(`media/${name}`)))).toEqual([]);
  });

  it('knows when a step is done', () => {
    const known = [
      ...Object.values(COMMANDS).map((id) => `onCommand:${id}`),
      ...Object.values(CONTEXTS).map((id) => `onContext:${id}`),
      ...Object.values(VIEWS).map((id) => `onView:${id}`),
    ];
    for (const { id, completionEvents } of steps) {
      expect([id, completionEvents.length > 0]).toEqual([id, true]);
      expect(completionEvents.filter((event) => !known.includes(event))).toEqual([]);
    }
  });

  it('has samples and pictures that are in the package, each picture with words for those who do not see it', async () => {
    const vsce = path.join(root, 'node_modules', '@vscode', 'vsce', 'vsce');
    const { code, output } = await run(process.execPath, [vsce, 'ls', '--no-dependencies'], { cwd: root });
    expect([code, code === 0 ? '' : output]).toEqual([0, '']);
    const files = output.split('\n');
    expect(steps.map(({ media }) => media.svg).filter((file) => !files.includes(file))).toEqual([]);
    const samples = readdirSync(path.join(root, 'samples'), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => path.relative(root, path.join(entry.parentPath, entry.name)).replaceAll(path.sep, '/'));
    expect(samples.filter((file) => !files.includes(file))).toEqual([]);
    const words = steps.map(({ media }) => media.altText);
    // VS Code keeps the words of the manifest from screen readers where the picture is an SVG: these read its own.
    const own = steps.map(({ media }) => / role="img" aria-label="([^"]*)"/.exec(read(media.svg))?.[1]);
    expect(own).toEqual(words);
    expect(words.filter((text) => !/^\p{Lu}.{30,}\.$/u.test(text))).toEqual([]);
    expect(new Set(words).size).toBe(steps.length);
  }, 30_000);

  it.each(steps.map(({ media }) => media.svg))('paints %s with the colours of the theme alone', (file) => {
    const svg = read(file);
    const colours = Array.from(svg.matchAll(/\b(?:fill|stroke|stop-color)="([^"]*)"/g), ([, colour]) => colour ?? '');
    expect(colours.length).toBeGreaterThan(20);
    expect(colours.filter((colour) => colour !== 'none' && !colour.startsWith('var(--vscode-'))).toEqual([]);
    // VS Code's page for it takes no style, script or link.
    expect(svg).not.toMatch(/<(?:style|script|a|image|foreignObject)\b|\bstyle=|\bon\w+=|href/);
  });
});

describe('the empty view', () => {
  it('links to commands of Newsmark or VS Code, and to the walkthrough by its name', () => {
    const { publisher, name } = JSON.parse(read('package.json'));
    const welcome = viewsWelcome.filter(({ view }) => view === VIEWS.article);
    const links = welcome.flatMap(({ contents }) => linksIn(contents));
    const others = links.filter((link) => !OURS.includes(link.split('?')[0] ?? ''));
    const openers = others.filter((link) => link.startsWith('workbench.action.openWalkthrough'));
    expect(openers.map(argumentOf)).toEqual(welcome.map(() => [`${publisher}.${name}#${WALKTHROUGH.id}`]));
    expect(others.filter((link) => !openers.includes(link))).toEqual([
      'workbench.action.files.openFolder',
      'workbench.action.quickOpen',
    ]);
  });
});
