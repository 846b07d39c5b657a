// The command line of desktop VS Code, as far as extension tests need it.

export interface Flags {
  /** Flags that need no window: the server's own command line takes these arguments. */
  readonly command: readonly string[] | undefined;
  /** What to open: a folder, a file, a `.code-workspace`, or nothing. */
  readonly target: string | undefined;
  readonly extensionDevelopmentPaths: readonly string[];
  readonly extensionTestsPath: string | undefined;
  readonly web: boolean;
  readonly disableExtensions: boolean;
  readonly userData: string | undefined;
  readonly extensions: string | undefined;
  readonly proposals: readonly string[];
  /** The display language, such as `uk`. */
  readonly locale: string | undefined;
}

/** Flags that may have their value in the next argument. */
const WITH_VALUE = new Set([
  'disable-extension',
  'enable-proposed-api',
  'extensionDevelopmentKind',
  'extensionDevelopmentPath',
  'extensionTestsPath',
  'extensions-dir',
  'file-uri',
  'folder-uri',
  'install-extension',
  'locale',
  'log',
  'profile',
  'uninstall-extension',
  'user-data-dir',
]);

const COMMANDS = new Set(['help', 'install-extension', 'list-extensions', 'uninstall-extension', 'version']);

/** What `@vscode/test-electron` adds always, and the server's command line would complain of. */
const WINDOW_ONLY =
  /^--(?:no-sandbox|disable-gpu-sandbox|disable-updates|skip-welcome|skip-release-notes|no-cached-data|disable-workspace-trust)$/;

/** Reads the arguments after `code`. Unknown flags are passed over, as a newer VS Code may know them. */
export function parseFlags(args: readonly string[]): Flags {
  const values = new Map<string, string[]>();
  const rest: string[] = [];
  for (let i = 0; i < args.length; i += 1) {
    const arg = args[i] ?? '';
    const match = /^--(?<name>[^=]+)(?:=(?<value>.*))?$/s.exec(arg);
    if (!match?.groups) {
      rest.push(arg);
      continue;
    }
    const { name = '', value } = match.groups;
    if (value === undefined && WITH_VALUE.has(name)) {
      i += 1;
    }
    values.set(name, [...(values.get(name) ?? []), value ?? (WITH_VALUE.has(name) ? args[i] : undefined) ?? '']);
  }
  const last = (name: string) => values.get(name)?.at(-1);
  const isCommand = [...COMMANDS].some((name) => values.has(name));
  return {
    command: isCommand ? args.filter((arg) => !WINDOW_ONLY.test(arg)) : undefined,
    target: fromUri(last('folder-uri') ?? last('file-uri')) ?? rest[0],
    extensionDevelopmentPaths: (values.get('extensionDevelopmentPath') ?? []).map((value) => fromUri(value)),
    extensionTestsPath: fromUri(last('extensionTestsPath')),
    web: values.get('extensionDevelopmentKind')?.includes('web') ?? false,
    disableExtensions: values.has('disable-extensions'),
    userData: last('user-data-dir'),
    extensions: last('extensions-dir'),
    proposals: values.get('enable-proposed-api') ?? [],
    locale: last('locale'),
  };
}

/** A path, given as one or as a `file:` URI. */
function fromUri(value: string): string;
function fromUri(value: string | undefined): string | undefined;
function fromUri(value: string | undefined): string | undefined {
  return value?.startsWith('file:') ? decodeURIComponent(new URL(value).pathname) : value;
}
