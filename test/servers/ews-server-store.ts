// The mailbox behind the Exchange stand-in: folders by id, items by id, what was sent.
import { createHash } from 'node:crypto';

export interface EwsFolderRow {
  readonly id: string;
  readonly name: string;
  readonly parent: string | undefined;
  /** The name by which every mailbox has it. */
  readonly distinguished: string | undefined;
}

export interface EwsItem {
  readonly id: string;
  folder: string;
  /** PidTagInternetArticleNumber: rises with each item of the mailbox. */
  readonly number: number;
  /** Octets of the MIME content. */
  readonly size: number;
  readonly receivedAt: Date;
  /** In pieces whose length is a multiple of three but for the last: they are sent as base64 one by one. */
  content(): Iterable<Buffer>;
}

export interface EwsStore {
  /** Primary address of the mailbox. */
  readonly address: string;
  readonly folders: ReadonlyMap<string, EwsFolderRow>;
  readonly items: Map<string, EwsItem>;
  readonly sent: Buffer[];
  folderNamed(name: string): EwsFolderRow | undefined;
  addFolder(name: string, parent: string): EwsFolderRow;
  add(folder: string, content: Buffer | { readonly size: number; pieces(): Iterable<Buffer> }): EwsItem;
  /** In the order in which they came. */
  inFolder(id: string): readonly EwsItem[];
}

const DISTINGUISHED: readonly (readonly [string, string])[] = [
  ['inbox', 'Inbox'],
  ['deleteditems', 'Deleted Items'],
  ['sentitems', 'Sent Items'],
  ['drafts', 'Drafts'],
  ['junkemail', 'Junk Email'],
  ['outbox', 'Outbox'],
  ['calendar', 'Calendar'],
  ['contacts', 'Contacts'],
  ['tasks', 'Tasks'],
];

/** As long as Exchange's own ids, with the characters of base64 that need care in addresses and in XML. */
const idOf = (what: string): string =>
  `AAMk${createHash('sha512').update(what).digest('base64')}${createHash('sha256').update(what).digest('base64')}`;

export function makeEwsStore(address: string): EwsStore {
  const folders = new Map<string, EwsFolderRow>();
  const items = new Map<string, EwsItem>();
  let count = 0;

  const addFolder = (name: string, parent: string | undefined, distinguished?: string): EwsFolderRow => {
    const row = { id: idOf(`folder ${folders.size}`), name, parent, distinguished };
    folders.set(row.id, row);
    return row;
  };
  const root = addFolder('Root', undefined, 'root');
  const top = addFolder('Top of Information Store', root.id, 'msgfolderroot');
  for (const [distinguished, name] of DISTINGUISHED) addFolder(name, top.id, distinguished);

  return {
    address,
    folders,
    items,
    sent: [],
    folderNamed: (name) => [...folders.values()].find((folder) => folder.distinguished === name),
    addFolder,
    add(folder, content) {
      count += 1;
      const item: EwsItem = {
        id: idOf(`item ${count}`),
        folder,
        number: count,
        size: Buffer.isBuffer(content) ? content.length : content.size,
        receivedAt: new Date(Date.UTC(2026, 10, 22, 9, 0, count)),
        content: () => (Buffer.isBuffer(content) ? [content] : content.pieces()),
      };
      items.set(item.id, item);
      return item;
    },
    inFolder: (id) => [...items.values()].filter(({ folder }) => folder === id),
  };
}
