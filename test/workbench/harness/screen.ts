// What runs inside the page: Playwright sends these functions there, so they use nothing outside themselves.

export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/**
 * Where the text stands in the active editor, one box for each visual line it covers; undefined while it is not on the
 * screen. Text that goes over the end of a line of the file is written with a line feed there.
 */
export function findText(wanted: string): Box[] | undefined {
  const editor = document.querySelector('.editor-group-container.active .monaco-editor');
  const lines = [...(editor?.querySelectorAll('.view-lines .view-line') ?? [])].sort(
    (a, b) => a.getBoundingClientRect().top - b.getBoundingClientRect().top,
  );
  let all = '';
  const pieces: { readonly start: number; readonly end: number; readonly line: Element; readonly node: Text }[] = [];
  for (const line of lines) {
    const walker = document.createTreeWalker(line, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
      const node = walker.currentNode;
      if (node instanceof Text) {
        pieces.push({ start: all.length, end: all.length + node.data.length, line, node });
        all += node.data.replaceAll('\u00a0', ' ');
      }
    }
  }
  // A visual line does not tell whether it ends a line of the file.
  const text = wanted.replaceAll('\n', '');
  const from = all.indexOf(text);
  if (from < 0) {
    return undefined;
  }
  const to = from + text.length;
  const boxes: Box[] = [];
  for (const line of lines) {
    const covered = pieces.filter((piece) => piece.line === line && piece.start < to && piece.end > from);
    const first = covered[0];
    const last = covered.at(-1);
    if (first && last) {
      const range = document.createRange();
      range.setStart(first.node, Math.max(from - first.start, 0));
      range.setEnd(last.node, Math.min(to - last.start, last.node.data.length));
      const { x, y, width, height } = range.getBoundingClientRect();
      boxes.push({ x, y, width, height });
    }
  }
  return boxes;
}

/** A box that an extension paints behind text: what `backgroundColor`, `border` and `outline` of a decoration make. */
export interface Paint extends Box {
  readonly background: string;
  readonly border: string;
  readonly borderBottom: string;
  readonly outline: string;
}

export function findPaint(): Paint[] {
  const nodes = document.querySelectorAll(
    '.editor-group-container.active .monaco-editor .view-overlays .cdr[class*="ced-"]',
  );
  return [...nodes].map((node) => {
    const { x, y, width, height } = node.getBoundingClientRect();
    const style = getComputedStyle(node);
    return {
      ...{ x, y, width, height },
      background: style.backgroundColor,
      border: style.border,
      borderBottom: style.borderBottom,
      outline: style.outline,
    };
  });
}

/** A run of letters that an extension styles: what `color`, `textDecoration` and `fontStyle` of a decoration make. */
export interface Styled extends Box {
  readonly text: string;
  readonly color: string;
  readonly textDecoration: string;
  readonly fontStyle: string;
  readonly fontWeight: string;
}

export function findStyled(): Styled[] {
  const nodes = document.querySelectorAll(
    '.editor-group-container.active .monaco-editor .view-line span[class*="ced-"]',
  );
  return [...nodes].map((node) => {
    const { x, y, width, height } = node.getBoundingClientRect();
    const { color, textDecoration, fontStyle, fontWeight } = getComputedStyle(node);
    const text = (node.textContent ?? '').replaceAll('\u00a0', ' ');
    return { ...{ x, y, width, height }, text, color, textDecoration, fontStyle, fontWeight };
  });
}

/** The texts that extensions put before or after text: what `before` and `after` of a decoration make. */
export function findAdded(): string[] {
  const nodes = document.querySelectorAll(
    '.editor-group-container.active .monaco-editor .view-line span[class*="ced-"]',
  );
  const contents = [...nodes].flatMap((node) =>
    ['::before', '::after'].map((where) => getComputedStyle(node, where).content),
  );
  return contents.filter((content) => content.startsWith('"')).map((content) => String(JSON.parse(content)));
}

/** The colours in the overview ruler beside the active editor's scroll bar, as `#rrggbb`, each once, those on top first. */
export function findOverview(): string[] {
  const ruler = document.querySelector('.editor-group-container.active .monaco-editor canvas.decorationsOverviewRuler');
  const context = ruler instanceof HTMLCanvasElement ? ruler.getContext('2d') : null;
  if (!context || context.canvas.width === 0) {
    return [];
  }
  const { data } = context.getImageData(0, 0, context.canvas.width, context.canvas.height);
  const colours = new Set<string>();
  for (let i = 0; i < data.length; i += 4) {
    const [red = 0, green = 0, blue = 0, alpha = 0] = data.subarray(i, i + 4);
    if (alpha === 255) {
      colours.add(`#${[red, green, blue].map((part) => part.toString(16).padStart(2, '0')).join('')}`);
    }
  }
  return [...colours];
}
