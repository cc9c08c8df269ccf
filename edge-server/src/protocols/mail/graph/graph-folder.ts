// Finds a folder of a mailbox in Microsoft Graph by the name an administrator gave it.
import { MailError } from '../mailbox.ts';
import { wellKnownFolder } from '../well-known-folder.ts';
import { GraphFolder, GraphFolders, readGraph } from './graph-answer.ts';
import { type GraphCaller, odataText } from './graph-call.ts';

/**
 * @param name a folder every mailbox has, such as INBOX, or the path of another one from the top or from the inbox, with "/" between
 * @returns its id
 * @throws MailError 'protocol' where there is none of this name
 */
export async function openGraphFolder(
  graph: GraphCaller,
  name: string,
  signal: AbortSignal,
): Promise<string> {
  const [first = '', ...more] = name.split('/').filter((part) => part !== '');
  const known = wellKnownFolder(first);
  let at: string | undefined;
  if (known !== undefined) {
    const answer = await graph.ask('GET', `/mailFolders/${known}?$select=id`, signal);
    at = (await readGraph(GraphFolder, answer, graph.from)).id;
  } else {
    at =
      (await below(graph, '/mailFolders', first, signal)) ??
      (await below(graph, '/mailFolders/inbox/childFolders', first, signal));
  }
  for (const part of more) {
    if (at === undefined) break;
    at = await below(graph, `/mailFolders/${encodeURIComponent(at)}/childFolders`, part, signal);
  }
  if (at === undefined) throw new MailError('protocol', `the mailbox has no folder "${name}"`);
  return at;
}

async function below(
  graph: GraphCaller,
  path: string,
  name: string,
  signal: AbortSignal,
): Promise<string | undefined> {
  const filter = encodeURIComponent(`displayName eq ${odataText(name)}`);
  const answer = await graph.ask('GET', `${path}?$filter=${filter}&$select=id&$top=2`, signal);
  return (await readGraph(GraphFolders, answer, graph.from)).value[0]?.id;
}
