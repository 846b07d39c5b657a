import { randomBytes } from 'node:crypto';
import { pathToFileURL } from 'node:url';
import { diskFiles } from '../../src/disk/files.ts';
import { Journal } from '../../src/store/journal.ts';
import { Store } from '../../src/store/store.ts';
import { Texts } from '../../src/store/texts.ts';

/** A store as the desktop has it: over the disk, with its journal in a folder. */
export const diskStore = (journal: string): Store =>
  new Store({
    files: diskFiles,
    journal: new Journal(diskFiles, pathToFileURL(journal).href),
    now: () => new Date(),
    random: (bytes) => randomBytes(bytes),
    texts: new Texts(diskFiles, pathToFileURL(`${journal}-texts`).href, () => new Date()),
    draft: () => undefined,
    author: () => 'ana',
  });
