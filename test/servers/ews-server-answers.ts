// What the Exchange stand-in answers to each operation, as the [MS-OXWS*] documents have it.
import { allNamed, childOf, textOf, type XmlElement } from '@platen/edge-server/protocols/soap/xml-element';
import { tag, type XmlNode, type XmlTag } from '@platen/edge-server/protocols/soap/xml-write';
import type { EwsRequest } from './ews-server-request.ts';
import type { EwsFolderRow, EwsItem, EwsStore } from './ews-server-store.ts';

/** Stands in an answer where the base64 of an item is to be written as a stream. */
export const CONTENT_MARK = 'content-of-the-item';

export interface EwsReply {
  readonly answer: XmlTag;
  /** The item whose content goes where the mark is. */
  readonly content?: EwsItem;
}

const success = (operation: string, content: readonly XmlNode[] = []): XmlTag =>
  tag(`m:${operation}ResponseMessage`, [tag('m:ResponseCode', 'NoError'), ...content], {
    ResponseClass: 'Success',
  });

/** [MS-OXWSCDATA] ResponseMessageType; `backOffMs` as throttling says it. */
export function failure(operation: string, code: string, text: string, backOffMs?: number): XmlTag {
  const xml =
    backOffMs === undefined
      ? []
      : [tag('m:MessageXml', tag('t:Value', String(backOffMs), { Name: 'BackOffMilliseconds' }))];
  return tag(
    `m:${operation}ResponseMessage`,
    [tag('m:MessageText', text), tag('m:ResponseCode', code), tag('m:DescriptiveLinkKey', '0'), ...xml],
    { ResponseClass: 'Error' },
  );
}

export const response = (operation: string, messages: readonly XmlTag[]): XmlTag =>
  tag(`m:${operation}Response`, tag('m:ResponseMessages', messages));

export function replyTo(request: EwsRequest, store: EwsStore): EwsReply {
  const { operation, element } = request;
  const handler = HANDLERS[operation];
  if (handler === undefined)
    return { answer: response(operation, [failure(operation, 'ErrorInvalidOperation', 'Not here.')]) };
  return handler(element, store);
}

type Handler = (element: XmlElement, store: EwsStore) => EwsReply;

