// Says for certain which Office document a file is, by its insides and not by its first bytes or its name; opens nothing else.
import type { ErrorCode } from '@platen/shared/error-table';
import { checkArchive } from './archive-check.ts';
import type { ArchiveEntry } from './archive-list.ts';
import { readPart } from './archive-unpack.ts';
import { xmlText } from './archive-xml.ts';
import type { DocumentBytes, EngineRefusal } from './converter.ts';
import { type Compound, openCompound } from './office-compound.ts';
import { OFFICE_KINDS, type OfficeKind } from './office-kinds.ts';
import { officeTypeOf, packageTypeOf } from './office-package.ts';

/** What is known of the inside, for whoever looks further (fonts). */
export type Inside =
  | { readonly form: 'package'; readonly entries: readonly ArchiveEntry[] }
  | { readonly form: 'compound'; readonly compound: Compound }
  | { readonly form: 'plain' };

export type Settled =
  | { readonly ok: true; readonly kind: OfficeKind; readonly inside: Inside }
  | EngineRefusal;

/** Streams that make a compound file one of ours (MS-DOC 2.1, MS-XLS 2.1.2, MS-PPT 2.1); Book is Excel 5 and 95. */
const MAIN_STREAMS: readonly (readonly [string, string])[] = [
  ['WordDocument', 'application/msword'],
  ['Workbook', 'application/vnd.ms-excel'],
  ['Book', 'application/vnd.ms-excel'],
  ['PowerPoint Document', 'application/vnd.ms-powerpoint'],
];

const refused = (code: ErrorCode, detail: string): Settled => ({ ok: false, code, detail });

export async function settleOffice(document: DocumentBytes, signal: AbortSignal): Promise<Settled> {
  const head = Buffer.from(await document.read(0, 8));
  if (head.toString('latin1', 0, 5) === '{\\rtf') return settled('application/rtf', { form: 'plain' });
  if (head.toString('hex') === 'd0cf11e0a1b11ae1') return settleCompound(document);
  if (head.toString('latin1', 0, 4) === 'PK\x03\x04') return settlePackage(document, signal);
  return refused('document-broken', 'neither a package nor a compound file nor RTF');
}

async function settleCompound(document: DocumentBytes): Promise<Settled> {
  const compound = await openCompound(document);
  if (compound === undefined)
    return refused('document-broken', 'the compound file has no readable directory');
  if (compound.names.has('EncryptedPackage'))
    return refused('document-password', 'EncryptedPackage (MS-OFFCRYPTO 2.3)');
  const found = MAIN_STREAMS.find(([name]) => compound.names.has(name));
  if (found === undefined) {
    const names = [...compound.names].slice(0, 8).join(', ');
    return refused('document-type', `a compound file of another program: ${names}`);
  }
  if (await isLocked(compound)) return refused('document-password', `${found[0]} is encrypted`);
  return settled(found[1], { form: 'compound', compound });
}

/** Word says so in its first flags (FibBase.fEncrypted), PowerPoint by the token of its current user. Excel's is left to LibreOffice,
 * since every workbook with protected sheets is encrypted with a password that everybody knows. */
async function isLocked(compound: Compound): Promise<boolean> {
  const word = await compound.read('WordDocument', 12);
  if (word !== undefined && word.length >= 12) return (word.readUInt16LE(10) & 0x0100) !== 0;
  const user = await compound.read('Current User', 16);
  return user !== undefined && user.length >= 16 && user.readUInt32LE(12) === 0xf3d1c4df;
}

async function settlePackage(document: DocumentBytes, signal: AbortSignal): Promise<Settled> {
  const checked = await checkArchive(document, signal);
  if (!checked.ok) return checked;
  const { entries } = checked;
  const textOf = async (name: string): Promise<string | undefined> => {
    const part = await readPart(
      document,
      entries.find((entry) => entry.name === name),
    );
    return part === undefined ? undefined : xmlText(part);
  };
  const inside: Inside = { form: 'package', entries };
  if (entries.some(({ name }) => name === 'mimetype' || name === 'META-INF/manifest.xml')) {
    const found = officeTypeOf(await textOf('mimetype'), await textOf('META-INF/manifest.xml'));
    if (found === 'locked') return refused('document-password', 'the manifest names encryption');
    return found === undefined
      ? refused('document-mismatch', 'no OpenDocument inside')
      : settled(found, inside);
  }
  const types = await textOf('[Content_Types].xml');
  if (types === undefined) return refused('document-mismatch', 'a ZIP archive that is no document');
  const main = packageTypeOf(types, await textOf('_rels/.rels'));
  if (main === undefined)
    return refused('document-mismatch', 'a package without a main part that can be printed');
  if (main.part !== undefined && !entries.some(({ name }) => name.toLowerCase() === main.part)) {
    return refused('document-broken', `the main part ${main.part} is missing`);
  }
  return settled(main.mediaType, inside);
}

function settled(mediaType: string, inside: Inside): Settled {
  const kind = OFFICE_KINDS[mediaType];
  return kind === undefined ? refused('document-type', mediaType) : { ok: true, kind, inside };
}
