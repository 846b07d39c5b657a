import * as vscode from 'vscode';
import { counted } from './counted.ts';
import { unlinked, warn } from './messages.ts';
import type { Tools } from './register.ts';

/** An article for which something could not be done. */
export interface Failure {
  readonly uri: string;
  readonly reason: string;
}

/** What came of work on many articles. */
export interface Batch<T> {
  readonly done: readonly T[];
  readonly failed: readonly Failure[];
  readonly isCancelled: boolean;
}

/**
 * Does the same with one article after the other (URIs), and shows how far it is, until the person cancels. One that
 * fails stops none of the others.
 */
export async function batch<T>(
  title: string,
  uris: readonly string[],
  work: (uri: string) => Promise<T>,
): Promise<Batch<T>> {
  const options = { location: vscode.ProgressLocation.Notification, cancellable: true, title: unlinked(title) };
  return vscode.window.withProgress(options, async (progress, token) => {
    const done: T[] = [];
    const failed: Failure[] = [];
    for (const [i, uri] of uris.entries()) {
      if (token.isCancellationRequested) break;
      progress.report({ message: vscode.l10n.t('{0} of {1}', i + 1, uris.length), increment: 100 / uris.length });
      try {
        done.push(await work(uri));
      } catch (error) {
        failed.push({ uri, reason: error instanceof Error ? error.message : String(error) });
      }
    }
    return { done, failed, isCancelled: token.isCancellationRequested };
  });
}

/** Says which articles were left as they are, and why. */
export function tellFailed({ log }: Tools, failed: readonly Failure[]): void {
  const [first] = failed;
  if (!first) return;
  const nameOf = ({ uri }: Failure): string => vscode.workspace.asRelativePath(vscode.Uri.parse(uri, true));
  for (const each of failed) log.warn(`${nameOf(each)}: ${each.reason}`);
  const details = vscode.l10n.t('Show Details');
  const text = counted(
    failed.length,
    '{1} was left as it is: {2}',
    'Left as they are: {0} articles. {1}: {2}',
    nameOf(first),
    first.reason,
  );
  void warn(text, details).then((chosen) => {
    if (chosen === details) log.show();
  });
}
