// The commands and files by which computers are given a print queue: one for each system, ready to paste. Pure text; a name or an address can
// not become a command of its own.

/** What a queue is called on a computer whose names are plain: "Häll 1.5" is "Hall-1-5". */
export function queueId(name: string): string {
  const plain = name
    .normalize('NFD')
    .replace(/\p{Mn}/gu, '')
    .replace(/[^A-Za-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    // CUPS allows 127; nobody wants to type more than this.
    .slice(0, 40);
  return plain === '' ? 'Platen' : plain;
}

/** POSIX shell: nothing within single quotes is read. */
const shell = (text: string): string => `'${text.replace(/[\r\n\0]/g, ' ').replaceAll("'", `'\\''`)}'`;
/** PowerShell: the same, and it takes typographic quotes for quotes. */
const powerShell = (text: string): string =>
  `'${text.replace(/[\r\n\0]/g, ' ').replace(/['\u2018\u2019\u201a\u201b]/g, (found) => found + found)}'`;

/** Windows 10 and 11, PowerShell. */
export const windowsCommand = (address: string): string => `Add-Printer -IppURL ${powerShell(address)}`;

/** macOS and Linux with CUPS: a queue without a driver. */
export const cupsCommand = (address: string, name: string): string =>
  `lpadmin -p ${queueId(name)} -D ${shell(name)} -E -v ${shell(address)} -m everywhere`;

/** For many: Linux and macOS, by whatever runs a script everywhere. Computers that have the queue are left alone. */
export const cupsRollOut = (address: string, name: string): string =>
  ['#!/bin/sh', `lpstat -p ${queueId(name)} >/dev/null 2>&1 ||`, `  ${cupsCommand(address, name)}`, ''].join(
    '\n',
  );

/** For many: Windows, by Intune or a start script. Computers that have the queue are left alone. */
export const windowsRollOut = (address: string, name: string): string =>
  [
    `if (-not (Get-Printer -Name ${powerShell(name)} -ErrorAction SilentlyContinue)) {`,
    `  ${windowsCommand(address)}`,
    '}',
    '',
  ].join('\r\n');

/** For many: ChromeOS, as Google's Chrome Printer Management API takes it, and as the admin console asks for it field by field. */
export const chromeRollOut = (address: string, name: string): string =>
  `${JSON.stringify({ displayName: name, uri: address, useDriverlessConfig: true }, undefined, 2)}\n`;

export interface AddressParts {
  readonly host: string;
  readonly port: number;
  /** Without the slash in front: "ipp/print". */
  readonly queue: string;
}

/** An ipps: address field by field, as Android and ChromeOS ask for it; undefined where it is none. */
export function addressParts(address: string): AddressParts | undefined {
  const found = /^ipps:\/\/(\[[^\]]+\]|[^/:]+)(?::(\d+))?\/(.+)$/.exec(address);
  const [, host, port, queue] = found ?? [];
  // RFC 7472: 631 where none is told.
  return host === undefined || queue === undefined ? undefined : { host, port: Number(port ?? 631), queue };
}
