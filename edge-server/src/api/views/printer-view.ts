// A printer as a person sees it: its names and what it is up to, in a sentence.
import type { AdminPrinter } from '@platen/shared/api/admin';
import type { PrinterView } from '@platen/shared/api/common';
import type { DeviceCredentials } from '@platen/shared/device-credentials';
import type { PrinterCapabilities, PrinterCondition } from '@platen/shared/printer-capabilities';
import { ENGLISH, type Saying } from '@platen/shared/say/saying';
import type { InferOutput } from 'valibot';
import {
  describeCondition,
  describeUnknown,
  type Tray,
  trayLabel,
} from '../../devices/condition-sentence.ts';
import { directPath } from '../../devices/direct-queues.ts';
import { paperWords } from '../../devices/paper-words.ts';
import { isReadOnly, PRINTER_FIELDS, type PrinterRow } from '../../devices/printers.ts';
import type { Supply } from '../../devices/probe-ipp.ts';
import { trayName } from '../../devices/read-condition.ts';

export interface Looked {
  readonly capabilities?: PrinterCapabilities | undefined;
  readonly condition?: PrinterCondition | undefined;
  readonly trays?: readonly Tray[] | undefined;
  readonly supplies?: readonly Supply[] | undefined;
}

export function printerView(
  row: PrinterRow,
  looked: Looked = {},
  saying: Saying = ENGLISH,
): InferOutput<typeof PrinterView> {
  const capabilities = looked.capabilities ?? row.capabilities ?? undefined;
  const condition = looked.condition ?? row.condition ?? undefined;
  const words =
    condition === undefined ? describeUnknown(saying) : describeCondition(condition, looked.trays, saying);
  return {
    id: row.id,
    name: row.name,
    enabled: row.enabled,
    sentence: row.enabled ? words.sentence : saying.say('printer.off'),
    tone: row.enabled ? words.tone : 'quiet',
    ...(row.alias === null ? {} : { alias: row.alias }),
    ...(row.site === null ? {} : { site: row.site }),
    ...(row.location === null ? {} : { location: row.location }),
    ...(condition === undefined ? {} : { condition }),
    ...(capabilities === undefined ? {} : { capabilities: labelled(capabilities, saying) }),
  };
}

function labelled(capabilities: PrinterCapabilities, saying: Saying): PrinterCapabilities {
  const mediaReady = capabilities.mediaReady.map((one) => {
    const paper = saying.told(one.width > 0 && one.height > 0 ? paperWords(one) : one.media);
    const tray = one.source === undefined ? undefined : trayLabel(trayName(one.source));
    return { ...one, label: tray === undefined ? paper : saying.say('paper.from', { paper, tray }) };
  });
  return { ...capabilities, mediaReady };
}

export function adminPrinterView(
  row: PrinterRow,
  more: {
    readonly looked: Looked;
    readonly panelPath: string;
    readonly waiting: number;
    readonly virtual: boolean;
    readonly credentials: DeviceCredentials;
    /** Name of the family it is taken for. */
    readonly family: string | undefined;
    readonly lifeCount: number | undefined;
  },
): AdminPrinter {
  return {
    ...printerView(row, more.looked),
    uri: row.uri,
    allowHttp: row.allowHttp,
    source: row.source,
    kind: row.kind,
    otherUris: [...row.otherUris],
    forDirectMail: row.forDirectMail,
    forPublic: row.forPublic,
    directQueue: row.directQueue,
    deviceSignIn: row.deviceSignIn,
    ...(row.directQueue ? { directPath: directPath(row.id) } : {}),
    sources: Object.fromEntries(Object.entries(row.fieldSources).filter(([field]) => !field.startsWith('#'))),
    readOnly: [...PRINTER_FIELDS, 'credentials'].filter((field) => isReadOnly(row, field)),
    credentials: credentialWords(more.credentials),
    ...(row.profile === null ? {} : { profile: row.profile }),
    ...(row.identity === null ? {} : { identity: row.identity }),
    ...(row.accounting === null ? {} : { accounting: row.accounting }),
    ...(row.panelKind === null ? {} : { panelKind: row.panelKind }),
    ...(row.panel === null ? {} : { panelState: row.panel }),
    ...(more.looked.supplies === undefined || more.looked.supplies.length === 0
      ? {}
      : {
          supplies: more.looked.supplies.map(({ name, level }) =>
            level === undefined ? { name } : { name, level },
          ),
        }),
    ...(more.lifeCount === undefined ? {} : { lifeCount: more.lifeCount }),
    panelPath: more.panelPath,
    waiting: more.waiting,
    virtual: more.virtual,
    ...(more.family === undefined ? {} : { family: more.family }),
    ...(row.tlsPin === null ? {} : { tlsPin: row.tlsPin }),
  };
}

/** What is stored, without what it is. */
function credentialWords({ snmp, admin }: DeviceCredentials): AdminPrinter['credentials'] {
  return {
    ...(snmp === undefined
      ? {}
      : { snmp: snmp.version === '3' ? `SNMP v3 as ${snmp.user}` : `SNMP v${snmp.version}` }),
    ...(admin === undefined ? {} : { admin: admin.name }),
  };
}
