// The mailbox behind the Graph stand-in.
import { createHash } from 'node:crypto';

export interface GraphFolderRow {
  readonly id: string;
  readonly name: string;
  readonly parent: string | undefined;
  readonly wellKnown: string | undefined;
}

export interface GraphMail {
  readonly id: string;
  readonly folder: string;
  readonly size: number;
  content(): Iterable<Buffer>;
}

export interface GraphStore {
  readonly folders: readonly GraphFolderRow[];
  readonly mails: Map<string, GraphMail>;
  readonly sent: Buffer[];
  /** By id or by the name every mailbox has it under. */
  folder(named: string): GraphFolderRow | undefined;
  addFolder(name: string, parent?: string): GraphFolderRow;
  add(folder: string, content: Buffer | { readonly size: number; pieces(): Iterable<Buffer> }): GraphMail;
  inFolder(id: string): readonly GraphMail[];
}

/** Ids of the service are base64 in the form for addresses, with padding. */
const idOf = (what: string): string => `AAMk${createHash('sha512').update(what).digest('base64url')}=`;

export function makeGraphStore(): GraphStore {
  const folders: GraphFolderRow[] = [];
  const mails = new Map<string, GraphMail>();
  let count = 0;
  const addFolder = (name: string, parent?: string, wellKnown?: string): GraphFolderRow => {
    const row = { id: idOf(`folder ${folders.length}`), name, parent, wellKnown };
    folders.push(row);
    return row;
  };
  addFolder('Inbox', undefined, 'inbox');
  addFolder('Deleted Items', undefined, 'deleteditems');
  addFolder('Outbox', undefined, 'outbox');
  addFolder('Sent Items', undefined, 'sentitems');
  return {
    folders,
    mails,
    sent: [],
    folder: (named) => folders.find(({ id, wellKnown }) => id === named || wellKnown === named),
    addFolder,
    add(folder, content) {
      count += 1;
      const mail: GraphMail = {
        id: idOf(`mail ${count}`),
        folder,
        size: Buffer.isBuffer(content) ? content.length : content.size,
        content: () => (Buffer.isBuffer(content) ? [content] : content.pieces()),
      };
      mails.set(mail.id, mail);
      return mail;
    },
    inFolder: (id) => [...mails.values()].filter(({ folder }) => folder === id),
  };
}
