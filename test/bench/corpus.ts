import { measure } from './hosted.ts';

// All articles of a workspace are read, in VS Code's own extension host: see test/host/corpus.bench.ts.
measure(['test/host/run.ts', 'node', 'test/host/corpus.bench.ts'], /^\d+ articles, .*$/gm);
