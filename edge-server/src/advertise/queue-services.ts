// A print queue as DNS-SD tells it (Bonjour Printing Specification 1.2.1, PWG 5100.14 section 4, and what AirPrint and Mopria look for beyond): the
// same values that Get-Printer-Attributes answers, so that what a list shows and what a queue does are one. Pure.
import type { QueueOffer } from '../flow/intake/ipp/queue-offer.ts';
import { urfSupported } from '../flow/intake/ipp/urf-words.ts';
import { cutTo } from '../protocols/mdns/numbered-name.ts';
import type { AdvertisedService } from '../protocols/mdns/service-records.ts';

export interface OfferedQueue {
  /** What people see in their list of printers. */
  readonly name: string;
  /** "ipp/print" */
  readonly path: string;
  readonly uuid: string;
  /** Shown as its place. */
  readonly note: string;
  readonly offer: QueueOffer;
  /** document-format-supported. */
  readonly formats: readonly string[];
  /** How one is known there: `basic` is asked for, with the others nobody is. */
  readonly authentication: 'basic' | 'negotiate' | 'none';
}

export interface QueuePorts {
  /** Where IPP over TLS is taken. */
  readonly ipps: number | undefined;
  /** Where plain IPP is, where the administrator allows it. */
  readonly ipp: number | undefined;
  /** LPR, where it is on. */
  readonly lpr?: number | undefined;
}

/** A TXT string has one length octet (RFC 6763 section 6.1). */
const LONGEST_STRING = 255;
/** Bonjour Printing section 9.2.3: 0 is the best, 50 usual. A queue that always takes the document is better than a printer that may be busy. */
const PRIORITY = '40';
/** IPP enums (RFC 8011 section 5.2.6, PWG 5100.1): the general one, and the range of those that say where. */
const STAPLE = { general: 4, from: 20, to: 35 } as const;
const PUNCH = { general: 5, from: 70, to: 93 } as const;
const BIND = { general: 7, from: 50, to: 53 } as const;
/** Short edges of A4, A3 and A2 in 1/100 mm, which is how PaperMax counts (Bonjour Printing section 9.2.12). */
const PAPER = [
  [29_800, '<legal-A4'],
  [35_600, 'legal-A4'],
  [43_200, 'tabloid-A3'],
  [59_400, 'isoC-A2'],
] as const;
const AIR = { basic: 'username,password', negotiate: 'negotiate', none: 'none' } as const;

/** Every service of one queue: they share its name, so that clients take them for one printer. */
export function queueServices(
  queue: OfferedQueue,
  ports: QueuePorts,
  site: { readonly host: string; readonly webPort: number | undefined },
): AdvertisedService[] {
  if (ports.ipps === undefined && ports.ipp === undefined) return [];
  // _universal is AirPrint's, _print IPP Everywhere's. Not _cups: that one says that a CUPS is here.
  const subtypes = ['_universal', '_print'];
  const instance = cutTo(queue.name, 63);
  const plain = queueTxt(queue, site);
  const ipp = { instance, subtypes };
  return [
    ...(ports.ipps === undefined
      ? []
      : [{ ...ipp, type: '_ipps._tcp', port: ports.ipps, txt: new Map([...plain, ['TLS', '1.2']]) }]),
    ...(ports.ipp === undefined ? [] : [{ ...ipp, type: '_ipp._tcp', port: ports.ipp, txt: plain }]),
    // The flagship rule: who prints but does not speak LPR keeps the name with port 0 (Bonjour Printing section 4.2.1).
    { instance, subtypes: [], type: '_printer._tcp', port: ports.lpr ?? 0, txt: new Map<string, string>() },
  ];
}

export function queueTxt(
  queue: OfferedQueue,
  site: { readonly host: string; readonly webPort: number | undefined },
): Map<string, string> {
  const { offer } = queue;
  const has = (kind: typeof STAPLE | typeof PUNCH | typeof BIND): string =>
    offer.finishings.some((one) => one === kind.general || (one >= kind.from && one <= kind.to)) ? 'T' : 'F';
  const yes = (value: boolean): string => (value ? 'T' : 'F');
  const pairs: (readonly [string, string])[] = [
    ['txtvers', '1'],
    ['qtotal', '1'],
    ['rp', queue.path],
    ['ty', 'Platen'],
    ...(site.webPort === undefined
      ? []
      : [
          [
            'adminurl',
            `https://${site.host}.local${site.webPort === 443 ? '' : `:${site.webPort}`}/`,
          ] as const,
        ]),
    ['note', queue.note],
    ['priority', PRIORITY],
    ['product', '(Platen)'],
    ['pdl', fitting('pdl', queue.formats)],
    ['Color', yes(offer.color)],
    ['Duplex', yes(offer.sides.some((side) => side !== 'one-sided'))],
    ['Copies', yes(offer.maxCopies > 1)],
    ['Collate', 'T'],
    ['Sort', 'F'],
    ['Staple', has(STAPLE)],
    ['Punch', has(PUNCH)],
    ['Bind', has(BIND)],
    ['Scan', 'F'],
    ['Fax', 'F'],
    ['PaperMax', paperMax(offer)],
    ['kind', 'document,photo'],
    ['UUID', queue.uuid],
    ['URF', fitting('URF', urfSupported(offer))],
    ['air', AIR[queue.authentication]],
    ['usb_MFG', 'Platen'],
    ['usb_MDL', 'Queue'],
    ['usb_CMD', 'PDF,PWGRaster,URF,JPEG'],
  ];
  return new Map(pairs.map(([key, value]) => [key, cutTo(value, LONGEST_STRING - key.length - 1)]));
}

/** As many words as one string holds, the first ones first. */
function fitting(key: string, words: readonly string[]): string {
  let text = '';
  for (const word of words) {
    const longer = text === '' ? word : `${text},${word}`;
    if (Buffer.byteLength(longer) > LONGEST_STRING - key.length - 1) break;
    text = longer;
  }
  return text;
}

function paperMax({ media }: QueueOffer): string {
  const longest = Math.max(0, ...media.map(({ width, height }) => Math.max(width, height)));
  return PAPER.find(([most]) => longest <= most)?.[1] ?? '>isoC-A2';
}
