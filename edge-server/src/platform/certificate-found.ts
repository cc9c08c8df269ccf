// What is found in the files of an upload while they are read: certificates, keys, and why something could not be used. Types only.
import type { KeyObject, X509Certificate } from 'node:crypto';

/** Why something in it could not be used. */
export type UploadTrouble =
  | 'empty'
  | 'not-understood'
  | 'a-request'
  | 'passphrase-needed'
  | 'passphrase-wrong'
  | 'too-many-rounds'
  | 'pfx-unreadable'
  | 'too-many';

/** Filled file by file. */
export interface Found {
  readonly certs: X509Certificate[];
  readonly keys: KeyObject[];
  readonly troubles: Set<UploadTrouble>;
}
