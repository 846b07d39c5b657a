import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { chordsOf, type Manifest } from '../../../src/editor/mode/chords.ts';

const manifest = (keybindings: Manifest['contributes']['keybindings']): Manifest => ({
  contributes: {
    commands: [
      { command: 'a', title: 'Do A' },
      { command: 'b', title: { value: 'Do B' } },
    ],
    keybindings,
  },
});

describe('chords', () => {
  it('are read as they are pressed, in the order of the commands', () => {
    const keys = [
      { command: 'b', key: 'ctrl+[Semicolon] shift+[BracketLeft]' },
      { command: 'a', key: 'ctrl+[Semicolon] ctrl+[Semicolon]' },
    ];
    expect(chordsOf(manifest(keys))).toEqual([
      { keys: 'Ctrl+; Ctrl+;', command: 'a', title: 'Do A' },
      { keys: 'Ctrl+; Shift+[', command: 'b', title: 'Do B' },
    ]);
  });

  it('leave out keys that mean something in one place only, and commands of others', () => {
    const keys = [
      { command: 'a', key: 'ctrl+[Semicolon] x' },
      { command: 'a', key: 'delete' },
      { command: 'b', key: 'f2' },
      { command: 'list.focus', key: 'ctrl+[Semicolon] y' },
    ];
    expect(chordsOf(manifest(keys)).map(({ keys }) => keys)).toEqual(['Ctrl+; X']);
  });

  it('of the manifest are all that begin with the key right of L, without names of keys', () => {
    const own: Manifest = JSON.parse(readFileSync(new URL('../../../package.json', import.meta.url), 'utf8'));
    const bound = own.contributes.keybindings.filter(
      ({ command, key }) => key.startsWith('ctrl+[Semicolon] ') && command.startsWith('newsmark.'),
    );
    const chords = chordsOf(own);
    const commands = new Set(bound.map(({ command }) => command));
    expect(chords.map(({ command }) => command).toSorted()).toEqual([...commands].sort());
    expect(chords.filter(({ keys }) => !/^Ctrl\+; (?:Ctrl\+|Shift\+)?(?:[A-Z;.↓↑]|\[|\]|F2)$/.test(keys))).toEqual([]);
    expect(new Set(chords.map(({ keys }) => keys)).size).toBe(chords.length);
  });
});
