// Finds a folder of an Exchange mailbox by the name an administrator gave it.
import { allNamed } from '../../soap/xml-element.ts';
import { MailError } from '../mailbox.ts';
import { wellKnownFolder } from '../well-known-folder.ts';
import { allDone } from './ews-answer.ts';
import type { EwsCaller } from './ews-call.ts';
import { type EwsFolder, findFolder, getFolder } from './ews-words.ts';

const ROOT: EwsFolder = { kind: 'distinguished', name: 'msgfolderroot' };
const INBOX: EwsFolder = { kind: 'distinguished', name: 'inbox' };

/**
 * @param name a folder every mailbox has, such as INBOX, or the path of another one from the top or from the inbox, with "/" between
 * @returns the folder by its id
 * @throws MailError 'protocol' where there is none of this name
 */
export async function openEwsFolder(ews: EwsCaller, name: string, signal: AbortSignal): Promise<EwsFolder> {
  const [first = '', ...more] = name.split('/').filter((part) => part !== '');
  const known = wellKnownFolder(first);
  let at: EwsFolder;
  if (known !== undefined) {
    const folder: EwsFolder = { kind: 'distinguished', name: known };
    at = idOf(allDone(await ews.messages(getFolder(folder), signal), ews.from)[0]) ?? none(name);
  } else {
    at = (await below(ews, ROOT, first, signal)) ?? (await below(ews, INBOX, first, signal)) ?? none(name);
  }
  for (const part of more) at = (await below(ews, at, part, signal)) ?? none(name);
  return at;
}

async function below(
  ews: EwsCaller,
  parent: EwsFolder,
  name: string,
  signal: AbortSignal,
): Promise<EwsFolder | undefined> {
  const [found] = await ews.done(findFolder(parent, name), signal);
  return idOf(found);
}

function idOf(element: Parameters<typeof allNamed>[0] | undefined): EwsFolder | undefined {
  const id = element && allNamed(element, 'FolderId')[0]?.attributes.get('Id');
  return id === undefined || id === '' ? undefined : { kind: 'id', id };
}

function none(name: string): never {
  throw new MailError('protocol', `the mailbox has no folder "${name}"`);
}