const HANDLERS: Readonly<Record<string, Handler>> = {
  GetFolder: (element, store) => ({
    answer: response(
      'GetFolder',
      foldersNamed(element, 'FolderIds', store).map((folder) =>
        folder === undefined
          ? failure(
              'GetFolder',
              'ErrorFolderNotFound',
              'The specified folder could not be found in the store.',
            )
          : success('GetFolder', [tag('m:Folders', writeFolder(folder, store))]),
      ),
    ),
  }),
  FindFolder: (element, store) => {
    const [parent] = foldersNamed(element, 'ParentFolderIds', store);
    const named = allNamed(element, 'Constant')[0]?.attributes.get('Value')?.toLowerCase();
    const deep = element.attributes.get('Traversal') === 'Deep';
    const found = [...store.folders.values()].filter(
      ({ name, parent: above }) =>
        above !== undefined &&
        (deep || above === parent?.id) &&
        (named === undefined || name.toLowerCase() === named),
    );
    const root = tag(
      'm:RootFolder',
      tag(
        't:Folders',
        found.map((folder) => writeFolder(folder, store)),
      ),
      {
        TotalItemsInView: String(found.length),
        IncludesLastItemInRange: 'true',
      },
    );
    return { answer: response('FindFolder', [success('FindFolder', [root])]) };
  },
  FindItem: (element, store) => {
    const [folder] = foldersNamed(element, 'ParentFolderIds', store);
    if (folder === undefined)
      return {
        answer: response('FindItem', [failure('FindItem', 'ErrorFolderNotFound', 'No such folder.')]),
      };
    const view = childOf(element, 'IndexedPageItemView')?.attributes;
    const offset = Number(view?.get('Offset') ?? 0);
    const most = Number(view?.get('MaxEntriesReturned') ?? 1_000);
    const all = store.inFolder(folder.id);
    const page = all.slice(offset, offset + most);
    const last = offset + page.length >= all.length;
    const root = tag(
      'm:RootFolder',
      tag(
        't:Items',
        page.map((item) => writeItem(item, element)),
      ),
      {
        IndexedPagingOffset: String(offset + page.length),
        TotalItemsInView: String(all.length),
        IncludesLastItemInRange: String(last),
      },
    );
    return { answer: response('FindItem', [success('FindItem', [root])]) };
  },
  GetItem: (element, store) => {
    const shape = childOf(element, 'ItemShape');
    const withContent = shape !== undefined && textOf(shape, 'IncludeMimeContent') === 'true';
    const items = idsIn(element).map((id) => store.items.get(id));
    const [first] = items;
    const answer = response(
      'GetItem',
      items.map((item) =>
        item === undefined
          ? notFound('GetItem')
          : success('GetItem', [
              tag(
                'm:Items',
                writeItem(item, element, withContent && item === first ? CONTENT_MARK : undefined),
              ),
            ]),
      ),
    );
    return withContent && first !== undefined ? { answer, content: first } : { answer };
  },
  MoveItem: (element, store) => {
    const [to] = foldersNamed(element, 'ToFolderId', store);
    const messages = idsIn(element).map((id) => {
      const item = store.items.get(id);
      if (to === undefined)
        return failure('MoveItem', 'ErrorToFolderNotFound', 'The destination folder was not found.');
      if (item === undefined) return notFound('MoveItem');
      // It has another id there.
      store.items.delete(id);
      store.add(to.id, Buffer.concat([...item.content()]));
      return success('MoveItem', [tag('m:Items')]);
    });
    return { answer: response('MoveItem', messages) };
  },
  DeleteItem: (element, store) => ({
    answer: response(
      'DeleteItem',
      idsIn(element).map((id) => (store.items.delete(id) ? success('DeleteItem') : notFound('DeleteItem'))),
    ),
  }),
  UpdateItem: (element, store) => ({
    answer: response(
      'UpdateItem',
      idsIn(element).map((id) => {
        const item = store.items.get(id);
        return item === undefined
          ? notFound('UpdateItem')
          : success('UpdateItem', [tag('m:Items', writeItem(item, element))]);
      }),
    ),
  }),
  // [MS-OXWSCVTID]: here it tells programs whose mailbox it is.
  ConvertId: (element, store) => ({
    answer: response(
      'ConvertId',
      allNamed(element, 'AlternateId').map((given) =>
        success('ConvertId', [
          tag('m:AlternateId', [], {
            'xmlns:xsi': 'http://www.w3.org/2001/XMLSchema-instance',
            'xsi:type': 't:AlternateIdType',
            Format: 'EwsId',
            Id: given.attributes.get('Id') ?? '',
            Mailbox: store.address,
          }),
        ]),
      ),
    ),
  }),
  CreateItem: (element, store) => {
    const content = Buffer.from(allNamed(element, 'MimeContent')[0]?.text ?? '', 'base64');
    if (content.length === 0)
      return {
        answer: response('CreateItem', [failure('CreateItem', 'ErrorInvalidMimeContent', 'No content.')]),
      };
    const disposition = element.attributes.get('MessageDisposition');
    if (disposition === 'SaveOnly') {
      const item = store.add(store.folderNamed('drafts')?.id ?? '', content);
      return {
        answer: response('CreateItem', [success('CreateItem', [tag('m:Items', writeItem(item, element))])]),
      };
    }
    store.sent.push(content);
    if (disposition === 'SendAndSaveCopy') store.add(store.folderNamed('sentitems')?.id ?? '', content);
    return { answer: response('CreateItem', [success('CreateItem', [tag('m:Items')])]) };
  },
};

const notFound = (operation: string): XmlTag =>
  failure(operation, 'ErrorItemNotFound', 'The specified object was not found in the store.');

