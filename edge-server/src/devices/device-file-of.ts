// Printers written as a device file: to move them to another server, or to keep them under version control from now on.
import type { PrinterRow } from './printers.ts';

/** JSON for people, one device an entry. Credentials and panel keys are not in it. */
export function deviceFileOf(rows: readonly PrinterRow[]): string {
  const devices = rows.map((row) => ({
    name: row.name,
    uri: row.uri,
    ...(row.otherUris.length === 0 ? {} : { otherUris: row.otherUris }),
    ...(row.profile === null ? {} : { profile: row.profile }),
    ...(row.alias === null ? {} : { alias: row.alias }),
    ...(row.site === null ? {} : { site: row.site }),
    ...(row.location === null ? {} : { location: row.location }),
    ...(row.enabled ? {} : { enabled: false }),
    ...(row.kind === 'printer' ? {} : { kind: row.kind }),
    ...(row.forDirectMail ? { forDirectMail: true } : {}),
    ...(row.forPublic ? { forPublic: true } : {}),
    ...(row.directQueue ? { directQueue: true } : {}),
    ...(row.accounting === null ? {} : { accounting: row.accounting }),
    ...(row.panelKind === null ? {} : { panelKind: row.panelKind }),
    ...(row.tlsPin === null ? {} : { tlsPin: row.tlsPin }),
  }));
  return `${JSON.stringify({ devices }, null, 2)}\n`;
}
