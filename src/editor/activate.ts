import * as vscode from 'vscode';
import type { Files } from '../store/files.ts';
import { Journal } from '../store/journal.ts';
import { Projects } from '../store/project.ts';
import { Store } from '../store/store.ts';
import { Texts } from '../store/texts.ts';
import { Articles } from './articles.ts';
import { attributeCommands } from './commands/attribute.ts';
import { conflictCommands } from './commands/conflict.ts';
import { decideCommands } from './commands/decide.ts';
import { duplicateCommands } from './commands/duplicate.ts';
import { editCommands } from './commands/edit.ts';
import { everywhereCommands } from './commands/everywhere.ts';
import { exportCommands } from './commands/export.ts';
import { followCommands } from './commands/follow.ts';
import { fragmentCommands } from './commands/fragment.ts';
import { goCommands } from './commands/go.ts';
import { importCommands } from './commands/import.ts';
import { joinCommands } from './commands/join.ts';
import { linkCommands } from './commands/link.ts';
import { listingCommands } from './commands/listing.ts';
import { mergeCommands } from './commands/merge.ts';
import { moveCommands } from './commands/move.ts';
import { noteCommands } from './commands/note.ts';
import { occurrenceCommands } from './commands/occurrence.ts';
import { renameCommands } from './commands/rename.ts';
import { resizeCommands } from './commands/resize.ts';
import { reviewCommands } from './commands/review.ts';
import { sampleCommands } from './commands/samples.ts';
import { tagCommands } from './commands/tag.ts';
import { offerCopies } from './copies.ts';
import { draft, trackDrafts } from './draft.ts';
import { chosenOver, filesOver } from './files.ts';
import { Hand } from './hand.ts';
import { Listing } from './listing.ts';
import { tagMode } from './mode/mode.ts';
import { offerMoves } from './moves.ts';
import { Names } from './names.ts';
import { Orphans } from './orphans.ts';
import { Others } from './others.ts';
import { trackPast } from './past.ts';
import { trackSelections } from './selection.ts';
import { annotator } from './settings.ts';
import { offerSetup } from './setup.ts';
import { trackDocuments, trackFiles } from './tracker.ts';
import { showBadges } from './views/badges.ts';
import { paint } from './views/decorations.ts';
import { emphasise } from './views/emphasis.ts';
import { tellFailures } from './views/failures.ts';
import { showFindings } from './views/findings.ts';
import { showHints } from './views/hints.ts';
import { provideHover } from './views/hover.ts';
import { provideActions } from './views/lightbulb.ts';
import { showOrphans } from './views/orphans.ts';
import { showOutline } from './views/outline.ts';
import { showProblems } from './views/problems.ts';
import { provideReferences } from './views/references.ts';
import { provideSidecarActions } from './views/sidecar.ts';
import { showStatus } from './views/status.ts';
import { provideSymbols } from './views/symbols.ts';
import { showTree } from './views/tree.ts';
import { showWorkspace } from './views/workspace.ts';
import { Workspace } from './workspace.ts';

let store: Store | undefined;

/**
 * A workspace's storage as every window on it sees it. While another extension host has the folder locked, be it one that
 * only waits a few seconds whether its window comes back, VS Code gives a new one with a number behind its name: what is
 * remembered there would be found only by chance.
 */
const shared = (storage: vscode.Uri | undefined): vscode.Uri | undefined =>
  storage?.with({ path: storage.path.replace(/-\d+(?=\/[^/]+$)/, '') });

/** Everything that Newsmark does in VS Code begins here. `disk` writes files more safely than VS Code can, where there is one. */
export function start(context: vscode.ExtensionContext, disk?: Files): void {
  const log = vscode.window.createOutputChannel('Newsmark', { log: true });
  const storage = shared(context.storageUri) ?? context.globalStorageUri;
  const folder = (name: string): string => vscode.Uri.joinPath(storage, name).toString();
  const files = filesOver(disk, storage.toString());
  const now = (): Date => new Date();
  store = new Store({
    files,
    journal: new Journal(files, folder('journal')),
    now,
    random: (bytes) => crypto.getRandomValues(new Uint8Array(bytes)),
    texts: new Texts(files, folder('texts'), now),
    draft,
    author: annotator,
  });
  const articles = new Articles(store, new Projects(files));
  const orphans = new Orphans(files);
  const others = new Others(articles, files);
  const workspace = new Workspace(articles, files);
  const hand = new Hand();
  const listing = new Listing(context.workspaceState);
  const tools = { articles, hand, log };
  context.subscriptions.push(
    log,
    orphans,
    workspace,
    // Readers first: they see the first article open.
    paint(articles),
    emphasise(articles, hand),
    showHints(articles),
    provideHover(articles, others),
    provideActions(articles),
    provideSidecarActions(),
    listing,
    showTree(articles, hand, listing),
    listingCommands(tools, listing),
    showWorkspace(workspace),
    provideSymbols(workspace, articles, files),
    provideReferences(workspace, articles, files),
    showBadges(articles, files),
    showStatus(articles),
    showProblems(articles),
    showFindings(articles),
    showOrphans(orphans),
    showOutline(articles),
    tellFailures(articles),
    tagCommands(tools),
    occurrenceCommands(tools),
    everywhereCommands(tools, files),
    attributeCommands(tools, workspace),
    editCommands(tools),
    linkCommands(tools, others),
    followCommands(tools, others),
    fragmentCommands(tools),
    resizeCommands(tools),
    joinCommands(tools),
    noteCommands(tools),
    decideCommands(tools),
    reviewCommands(tools),
    conflictCommands(tools),
    duplicateCommands(tools),
    mergeCommands(tools, files),
    moveCommands(tools, files, orphans),
    goCommands(tools),
    renameCommands(tools, new Names(articles, files)),
    exportCommands(tools, files, chosenOver(disk), context.workspaceState),
    importCommands(tools, files),
    sampleCommands(tools, context),
    tagMode(tools, context.workspaceState, context.extension),
    offerCopies(articles, files),
    offerMoves(articles, orphans, files),
    offerSetup(articles, context.workspaceState),
    trackSelections(),
    hand.track(),
    trackDrafts(),
    trackFiles(articles),
    trackDocuments(articles),
    trackPast(articles, files),
  );
}

/** Waits for what is still being written. */
export const stop = (): Promise<void> => store?.idle() ?? Promise.resolve();
