import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { COMMANDS, CONTEXTS, SETTINGS, VIEWS } from '../src/editor/ids.ts';
import { readManifest } from './manifest.ts';

const ROOT = path.resolve(import.meta.dirname, '..');

const find = (pattern: string): string[] =>
  globSync(pattern, { cwd: ROOT })
    .map((file) => file.replaceAll(path.sep, '/'))
    .sort();

const read = (file: string): string => readFileSync(path.join(ROOT, file), 'utf8');

const FILES = find('src/**/*.ts');

/** An import: what stands in its quotes, and the file or package that it means. */
interface Import {
  readonly written: string;
  readonly meant: string;
}

/** All imports of a source, `import type` and `export … from` among them, and those within the code. */
function importsOf(file: string, source: string): Import[] {
  const code = withoutComments(source);
  const statements = code.matchAll(
    /^[ \t]*(?:import|export)\b[^;'"]*?\bfrom\s*(['"])(.+?)\1|^[ \t]*import\s*(['"])(.+?)\3/gm,
  );
  const calls = code.matchAll(/\b(?:import|require)\s*\(\s*(['"`])(.+?)\1/g);
  const written = [
    ...Array.from(statements, (found) => found[2] ?? found[4] ?? ''),
    ...Array.from(calls, (found) => found[2] ?? ''),
  ];
  return written.map((each) => ({
    written: each,
    meant: each.startsWith('.') ? path.posix.join(path.posix.dirname(file), each) : each,
  }));
}

/** The source without comments; what looks like one within quotes on one line stays. */
const withoutComments = (source: string): string =>
  source.replace(
    /('(?:\\.|[^'\\\n])*'|"(?:\\.|[^"\\\n])*")|\/\*[\s\S]*?\*\/|(?<![:\\/])\/\/.*/g,
    (_all, quoted: string | undefined) => quoted ?? '',
  );

const IMPORTS = new Map(FILES.map((file) => [file, importsOf(file, read(file))]));

describe('the reading of imports', () => {
  it.each([
    ["import { a } from './a.ts';", ['src/x/a.ts']],
    ["import {\n  a,\n  type B,\n} from '../b.ts';", ['src/b.ts']],
    ["import type { C } from 'vscode';", ['vscode']],
    ['import type * as c from \'c\';\nimport d, { e } from "d/e.js";', ['c', 'd/e.js']],
    ["export type { F } from './f.ts';\nexport * from './g.ts';", ['src/x/f.ts', 'src/x/g.ts']],
    ["import './h.ts';", ['src/x/h.ts']],
    ["const i = await import('./i.ts');\nconst j = require('node:j');", ['src/x/i.ts', 'node:j']],
    ["// import { k } from 'k';\n/* import 'l';\n * import 'm'; */\nconst n = 'http://n'; // import('o')", []],
    ["export const p = { from: 'q' };\nexport function r(s = 't') {}", []],
  ])('%j', (source, expected) => {
    expect(importsOf('src/x/y.ts', source).map(({ meant }) => meant)).toEqual(expected);
  });

  it('finds as many as there are lines that end in a path', () => {
    for (const file of FILES) {
      const lines = read(file).match(/^(import|export|\}).* from '.+';$/gm) ?? [];
      expect([file, IMPORTS.get(file)?.length ?? 0]).toEqual([file, lines.length]);
    }
  });
});

/** What each room may import: other rooms by name, packages, and whether it runs where Node's own modules are. */
const DOORS: Record<string, readonly string[]> = {
  core: [],
  language: ['core'],
  measure: ['core'],
  formats: [
    'core',
    'yaml',
    'picomatch',
    'jsonc-parser',
    'valibot',
    'papaparse',
    'hyparquet-writer',
    'saxes',
    'fflate',
    'uuid',
  ],
  store: ['core', 'formats'],
  disk: ['core', 'store', 'node:'],
  editor: ['core', 'language', 'measure', 'formats', 'store', 'vscode', 'diff'],
  page: ['core', 'measure'],
  cli: ['core', 'language', 'measure', 'formats', 'store', 'disk', 'node:', 'tinyglobby', 'workerpool'],
};

/** The two doors of the extension are files, not rooms. */
const FRONT_DOORS: Record<string, readonly string[]> = {
  'extension.node.ts': ['editor', 'disk', 'vscode'],
  'extension.web.ts': ['editor', 'vscode'],
};

/** The room of a file: the folder below `src`, or a front door's own name. */
const roomOf = (file: string): string => file.split('/')[1] ?? '';

/** What is imported, as the doors call it. */
const nameOf = (meant: string): string => {
  if (meant.startsWith('src/')) return roomOf(meant);
  return meant.startsWith('node:')
    ? 'node:'
    : meant
        .split('/')
        .slice(0, meant.startsWith('@') ? 2 : 1)
        .join('/');
};

const each = <T>(check: (file: string, imported: Import) => T[]): T[] =>
  [...IMPORTS].flatMap(([file, imports]) => imports.flatMap((imported) => check(file, imported)));

describe('walls', () => {
  it('stand around every room', () => {
    const rooms = new Set(FILES.map(roomOf));
    expect([...rooms].filter((room) => !(room in DOORS) && !(room in FRONT_DOORS))).toEqual([]);
  });

  it('have these doors and no others', () => {
    const through = each((file, { meant }) => {
      const room = roomOf(file);
      const allowed = [room, ...(DOORS[room] ?? []), ...(FRONT_DOORS[room] ?? [])];
      return allowed.includes(nameOf(meant)) ? [] : [`${file} imports ${meant}`];
    });
    expect(through).toEqual([]);
  });

  it('part what the editor writes from what it shows', () => {
    const PARTS = ['commands', 'mode', 'views'];
    const part = (file: string) => PARTS.find((name) => file.startsWith(`src/editor/${name}/`));
    const across = each((file, { meant }) => {
      const [from, to] = [part(file), part(meant)];
      return from && to && from !== to ? [`${file} imports ${meant}`] : [];
    });
    expect(across).toEqual([]);
  });

  it('let only one file import each package', () => {
    const importers = (name: string) => [...new Set(each((file, { meant }) => (nameOf(meant) === name ? [file] : [])))];
    expect(importers('yaml')).toEqual(['src/formats/yaml.ts']);
    expect(importers('diff')).toEqual(['src/editor/difference.ts']);
    expect(importers('picomatch')).toEqual(['src/formats/globs.ts']);
    expect(importers('papaparse')).toEqual(['src/formats/tableimport.ts']);
    expect(importers('jsonc-parser')).toEqual(['src/formats/json.ts']);
    expect(importers('hyparquet-writer')).toEqual(['src/formats/parquet.ts']);
    expect(importers('tinyglobby')).toEqual(['src/cli/globs.ts']);
    expect(importers('workerpool')).toEqual(['src/cli/crew.ts']);
    expect(importers('saxes')).toEqual(['src/formats/xml.ts']);
    expect(importers('fflate')).toEqual(['src/formats/zip.ts']);
    expect(importers('uuid')).toEqual(['src/formats/guid.ts']);
  });
});

describe('imports', () => {
  it('name files that are there, with their ending', () => {
    const wrong = each((file, { written, meant }) =>
      written.startsWith('.') && !FILES.includes(meant) ? [`${file} imports ${written}`] : [],
    );
    expect(wrong).toEqual([]);
  });

  it('never go in a circle', () => {
    const done = new Set<string>();
    const visit = (file: string, trail: readonly string[]): string[] => {
      if (trail.includes(file)) return [[...trail.slice(trail.indexOf(file)), file].join(' → ')];
      if (done.has(file)) return [];
      const circles = (IMPORTS.get(file) ?? []).flatMap(({ meant }) => visit(meant, [...trail, file]));
      done.add(file);
      return circles;
    };
    expect(FILES.flatMap((file) => visit(file, []))).toEqual([]);
  });

  it('are not handed on: a file’s names come from that file', () => {
    // yaml.ts is the door to a package whose types the other formats need.
    const handing = FILES.filter(
      (file) => file !== 'src/formats/yaml.ts' && /^export\b[^=;'"]*\bfrom\s*['"]/m.test(read(file)),
    );
    expect(handing).toEqual([]);
    expect(FILES.filter((file) => path.basename(file) === 'index.ts')).toEqual([]);
  });
});

/** The parts of `contributes` that name things. */
interface Contributes {
  readonly commands: readonly { readonly command: string }[];
  readonly views: Readonly<Record<string, readonly { readonly id: string }[]>>;
  readonly submenus: readonly { readonly id: string }[];
  readonly configuration: { readonly properties: object };
  readonly keybindings: readonly { readonly command: string; readonly key: string }[];
}

describe('package.json and src/editor/ids.ts', () => {
  const { contributes } = readManifest() as { readonly contributes: Contributes };
  const written = JSON.stringify(contributes);

  it('have the same commands', () => {
    const commands = contributes.commands.map(({ command }) => command);
    expect(Object.values(COMMANDS).toSorted()).toEqual(commands.toSorted());
    expect(new Set(commands).size).toBe(commands.length);
  });

  it('have the same views', () => {
    const views = Object.values(contributes.views).flatMap((group) => group.map(({ id }) => id));
    expect(Object.values(VIEWS).toSorted()).toEqual(views.toSorted());
  });

  it('have the same settings', () => {
    expect(Object.values(SETTINGS).toSorted()).toEqual(Object.keys(contributes.configuration.properties).toSorted());
  });

  it('have the same context keys', () => {
    const conditions = Array.from(
      written.matchAll(/"(?:when|enablement)":"((?:\\.|[^"\\])*)"/g),
      (found) => found[1] ?? '',
    );
    // What a menu compares is no context key of ours: `view == newsmark.article`.
    const keys = conditions.flatMap(
      (condition) => condition.replace(/[=!]= *[\w.]+/g, '').match(/\bnewsmark\.[\w.]+/g) ?? [],
    );
    expect([...new Set(keys)].toSorted()).toEqual(Object.values(CONTEXTS).toSorted());
  });

  it('mean commands, views and submenus that are there', () => {
    const known: readonly string[] = [
      ...Object.values(COMMANDS),
      ...Object.values(VIEWS),
      // A command that VS Code makes for each view.
      ...Object.values(VIEWS).map((id) => `${id}.focus`),
      ...contributes.submenus.map(({ id }) => id),
    ];
    const meant = Array.from(
      written.matchAll(
        /"(?:command|view|submenu)":"(newsmark[^"]*)"|\(command:(newsmark[\w.]+)|view == (newsmark[\w.]+)/g,
      ),
      (found) => found[1] ?? found[2] ?? found[3] ?? '',
    );
    expect(meant.length).toBeGreaterThan(contributes.commands.length);
    expect(meant.filter((id) => !known.includes(id))).toEqual([]);
  });

  it('give the keys last that hold wherever the command does: VS Code shows those in its menus', () => {
    const keys = Map.groupBy(contributes.keybindings, ({ command }) => command);
    const shown = [...keys].flatMap(([command, all]) => {
      const isMeant = command !== COMMANDS.pressKey && all.some(({ key }) => key.includes(' '));
      return isMeant && command.startsWith('newsmark.') ? [`${command} ${all.at(-1)?.key.split(' ')[0]}`] : [];
    });
    expect(shown.length).toBeGreaterThan(20);
    expect(shown.filter((each) => !each.endsWith(' ctrl+[Semicolon]'))).toEqual([]);
  });

  it('are the only places where ids of the editor are spelt out', () => {
    const ids = [COMMANDS, VIEWS, SETTINGS, CONTEXTS].flatMap((group): string[] => Object.values(group));
    const spelt = FILES.filter((file) => file !== 'src/editor/ids.ts').flatMap((file) => {
      const source = read(file);
      return ids
        .filter((id) => [`'${id}'`, `"${id}"`, `\`${id}\``].some((quoted) => source.includes(quoted)))
        .map((id) => `${file}: ${id}`);
    });
    expect(spelt).toEqual([]);
  });
});

