import type { ExtensionContext } from 'vscode';
import { start, stop } from './editor/activate.ts';

export const activate = (context: ExtensionContext): void => start(context);
export const deactivate = stop;
