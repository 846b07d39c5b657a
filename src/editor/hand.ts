import * as vscode from 'vscode';
import type { Annotation } from '../core/annotation.ts';
import { overlaps } from '../core/span.ts';
import type { Active, Articles, Reference, Shown } from './articles.ts';
import { toSpan } from './convert.ts';

/**
 * The annotation at hand: the one that was made, changed or gone to last. It is what commands mean among those at the
 * cursor, and where there is none at the cursor, for as long as that stays in a sentence of it and no click puts it
 * somewhere: that means what is there.
 */
export class Hand {
  #last: Reference | undefined;
  #isLeft = false;

  take(reference: Reference): void {
    this.#last = reference;
    this.#isLeft = false;
  }

  /** Listens to clicks. */
  track(): vscode.Disposable {
    return vscode.window.onDidChangeTextEditorSelection(({ kind }) => {
      if (kind === vscode.TextEditorSelectionChangeKind.Mouse) this.#isLeft = true;
    });
  }

  /** Wherever the cursor stands; undefined when it is in another article, or gone. */
  last({ article }: Shown): Annotation | undefined {
    const last = this.#last;
    return last?.article === article.uri ? article.annotations.find(({ id }) => id === last.id) : undefined;
  }

  /** Undefined when there is none at the cursor. */
  at(articles: Articles, shown: Active): Annotation | undefined {
    const annotation = this.last(shown);
    if (!annotation || this.#isLeft) return undefined;
    const selected = toSpan(shown.document, shown.selection);
    const sentence = articles.sentenceAt(shown, selected.start);
    const isHere = annotation.target.some(
      (each) => each.state !== 'lost' && (overlaps(each, selected) || (sentence && overlaps(each, sentence))),
    );
    return isHere ? annotation : undefined;
  }

  /** What a command means that names none: the one at hand, unless only others stand at the cursor. */
  meant(articles: Articles, shown: Active): Annotation | undefined {
    const annotation = this.at(articles, shown);
    const found = articles.meant(shown, shown.selection);
    return annotation && (found.length === 0 || found.includes(annotation)) ? annotation : undefined;
  }
}
