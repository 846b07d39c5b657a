import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';

export type Settings = Readonly<Record<string, unknown>>;

/** No chat, no accounts, nothing asked of the network. The colours and the layout stay the person's. */
export const QUIET: Settings = {
  'chat.disableAIFeatures': true,
  'extensions.autoCheckUpdates': false,
  'extensions.autoUpdate': 'off',
  'extensions.ignoreRecommendations': true,
  'git.enabled': false,
  'json.schemaDownload.enable': false,
  'npm.fetchOnlinePackageInfo': false,
  'security.workspace.trust.enabled': false,
  'telemetry.telemetryLevel': 'off',
  'typescript.disableAutomaticTypeAcquisition': true,
  'update.mode': 'none',
  'update.showReleaseNotes': false,
  'workbench.enableExperiments': false,
  // Without this an empty bar stays on the right where the chat was.
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'workbench.settings.enableNaturalLanguageSearch': false,
  'workbench.startupEditor': 'none',
  'workbench.tips.enabled': false,
  'workbench.welcomePage.walkthroughs.openOnInstall': false,
};

/** A window that holds still, so that a test can point at what it shows. */
export const STILL: Settings = {
  ...QUIET,
  'editor.cursorBlinking': 'solid',
  // A mouse button that goes down on selected text would move the text instead of selecting.
  'editor.dragAndDrop': false,
  'editor.minimap.enabled': false,
  // In a browser VS Code saves by itself, a second after each change.
  'files.autoSave': 'off',
  'workbench.reduceMotion': 'on',
};

/** Where a user data folder keeps the person's settings: the same place as in desktop VS Code. */
export function settingsFile(userData: string): string {
  return path.join(userData, 'User', 'settings.json');
}

/** Gives a user data folder these settings. With `keep`, settings that are there already stay as they are. */
export async function writeSettings(userData: string, settings: Settings, { keep = false } = {}): Promise<void> {
  const file = settingsFile(userData);
  await mkdir(path.dirname(file), { recursive: true });
  const text = `${JSON.stringify(settings, null, 2)}\n`;
  await writeFile(file, text, { flag: keep ? 'wx' : 'w' }).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'EEXIST') {
      throw error;
    }
  });
}