describe('files are changed', () => {
  it('only where it is asked whether they may be, or where a person has chosen them in a dialog', () => {
    const CHANGE =
      /\bfs\s*\.\s*(?:writeFile|delete|rename|copy|createDirectory)\b|\.(?:createFile|deleteFile|renameFile)\(|\bchosenOver\(/;
    const changing = FILES.filter((file) => file.startsWith('src/editor/') && CHANGE.test(withoutComments(read(file))));
    expect(changing).toEqual([
      // For what is exported.
      'src/editor/activate.ts',
      // The folder is chosen.
      'src/editor/commands/export.ts',
      'src/editor/commands/move.ts',
      // The folder is chosen.
      'src/editor/commands/samples.ts',
      // The door that everything else goes through.
      'src/editor/files.ts',
      'src/editor/tracker.ts',
    ]);
    for (const file of ['commands/move', 'files', 'tracker'])
      expect(read(`src/editor/${file}.ts`)).toMatch(/\bawait permit\(/);
  });
});

describe('every file', () => {
  /** Files that no test imports, and what tests them all the same. */
  const OTHERWISE: readonly (readonly [string, string])[] = [
    ['src/extension.', 'runs inside VS Code only: test/host starts it on the desktop and in a browser'],
    ['src/store/keeper.ts', 'the files of the store: test/unit/store/store.test.ts, test/property/store.test.ts'],
    ['src/store/words.ts', 'what a save does to edited words: test/unit/store/store.test.ts'],
    ['src/language/', 'splits paragraphs, and is shown by whole articles: test/unit/language/sentences.test.ts'],
    ['src/editor/', 'needs VS Code: test/host and test/workbench drive it'],
    ['src/cli/', 'is run as a whole, one test file for each command: test/unit/cli'],
    ['src/formats/doccanospan.ts', 'what the importer reads: test/unit/formats/doccanoimport.test.ts'],
    ['src/formats/labelstudio', 'both ways: test/unit/formats/labelstudio.test.ts and labelstudioimport.test.ts'],
    ['src/formats/record.ts', 'what the exporters share: their own tests show it'],
    ['src/formats/refi', 'both ways: test/unit/formats/refiqda.test.ts and refiqdaimport.test.ts'],
    ['src/formats/guid.ts', 'GUIDs of REFI-QDA: test/unit/formats/refiqda.test.ts'],
    ['src/formats/markup.ts', 'how XML is written: test/unit/formats/refiqda.test.ts and labelstudio.test.ts'],
    ['src/formats/xml.ts', 'how XML is read: test/unit/formats/refiqdaimport.test.ts'],
  ];

  it('is imported by a test, or says what tests it', () => {
    const tests = [...find('test/unit/**/*.ts'), ...find('test/property/**/*.ts')];
    const imported = new Set(tests.flatMap((file) => importsOf(file, read(file)).map(({ meant }) => meant)));
    const untested = FILES.filter(
      (file) => !imported.has(file) && !OTHERWISE.some(([prefix]) => file.startsWith(prefix)),
    );
    expect(untested).toEqual([]);
  });

  it('of the list is there', () => {
    for (const [prefix] of OTHERWISE) expect(FILES.some((file) => file.startsWith(prefix))).toBe(true);
  });
});
