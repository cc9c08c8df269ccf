// Which printer a subject names: by alias, name, host name or IP address, whole and without regard to case, never by a part. Pure.

/** What of a printer decides; devices/printers.ts has the row. */
export interface MailPrinter {
  readonly id: string;
  readonly name: string;
  readonly alias: string | null;
  readonly site: string | null;
  readonly location: string | null;
  readonly uri: string;
  readonly otherUris: readonly string[];
  readonly enabled: boolean;
  readonly forDirectMail: boolean;
}

export type PrinterFound<P> =
  | { readonly kind: 'found'; readonly printer: P }
  | { readonly kind: 'missing' }
  /** `near`: printers that take mail, those whose name is like it first. */
  | { readonly kind: 'unknown'; readonly near: readonly P[] }
  | { readonly kind: 'ambiguous'; readonly printers: readonly P[] }
  | { readonly kind: 'not-allowed'; readonly printer: P }
  | { readonly kind: 'off'; readonly printer: P };

/** Names offered instead of one that is unknown: more is no help on a phone. */
const MOST_NEAR = 5;

/** @param printers all that are registered; where several have the name, those that may not be used are passed over. */
export function findPrinterNamed<P extends MailPrinter>(
  typed: string,
  printers: readonly P[],
): PrinterFound<P> {
  const asked = plain(typed);
  if (asked === '') return { kind: 'missing' };
  const named = printers.filter((printer) => namesOf(printer).includes(asked));
  const usable = named.filter(takesMail);
  const [one, another] = usable;
  if (another !== undefined) return { kind: 'ambiguous', printers: usable };
  if (one !== undefined) return { kind: 'found', printer: one };
  const [shut] = named;
  if (shut === undefined) return { kind: 'unknown', near: nearTo(asked, printers) };
  return { kind: shut.forDirectMail ? 'off' : 'not-allowed', printer: shut };
}

export const takesMail = ({ enabled, forDirectMail }: MailPrinter): boolean => enabled && forDirectMail;

/** What to write in a subject for this printer and no other: the shortest of its names that only it has. */
function callOf(printer: MailPrinter, printers: readonly MailPrinter[]): string {
  const alone = [printer.alias, printer.name, hostIn(printer.uri)].find(
    (name) =>
      name !== null &&
      plain(name) !== '' &&
      printers.every((other) => other.id === printer.id || !namesOf(other).includes(plain(name))),
  );
  return alone ?? printer.alias ?? printer.name;
}

/** As an answer names it (shared/mail-release.ts). */
export function nameIt(printer: MailPrinter, printers: readonly MailPrinter[]) {
  const place = [printer.location, printer.site].filter((part) => part !== null && part !== '').join(', ');
  return {
    name: printer.name,
    call: callOf(printer, printers),
    ...(place === '' ? {} : { place }),
  };
}

function nearTo<P extends MailPrinter>(asked: string, printers: readonly P[]): P[] {
  const like = (printer: P): boolean =>
    namesOf(printer).some((name) => name.includes(asked) || asked.includes(name));
  return printers
    .filter(takesMail)
    .sort((a, b) => Number(like(b)) - Number(like(a)) || a.name.localeCompare(b.name))
    .slice(0, MOST_NEAR);
}

/** Everything it is called, in the form in which names are compared; for reading a subject. */
export function namesOf({ alias, name, uri, otherUris }: MailPrinter): string[] {
  const hosts = [uri, ...otherUris].map(hostIn);
  return [alias ?? '', name, ...hosts, uri].map(plain).filter((one) => one !== '');
}

/** One form for what people type and what is registered: case, blanks, and the brackets of an IPv6 address do not count. */
function plain(name: string): string {
  return name
    .normalize('NFC')
    .trim()
    .toLowerCase()
    .replace(/\s+/g, ' ')
    .replace(/^\[([0-9a-f:.]+)\]$/, '$1');
}

function hostIn(uri: string): string {
  return URL.canParse(uri) ? new URL(uri).hostname : '';
}
