// Reads and checks what a client asks of the Exchange stand-in: the schema's order of elements and their namespaces, as a real server
// insists on them ([MS-OXWSCORE], [MS-OXWSFOLD], [MS-OXWSSRCH], [MS-OXWSNTIF], [MS-OXWSMSG]).
import { allNamed, childOf, type XmlElement } from '@platen/edge-server/protocols/soap/xml-element';
import { readXml } from '@platen/edge-server/protocols/soap/xml-read';

export const TYPES = 'http://schemas.microsoft.com/exchange/services/2006/types';
export const MESSAGES = 'http://schemas.microsoft.com/exchange/services/2006/messages';
export const SOAP = 'http://schemas.xmlsoap.org/soap/envelope/';

export interface EwsRequest {
  readonly operation: string;
  readonly element: XmlElement;
  readonly version: string | undefined;
  readonly impersonated: string | undefined;
}

/** Children of each operation in the order of the schema; a question mark where one may be absent. */
const ORDER: Readonly<Record<string, readonly string[]>> = {
  FindItem: ['ItemShape', 'IndexedPageItemView?', 'Restriction?', 'SortOrder?', 'ParentFolderIds'],
  FindFolder: ['FolderShape', 'IndexedPageFolderView?', 'Restriction?', 'ParentFolderIds'],
  GetItem: ['ItemShape', 'ItemIds'],
  GetFolder: ['FolderShape', 'FolderIds'],
  MoveItem: ['ToFolderId', 'ItemIds', 'ReturnNewItemIds?'],
  DeleteItem: ['ItemIds'],
  CreateItem: ['SavedItemFolderId?', 'Items'],
  UpdateItem: ['SavedItemFolderId?', 'ItemChanges'],
  Subscribe: ['StreamingSubscriptionRequest'],
  GetStreamingEvents: ['SubscriptionIds', 'ConnectionTimeout'],
  Unsubscribe: ['SubscriptionId'],
  ConvertId: ['SourceIds'],
};

const REQUIRED_ATTRIBUTES: Readonly<Record<string, readonly string[]>> = {
  FindItem: ['Traversal'],
  FindFolder: ['Traversal'],
  DeleteItem: ['DeleteType'],
};

const LIMITS = { length: 64 * 1024 * 1024, depth: 32, elements: 20_000, attributes: 64, name: 256 };

/** The request, or what a schema check says about it. */
export function readEwsRequest(body: Buffer): EwsRequest | string {
  const read = readXml(body.toString('utf8'), LIMITS);
  if (!read.ok) return `not well-formed: ${read.mistake}`;
  const { root } = read;
  if (root.name !== 'Envelope' || root.space !== SOAP) return 'no SOAP 1.1 envelope';
  const element = childOf(root, 'Body')?.children[0];
  if (element === undefined) return 'an empty body';
  const mistake = checkOperation(element);
  if (mistake !== undefined) return mistake;
  const header = childOf(root, 'Header');
  return {
    operation: element.name,
    element,
    version: header && allNamed(header, 'RequestServerVersion')[0]?.attributes.get('Version'),
    impersonated: header && allNamed(header, 'PrimarySmtpAddress')[0]?.text,
  };
}

function checkOperation(operation: XmlElement): string | undefined {
  const order = ORDER[operation.name];
  if (order === undefined || operation.space !== MESSAGES) return `no operation ${operation.name}`;
  for (const name of REQUIRED_ATTRIBUTES[operation.name] ?? [])
    if (!operation.attributes.has(name)) return `the required attribute '${name}' is missing`;
  const left = [...operation.children];
  for (const expected of order) {
    const name = expected.replace('?', '');
    if (left[0]?.name === name) left.shift();
    else if (!expected.endsWith('?'))
      return `the element '${left[0]?.name ?? ''}' where '${name}' is expected`;
  }
  if (left[0] !== undefined) return `the element '${left[0].name}' where none is expected`;
  const shape = childOf(operation, 'ItemShape') ?? childOf(operation, 'FolderShape');
  if (shape !== undefined && shape.children[0]?.name !== 'BaseShape') return 'a shape without BaseShape';
  return checkSpaces(operation);
}

/** What stands directly in an operation is of the messages namespace, all below of the types namespace. */
function checkSpaces(operation: XmlElement): string | undefined {
  const below = (element: XmlElement): XmlElement | undefined =>
    element.children.find((child) => child.space !== TYPES) ??
    element.children.map(below).find((child) => child !== undefined);
  const wrong =
    operation.children.find(({ space }) => space !== MESSAGES) ??
    operation.children.map(below).find((child) => child !== undefined);
  return wrong === undefined ? undefined : `the element '${wrong.name}' is in the wrong namespace`;
}
