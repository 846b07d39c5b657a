import { IMPORTERS } from '../formats/importers.ts';
import type { Command } from './command.ts';
import { Importing } from './importing.ts';
import { inputsOf } from './inputs.ts';

const formats = IMPORTERS.map(({ name, title, description }) => `  ${name.padEnd(13)} ${title}: ${description}`).join(
  '\n',
);

export const importCommand: Command = {
  name: 'import',
  summary: 'Bring in annotations of another program.',
  help: `Usage: newsmark import FILE… [--format FORMAT] [--into DIR] [OPTION…]

Brings annotations of other programs to the articles that they are about, into the sidecars. A FILE may be a folder: all
files of the format in it are meant; "-" is standard input. Articles are found by their paths in the files, below DIR;
without a path by their text, if that came along, or by the address ("url") in their sidecars; else by the file's name,
if it is about one article. Those that are not there are made, if their text came along. Articles that are there are
never written.

A place is believed where the words there are those that the file gives; else the words are looked for. What is here
already is merged, field by field: what was changed there since it was exported is taken over, what was changed on both
sides stands under "conflict". No annotation is taken away. What cannot be brought in is told with file, line and
reason. Labels, attributes and values that the codebook does not have are kept, and told at the end.

Formats:
${formats}

Options:
  --format FORMAT    The format. Without it, what the names of the files say.
  --into DIR         The folder of the articles. Without it, the folder that is named, or in which a file lies.
  --article PATH     The one article that is meant, whatever the files say.
  --map THEIRS=OURS  Call a label of theirs OURS; with nothing behind the "=", leave its annotations out. Repeatable.
  --column OURS=THEIRS
                     Take the column THEIRS of a table for OURS: file, label, exact, start, end, prefix, suffix, note …
                     Repeatable.
  --dry-run          Tell what would be done, and write nothing.
  --strict           Write nothing at all when something has to be skipped.
  --json             Tell everything as lines of JSON, on standard output.
  -h, --help         Show this help.

Examples:
  newsmark import ~/brat/news --format brat --into articles --map Person=source
  newsmark import annotations.jsonl --into . --dry-run
  ssh desk cat annotations.jsonl | newsmark import - --format jsonl --into articles
  newsmark import quotes.csv --column exact=Zitat --column label=Art --article kharkiv.txt

Exit code: 0, 1 when something was skipped, is in conflict or cannot be read, 2 when the command was given wrongly.
`,
  options: {
    format: { type: 'string' },
    into: { type: 'string' },
    article: { type: 'string' },
    map: { type: 'string', multiple: true },
    column: { type: 'string', multiple: true },
    'dry-run': { type: 'boolean' },
    strict: { type: 'boolean' },
    json: { type: 'boolean' },
  },
  async run({ values, paths }, io) {
    const inputs = await inputsOf(values, paths, io);
    const run = new Importing(values, io);
    const isWhole = await run.read(inputs);
    if (!isWhole) return 1;
    if (values['strict'] === true && values['dry-run'] !== true) {
      await run.all(true);
      if (run.skipped > 0) {
        await io.err('Nothing was written.\n');
        return 1;
      }
      run.restart();
    }
    await run.all(values['dry-run'] === true);
    await (values['json'] === true ? io.out : io.err)(run.report());
    return run.skipped + run.conflicts > 0 ? 1 : 0;
  },
};
