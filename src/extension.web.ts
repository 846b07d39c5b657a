export { activate, deactivate } from './editor/activate.ts';
