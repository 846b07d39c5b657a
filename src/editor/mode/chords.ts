/** What of the extension's manifest tells its keys. */
export interface Manifest {
  readonly contributes: {
    readonly commands: readonly { readonly command: string; readonly title: string | Translated }[];
    readonly keybindings: readonly { readonly command: string; readonly key: string }[];
  };
}

/** How VS Code gives the title of a command in another language than English. */
interface Translated {
  readonly value: string;
}

/** Two keys, one after the other, that mean a command wherever it can act. */
export interface Chord {
  /** As people read them: `Ctrl+; Shift+T`. */
  readonly keys: string;
  readonly command: string;
  /** What the palette calls it, in the person's language. */
  readonly title: string;
}

const FIRST = 'ctrl+[Semicolon] ';

/** All chords, in the order in which the manifest has their commands. */
export function chordsOf({ contributes: { commands, keybindings } }: Manifest): readonly Chord[] {
  return commands.flatMap(({ command, title }) => {
    const binding = keybindings.findLast((each) => each.command === command && each.key.startsWith(FIRST));
    return binding
      ? [{ keys: read(binding.key), command, title: typeof title === 'string' ? title : title.value }]
      : [];
  });
}

/** Keys that the manifest names by what they do, or by where they are on the keyboard. */
const NAMES: Readonly<Record<string, string>> = {
  '[Semicolon]': ';',
  '[BracketLeft]': '[',
  '[BracketRight]': ']',
  down: '↓',
  up: '↑',
};

const read = (keys: string): string =>
  keys
    .split(' ')
    .map((key) => key.split('+').map(named).join('+'))
    .join(' ');

const named = (key: string): string => NAMES[key] ?? `${key.charAt(0).toUpperCase()}${key.slice(1)}`;
