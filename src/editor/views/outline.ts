import * as vscode from 'vscode';
import { type Annotation, quoted } from '../../core/annotation.ts';
import type { Annotations } from '../../core/document.ts';
import { type Codebook, type Colour, labelOf, titleOf } from '../../core/label.ts';
import { type Nested, nest } from '../../core/nest.ts';
import { same } from '../../core/value.ts';
import type { Articles, Shown } from '../articles.ts';
import { toRange } from '../convert.ts';
import { Rest } from '../later.ts';
import { plain } from '../words.ts';

/** VS Code's icons of symbols by the label's colour: orange, blue and purple ones of theirs have it in most themes. */
const KINDS: Readonly<Partial<Record<Colour, vscode.SymbolKind>>> = {
  orange: vscode.SymbolKind.Event,
  blue: vscode.SymbolKind.Interface,
  green: vscode.SymbolKind.String,
  purple: vscode.SymbolKind.Method,
  red: vscode.SymbolKind.Boolean,
  yellow: vscode.SymbolKind.Enum,
  cyan: vscode.SymbolKind.Field,
  grey: vscode.SymbolKind.Constant,
};

/** What VS Code was told of a document; undefined annotations where it was no article. */
interface Told {
  readonly version: number;
  readonly annotations?: Annotations | undefined;
  readonly codebook?: Codebook | undefined;
}

/** The annotations in the Outline, the breadcrumbs and *Go to Symbol in Editor*. What is lost has no place there. */
export function showOutline(articles: Articles): vscode.Disposable {
  let told = new WeakMap<vscode.TextDocument, Told>();
  const provider: vscode.DocumentSymbolProvider = {
    async provideDocumentSymbols(document) {
      await articles.ready(document.uri.toString());
      const shown = articles.of(document);
      told.set(document, tell(document, shown));
      return shown && draw(shown);
    },
  };
  const register = (): vscode.Disposable =>
    vscode.languages.registerDocumentSymbolProvider('*', provider, { label: 'Newsmark' });
  let registered = register();
  const isStale = (uri: string): boolean => {
    const document = articles.document(uri);
    const before = document && told.get(document);
    return before ? isOther(before, tell(document, articles.of(document))) : false;
  };
  const rest = new Rest<string>((all) => {
    if (![...all].some(isStale)) return;
    // VS Code can be told of it only by another provider, and then asks anew about every document.
    told = new WeakMap();
    registered.dispose();
    registered = register();
  });
  return vscode.Disposable.from(
    { dispose: () => registered.dispose() },
    rest,
    articles.store.onDidChange(({ article, origin }) => {
      if (origin !== 'opening') rest.ask(article);
    }),
  );
}

const tell = ({ version }: vscode.TextDocument, shown: Shown | undefined): Told => ({
  version,
  annotations: shown?.article.annotations,
  codebook: shown?.codebook,
});

/** Whether VS Code would be told something else now. When the text has changed it asks by itself. */
function isOther(before: Told, now: Told): boolean {
  if (before.version !== now.version) return false;
  const [old = [], fresh = []] = [before.annotations, now.annotations];
  if (old.length !== fresh.length) return true;
  if (fresh.length > 0 && before.codebook !== now.codebook) return true;
  return fresh.some((each, i) => each !== old[i] && !same(drawn(each), drawn(old[i])));
}

/** What the outline shows of an annotation. */
const drawn = (annotation: Annotation | undefined) => [
  annotation?.label,
  annotation?.attributes['verdict'],
  annotation?.target,
];

function draw({ article, codebook, document }: Shown): vscode.DocumentSymbol[] {
  const looks = new Map<string, { readonly title: string; readonly kind: vscode.SymbolKind }>();
  const lookOf = (label: string) => {
    const known = looks.get(label);
    if (known) return known;
    const kind = KINDS[labelOf(codebook, label)?.colour ?? 'grey'] ?? vscode.SymbolKind.Property;
    const look = { title: plain(titleOf(codebook, label)), kind };
    looks.set(label, look);
    return look;
  };
  const symbol = ({ annotation, span, children }: Nested): vscode.DocumentSymbol => {
    const { title, kind } = lookOf(annotation.label);
    const { verdict } = annotation.attributes;
    const detail = typeof verdict === 'string' ? [title, plain(verdict)].filter(Boolean).join(' · ') : title;
    const name = plain(quoted(annotation)) || title || annotation.id;
    const range = toRange(document, span);
    const [first = span, ...others] = annotation.target.filter(({ state }) => state !== 'lost');
    const selection = others.length === 0 ? range : toRange(document, first);
    const made = new vscode.DocumentSymbol(name, detail, kind, range, selection);
    made.children = children.map(symbol);
    return made;
  };
  return nest(article.annotations).map(symbol);
}
