// A project of VBA macros as it lies in .docm, .xlsm and .pptm files (MS-OVBA 2.3), with the source only: no compiled code.
import { compoundFile } from './compound-file.ts';

export interface VbaModule {
  readonly name: string;
  /** A module of the document itself (ThisDocument, ThisWorkbook), or one of its own. */
  readonly isDocument?: boolean;
  readonly source: string;
}

export function vbaProject(modules: readonly VbaModule[]): Buffer {
  const project = [
    'ID="{6F3C2A11-0000-4000-8000-000000000001}"',
    ...modules.map(({ name, isDocument }) => (isDocument === true ? `Document=${name}/&H00000000` : `Module=${name}`)),
    'Name="VBAProject"',
    'HelpContextID="0"',
    'VersionCompatible32="393222000"',
    '',
    '[Host Extender Info]',
    '',
  ].join('\r\n');
  return compoundFile([
    {
      name: 'VBA',
      inside: [
        { name: '_VBA_PROJECT', data: Buffer.from('cc61ffff000000', 'hex') },
        { name: 'dir', data: compress(directory(modules)) },
        ...modules.map(({ name, source }) => ({
          name,
          data: compress(Buffer.from(`Attribute VB_Name = "${name}"\r\n${source}`, 'latin1')),
        })),
      ],
    },
    { name: 'PROJECT', data: Buffer.from(project, 'latin1') },
  ]);
}

function record(id: number, data: Uint8Array): Buffer {
  const head = Buffer.alloc(6);
  head.writeUInt16LE(id);
  head.writeUInt32LE(data.length, 2);
  return Buffer.concat([head, data]);
}

const u16 = (value: number): Buffer => Buffer.from([value & 0xff, value >> 8]);
const u32 = (value: number): Buffer => Buffer.from(Uint32Array.of(value).buffer);
const letters = (text: string): Buffer => Buffer.from(text, 'latin1');
const wide = (text: string): Buffer => Buffer.from(text, 'utf16le');

/** The dir stream (2.3.4.2): what the project and its modules are called, and where the source of each begins. */
function directory(modules: readonly VbaModule[]): Buffer {
  const version = Buffer.concat([u16(9), u32(4), u32(1), u16(1)]);
  return Buffer.concat([
    record(0x01, u32(1)),
    record(0x02, u32(0x0409)),
    record(0x14, u32(0x0409)),
    record(0x03, u16(1252)),
    record(0x04, letters('VBAProject')),
    ...[0x05, 0x40, 0x06, 0x3d].map((id) => record(id, Buffer.alloc(0))),
    record(0x07, u32(0)),
    record(0x08, u32(0)),
    version,
    ...[0x0c, 0x3c].map((id) => record(id, Buffer.alloc(0))),
    record(0x0f, u16(modules.length)),
    record(0x13, u16(0xffff)),
    ...modules.flatMap(({ name, isDocument }) => [
      record(0x19, letters(name)),
      record(0x47, wide(name)),
      record(0x1a, letters(name)),
      record(0x32, wide(name)),
      record(0x1c, Buffer.alloc(0)),
      record(0x48, Buffer.alloc(0)),
      record(0x31, u32(0)),
      record(0x1e, u32(0)),
      record(0x2c, u16(0xffff)),
      record(isDocument === true ? 0x22 : 0x21, Buffer.alloc(0)),
      record(0x2b, Buffer.alloc(0)),
    ]),
    record(0x10, Buffer.alloc(0)),
  ]);
}

/** Compression (2.4.1) that compresses nothing: eight letters after each byte of flags. A chunk takes 4096 letters before that. */
function compress(source: Buffer): Buffer {
  if (source.length > 3600) throw new Error('a longer source needs more than one chunk');
  const groups: Buffer[] = [];
  for (let at = 0; at < source.length; at += 8) groups.push(Buffer.from([0]), source.subarray(at, at + 8));
  const body = Buffer.concat(groups);
  return Buffer.concat([Buffer.from([1]), u16(((body.length - 1) & 0x0fff) | 0xb000), body]);
}
