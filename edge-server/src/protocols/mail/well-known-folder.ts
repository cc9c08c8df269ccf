// Names of the folders that every Exchange mailbox has, the same in EWS ([MS-OXWSCDATA] DistinguishedFolderIdNameType) and in Graph.

const WELL_KNOWN: ReadonlySet<string> = new Set([
  'inbox',
  'deleteditems',
  'junkemail',
  'sentitems',
  'drafts',
  'outbox',
]);

/** The server's own name for what was typed, such as "INBOX" or "Deleted Items"; undefined when it is any other folder. */
export function wellKnownFolder(typed: string): string | undefined {
  const name = typed.replaceAll(' ', '').toLowerCase();
  return WELL_KNOWN.has(name) ? name : undefined;
}
