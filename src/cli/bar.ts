/** So many characters wide. */
const WIDTH = 30;

/**
 * A progress bar on the last line of a terminal, which `undefined` takes away. It is drawn anew when a whole percent more is
 * done, so that ten thousand steps are a hundred lines.
 */
export function barOn(write: (text: string) => void): (share: number | undefined) => void {
  let shown: number | undefined;
  return (share) => {
    const percent = share === undefined ? undefined : Math.floor(share * 100);
    if (percent === shown) return;
    shown = percent;
    write(percent === undefined ? '\r\x1b[K' : `\r\x1b[K${bar(percent)} ${percent} %`);
  };
}

function bar(percent: number): string {
  const full = Math.round((percent / 100) * WIDTH);
  return `${'█'.repeat(full)}${'░'.repeat(WIDTH - full)}`;
}
