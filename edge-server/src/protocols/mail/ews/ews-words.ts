// What Exchange Web Services requests are made of ([MS-OXWSCDATA], [MS-OXWSCORE], [MS-OXWSFOLD]): namespaces, header, ids.
import { SOAP_SPACES } from '../../soap/envelope.ts';
import { tag, writeXml, type XmlNode, type XmlTag } from '../../soap/xml-write.ts';

const TYPES = 'http://schemas.microsoft.com/exchange/services/2006/types';
const MESSAGES = 'http://schemas.microsoft.com/exchange/services/2006/messages';

/** The oldest that can delete a message without telling its sender that it was not read; every Exchange since understands it. */
const SCHEMA_VERSION = 'Exchange2013';

/** @param impersonated address of the mailbox to act as ([MS-OXWSCDATA] ExchangeImpersonation) */
export function writeEwsRequest(body: XmlTag, impersonated: string | undefined): Buffer {
  const header: XmlNode[] = [tag('t:RequestServerVersion', [], { Version: SCHEMA_VERSION })];
  if (impersonated !== undefined)
    header.push(
      tag('t:ExchangeImpersonation', tag('t:ConnectingSID', tag('t:PrimarySmtpAddress', impersonated))),
    );
  const envelope = tag('soap:Envelope', [tag('soap:Header', header), tag('soap:Body', body)], {
    'xmlns:soap': SOAP_SPACES['1.1'],
    'xmlns:t': TYPES,
    'xmlns:m': MESSAGES,
  });
  return Buffer.from(`<?xml version="1.0" encoding="utf-8"?>${writeXml(envelope)}`, 'utf8');
}

/** A folder that every mailbox has, or one by its id. */
export type EwsFolder =
  | { readonly kind: 'distinguished'; readonly name: string }
  | { readonly kind: 'id'; readonly id: string };

export const folderTag = (folder: EwsFolder): XmlTag =>
  folder.kind === 'distinguished'
    ? tag('t:DistinguishedFolderId', [], { Id: folder.name })
    : tag('t:FolderId', [], { Id: folder.id });

const itemIds = (ids: readonly string[]): XmlTag =>
  tag(
    'm:ItemIds',
    ids.map((id) => tag('t:ItemId', [], { Id: id })),
  );

const idOnly = (more: readonly XmlTag[] = []): XmlTag[] => [tag('t:BaseShape', 'IdOnly'), ...more];

export const getFolder = (folder: EwsFolder): XmlTag =>
  tag('m:GetFolder', [tag('m:FolderShape', idOnly()), tag('m:FolderIds', folderTag(folder))]);

/** Folders directly in `parent` that have this name; two at most, which is enough to see that it is not the only one. */
export const findFolder = (parent: EwsFolder, name: string): XmlTag =>
  tag(
    'm:FindFolder',
    [
      tag('m:FolderShape', idOnly()),
      tag('m:IndexedPageFolderView', [], { MaxEntriesReturned: '2', Offset: '0', BasePoint: 'Beginning' }),
      tag(
        'm:Restriction',
        tag('t:IsEqualTo', [
          tag('t:FieldURI', [], { FieldURI: 'folder:DisplayName' }),
          tag('t:FieldURIOrConstant', tag('t:Constant', [], { Value: name })),
        ]),
      ),
      tag('m:ParentFolderIds', folderTag(parent)),
    ],
    { Traversal: 'Shallow' },
  );

/** One page, oldest first, so that what arrives meanwhile comes behind and moves nothing. */
export const findItems = (folder: EwsFolder, offset: number, most: number): XmlTag =>
  tag(
    'm:FindItem',
    [
      tag(
        'm:ItemShape',
        idOnly([tag('t:AdditionalProperties', tag('t:FieldURI', [], { FieldURI: 'item:Size' }))]),
      ),
      tag('m:IndexedPageItemView', [], {
        MaxEntriesReturned: String(most),
        Offset: String(offset),
        BasePoint: 'Beginning',
      }),
      tag(
        'm:SortOrder',
        tag('t:FieldOrder', tag('t:FieldURI', [], { FieldURI: 'item:DateTimeReceived' }), {
          Order: 'Ascending',
        }),
      ),
      tag('m:ParentFolderIds', folderTag(folder)),
    ],
    { Traversal: 'Shallow' },
  );

/** The whole message as MIME. Nothing else is asked for, so nothing a sender wrote stands in the answer but in base64. */
export const getMime = (id: string): XmlTag =>
  tag('m:GetItem', [tag('m:ItemShape', idOnly([tag('t:IncludeMimeContent', 'true')])), itemIds([id])]);

export const moveItems = (ids: readonly string[], to: EwsFolder): XmlTag =>
  tag('m:MoveItem', [tag('m:ToFolderId', folderTag(to)), itemIds(ids), tag('m:ReturnNewItemIds', 'false')]);

/**
 * HardDelete: not to Deleted Items, where a document would stay readable for whoever opens the mailbox. The server keeps it
 * recoverable for as long as its own retention says. No cancellation and no "not read" report goes out.
 */
export const deleteItems = (ids: readonly string[]): XmlTag =>
  tag('m:DeleteItem', itemIds(ids), {
    DeleteType: 'HardDelete',
    SendMeetingCancellations: 'SendToNone',
    AffectedTaskOccurrences: 'AllOccurrences',
    SuppressReadReceipts: 'true',
  });

/** SendOnly: no copy stays in Sent Items; codes are in these messages. */
export const sendMime = (message: Buffer): XmlTag =>
  tag(
    'm:CreateItem',
    tag(
      'm:Items',
      tag('t:Message', tag('t:MimeContent', message.toString('base64'), { CharacterSet: 'UTF-8' })),
    ),
    { MessageDisposition: 'SendOnly' },
  );

/** [MS-OXWSNTIF]: what comes into the folder by itself, by hand or by another program. */
export const EVENTS = ['NewMailEvent', 'CreatedEvent', 'MovedEvent', 'CopiedEvent'] as const;

export const subscribe = (folder: EwsFolder): XmlTag =>
  tag(
    'm:Subscribe',
    tag('m:StreamingSubscriptionRequest', [
      tag('t:FolderIds', folderTag(folder)),
      tag(
        't:EventTypes',
        EVENTS.map((name) => tag('t:EventType', name)),
      ),
    ]),
  );

export const unsubscribe = (subscription: string): XmlTag =>
  tag('m:Unsubscribe', tag('m:SubscriptionId', subscription));

/** @param minutes 1 to 30 */
export const getStreamingEvents = (subscription: string, minutes: number): XmlTag =>
  tag('m:GetStreamingEvents', [
    tag('m:SubscriptionIds', tag('t:SubscriptionId', subscription)),
    tag('m:ConnectionTimeout', String(minutes)),
  ]);