const idsIn = (element: XmlElement): string[] =>
  allNamed(element, 'ItemId').map((id) => id.attributes.get('Id') ?? '');

export function foldersNamed(
  element: XmlElement,
  where: string,
  store: EwsStore,
): readonly (EwsFolderRow | undefined)[] {
  return (allNamed(element, where)[0]?.children ?? []).map((id) =>
    id.name === 'DistinguishedFolderId'
      ? store.folderNamed(id.attributes.get('Id') ?? '')
      : store.folders.get(id.attributes.get('Id') ?? ''),
  );
}

function writeFolder(folder: EwsFolderRow, store: EwsStore): XmlTag {
  const kind = folder.distinguished === 'calendar' ? 'CalendarFolder' : 'Folder';
  const items = store.inFolder(folder.id).length;
  return tag(`t:${kind}`, [
    tag('t:FolderId', [], { Id: folder.id, ChangeKey: 'AQAAAA==' }),
    ...(folder.parent === undefined
      ? []
      : [tag('t:ParentFolderId', [], { Id: folder.parent, ChangeKey: 'AQAAAA==' })]),
    tag('t:FolderClass', folder.distinguished === 'calendar' ? 'IPF.Appointment' : 'IPF.Note'),
    tag('t:DisplayName', folder.name),
    tag('t:TotalCount', String(items)),
    tag('t:ChildFolderCount', '0'),
    ...(kind === 'Folder' ? [tag('t:UnreadCount', String(items))] : []),
  ]);
}

/** MAPI properties that a mail program asks for by their number, and the type each is given in. */
const MAPI: ReadonlyMap<number, readonly [type: string, value: (item: EwsItem) => string]> = new Map([
  [0x0e23, ['Integer', (item: EwsItem) => String(item.number)]],
  [0x0e08, ['Integer', (item: EwsItem) => String(item.size)]],
  [0x0e07, ['Integer', () => '0']],
  [0x0e06, ['SystemTime', (item: EwsItem) => timeOf(item)]],
  [0x3008, ['SystemTime', (item: EwsItem) => timeOf(item)]],
]);

const FIELDS: ReadonlyMap<string, (item: EwsItem) => XmlTag> = new Map([
  ['item:Size', (item: EwsItem) => tag('t:Size', String(item.size))],
  ['item:DateTimeReceived', (item: EwsItem) => tag('t:DateTimeReceived', timeOf(item))],
  ['message:IsRead', () => tag('t:IsRead', 'false')],
]);

const timeOf = ({ receivedAt }: EwsItem): string => receivedAt.toISOString().replace(/\.\d+Z$/, 'Z');

/** Only what was asked for, in the order of the schema: id, content, fields, extended properties. */
function writeItem(item: EwsItem, asked: XmlElement, content?: string): XmlTag {
  const fields = allNamed(asked, 'FieldURI').map((field) =>
    FIELDS.get(field.attributes.get('FieldURI') ?? '')?.(item),
  );
  const extended = allNamed(asked, 'ExtendedFieldURI').map((field) => {
    const propertyTag = field.attributes.get('PropertyTag');
    const known = propertyTag === undefined ? undefined : MAPI.get(Number(propertyTag));
    if (propertyTag === undefined || known === undefined) return undefined;
    return tag('t:ExtendedProperty', [
      tag('t:ExtendedFieldURI', [], { PropertyTag: propertyTag, PropertyType: known[0] }),
      tag('t:Value', known[1](item)),
    ]);
  });
  const there = (part: XmlTag | undefined): part is XmlTag => part !== undefined;
  return tag('t:Message', [
    ...(content === undefined ? [] : [tag('t:MimeContent', content, { CharacterSet: 'UTF-8' })]),
    tag('t:ItemId', [], { Id: item.id, ChangeKey: 'CQAAABYAAAB=' }),
    ...[...fields, ...extended].filter(there),
  ]);
}
