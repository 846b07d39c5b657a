import * as vscode from 'vscode';
import { isReference, type Reference } from '../articles.ts';
import { COMMANDS, VIEWS } from '../ids.ts';
import { inform } from '../messages.ts';
import { isLeaf, type Node } from './row.ts';
import type { Rows } from './rows.ts';

/** What VS Code calls that which is dragged from a view. */
const TYPE = `application/vnd.code.tree.${VIEWS.article.toLowerCase()}`;

/** Annotations that are dragged onto another one are linked to it; onto the name of a source, to its nearest mention. */
export function linkByDragging(rows: Rows): vscode.TreeDragAndDropController<Node> {
  return {
    dragMimeTypes: [TYPE],
    dropMimeTypes: [TYPE],
    handleDrag(nodes, transfer) {
      const dragged = nodes.filter(isLeaf).map(({ article, id }): Reference => ({ article, id }));
      if (dragged.length > 0) transfer.set(TYPE, new vscode.DataTransferItem(JSON.stringify(dragged)));
    },
    async handleDrop(target, transfer) {
      const dragged = referencesIn((await transfer.get(TYPE)?.asString()) ?? '');
      const to = target ? rows.endsAt(target) : [];
      if (dragged.length === 0 || dragged.every(({ id }) => to.includes(id))) return;
      if (to.length === 0)
        void inform(vscode.l10n.t('To link annotations, drop them on an annotation, or on the name of a source.'));
      else await vscode.commands.executeCommand(COMMANDS.link, dragged[0], dragged, { to });
    },
  };
}

function referencesIn(json: string): readonly Reference[] {
  const value: unknown = json === '' ? [] : JSON.parse(json);
  return Array.isArray(value) ? value.filter(isReference) : [];
}
