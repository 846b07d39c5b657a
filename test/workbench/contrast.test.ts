import { blend, contrast, LEAST, type Rgba, toRgba } from '../../src/core/colour.ts';
import { PALETTE } from '../../src/core/label.ts';
import { expect, test } from './fixtures.ts';
import { THEMES, type Theme } from './workbench.ts';

const rgba = (css: string): Rgba => {
  const [, red, green, blue, alpha] = /^rgba\((\d+), (\d+), (\d+), ([\d.]+)\)$/.exec(css) ?? [];
  const colour =
    alpha === undefined
      ? toRgba(css)
      : { red: Number(red), green: Number(green), blue: Number(blue), alpha: Number(alpha) };
  if (!colour) throw new Error(`Not a colour: ${css}`);
  return colour;
};

test('what is tagged can be read in every theme', async ({ vscode }) => {
  test.setTimeout(120_000);
  await vscode.openFile('kharkiv.txt');
  await expect(vscode.statusItem('Claim')).toBeVisible();
  const faint: string[] = [];
  for (const theme of Object.keys(THEMES) as Theme[]) {
    await vscode.setTheme(theme);
    const colours = await vscode.colours([
      'editor-background',
      'editor-foreground',
      'editor-selectionBackground',
      'editor-inactiveSelectionBackground',
      ...PALETTE.flatMap((name) => [`newsmark-${name}`, `newsmark-${name}Background`]),
    ]);
    const of = (name: string): Rgba => rgba(colours.get(name) ?? '');
    const page = of('editor-background');
    const letters = (await vscode.editor.letterColours()).map((letter) => [letter, rgba(letter)] as const);
    const look = (what: string, front: Rgba, back: Rgba, least: number): void => {
      const ratio = contrast(front, back);
      if (ratio < least) faint.push(`${theme}: ${what}: ${ratio.toFixed(2)}`);
    };
    for (const name of PALETTE) {
      const [line, tint] = [of(`newsmark-${name}`), of(`newsmark-${name}Background`)];
      look(`${name}, line`, line, page, LEAST.line);
      const back = blend(tint, page);
      for (const [letter, colour] of letters) look(`${name}, letters ${letter}`, colour, back, LEAST.text);
      look(`${name}, line on its background`, line, back, LEAST.line);
      for (const kind of ['selectionBackground', 'inactiveSelectionBackground']) {
        const bare = blend(of(`editor-${kind}`), page);
        const selected = blend(tint, bare);
        // What VS Code itself shows with less contrast is not to have less with us.
        for (const [letter, colour] of letters)
          look(`${name}, ${kind}, letters ${letter}`, colour, selected, Math.min(LEAST.text, contrast(colour, bare)));
        // Nothing is seen on both the page and what is selected there: the ends of black and white.
        if (!theme.includes('Contrast')) look(`${name}, ${kind}, line`, line, selected, LEAST.line);
      }
    }
  }
  expect(faint).toEqual([]);
});
