import type { ExtensionContext } from 'vscode';
import { diskFiles } from './disk/files.ts';
import { start, stop } from './editor/activate.ts';

export const activate = (context: ExtensionContext): void => start(context, diskFiles);
export const deactivate = stop;
