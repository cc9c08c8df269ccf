// A profile to paste for a device that has none: what it said of itself, and nothing that was not asked.
import type { DeviceIdentity } from '@platen/shared/device';
import type { PrinterCapabilities } from '@platen/shared/printer-capabilities';
import type { DeviceProfile } from './device-profile.ts';
import { LONGEST_PATTERN } from './profile/match-rules.ts';
import type { ProtocolChoice } from './profile/protocol-choice.ts';

export interface ProposeProfileInput {
  readonly identity: DeviceIdentity;
  /** What it answered over IPP; absent: it did not. */
  readonly capabilities?: PrinterCapabilities | undefined;
  /** What was found open, in order of preference; absent: what the answers show. */
  readonly protocols?: readonly ProtocolChoice[] | undefined;
  /** The family it was matched to: panel, PJL and accounting are taken over from it, and it is named as their source. */
  readonly base?: DeviceProfile | undefined;
}

const SAID = 'what the device said of itself when it was probed';
/** Standard ports: RFC 7472 and RFC 8010; IANA service name pdl-datastream. */
const OVER_IPP: readonly ProtocolChoice[] = [
  { name: 'ipps', port: 631 },
  { name: 'ipp', port: 631 },
];
const OVER_RAW: readonly ProtocolChoice[] = [{ name: 'raw', port: 9_100 }];
/** ProfileId allows 64; a maker's name and a model need less. */
const LONGEST_ID = 48;

/** JSON text of a file that readProfileFile takes under the name `<id>.json`, with a line end at its end. */
export function proposeProfile({ identity, capabilities, protocols, base }: ProposeProfileInput): string {
  const model = identity.makeAndModel ?? capabilities?.makeAndModel ?? identity.sysDescr ?? '';
  const name = oneLine(model).slice(0, 127).trim();
  const told = base === undefined ? undefined : `taken over from the family ${base.id}`;
  const ways = protocols?.length ? protocols : capabilities === undefined ? OVER_RAW : OVER_IPP;
  const profile = {
    $schema: '../schema/device-profile.schema.json',
    id: idOf(name),
    name: name === '' ? 'A printer' : name,
    source: `platen printer probe: ${SAID}`,
    sources: {
      match: SAID,
      protocols: protocols?.length ? 'found open by platen printer probe' : 'standard ports; to be tried',
      ...(capabilities === undefined ? {} : { formats: 'document-format-supported' }),
      ...(told === undefined ? {} : { pdl: told, pjl: told, panel: told, accounting: told }),
    },
    match: matchOf(identity, capabilities),
    protocols: ways,
    ...(capabilities === undefined ? {} : { formats: mediaTypes(capabilities.formats) }),
    ...(base?.pdl === undefined || base.pjl === undefined ? {} : { pdl: base.pdl }),
    ...(base?.pjl === undefined ? {} : { pjl: base.pjl }),
    ...optionsOf(capabilities),
    panel: base?.panel ?? { platform: 'browser', screens: [] },
    ...(base === undefined ? {} : { accounting: base.accounting }),
    quirks: [],
  };
  return `${JSON.stringify(profile, null, 2)}\n`;
}

function idOf(name: string): string {
  const words = name
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, LONGEST_ID)
    .replace(/^-+|-+$/g, '');
  return words === '' ? 'our-printer' : words;
}

/** The whole name, anchored: a person shortens it when it shall fit a series. */
function matchOf(
  identity: DeviceIdentity,
  capabilities: PrinterCapabilities | undefined,
): Record<string, readonly string[]> {
  const makeAndModel = identity.makeAndModel ?? capabilities?.makeAndModel;
  const rules: Record<string, readonly string[]> = {};
  if (makeAndModel !== undefined && makeAndModel !== '') rules['makeAndModel'] = [anchored(makeAndModel)];
  if (/^\.?1\.3\.6\.1\.4\.1(\.(0|[1-9]\d{0,9}))+$/.test(identity.sysObjectId ?? '')) {
    rules['sysObjectId'] = [(identity.sysObjectId ?? '').replace(/^\./, '')];
  }
  // Behind the model it tells versions, which change with the next update.
  const [model = ''] = (identity.sysDescr ?? '').split(/[;,]/);
  if (model.trim() !== '' && rules['makeAndModel'] === undefined) rules['sysDescr'] = [anchored(model)];
  const deviceModel = /(?:MDL|MODEL):([^;]+)/i.exec(identity.deviceId ?? '')?.[1];
  if (deviceModel !== undefined) rules['deviceId'] = [escape(deviceModel)];
  return rules;
}

function anchored(text: string): string {
  return `^${escape(text)}`;
}

function escape(text: string): string {
  const escaped = oneLine(text)
    .trim()
    .replace(/[.*+?^${}()|[\]\\/]/g, '\\$&');
  // One less for the anchor; a backslash at the end would escape nothing.
  return escaped.slice(0, LONGEST_PATTERN - 1).replace(/(?<!\\)((?:\\\\)*)\\$/, '$1');
}

function oneLine(text: string): string {
  return text.replace(/[\u0000-\u001f\u007f]+/g, ' ');
}

function mediaTypes(formats: readonly string[]): readonly string[] {
  return formats.filter((format) => /^[a-z0-9][a-z0-9.+-]*\/[A-Za-z0-9][A-Za-z0-9.+-]*$/.test(format));
}

function optionsOf(capabilities: PrinterCapabilities | undefined): { options?: object } {
  if (capabilities === undefined) return {};
  const told: readonly (readonly [string, readonly (string | number)[]])[] = [
    ['sides-supported', capabilities.sides],
    ['print-color-mode-supported', capabilities.printColorModes],
    ['finishings-supported', capabilities.finishings],
    ['number-up-supported', capabilities.numberUp],
  ];
  const options = told
    .filter(([, values]) => values.length > 0)
    .map(([attribute, values]) => [attribute, { values, source: SAID }] as const);
  return options.length === 0 ? {} : { options: Object.fromEntries(options) };
}
