// The control file of a print job (RFC 1179 section 7): who, what, and the one data file to print as it is. Lines end with LF and the
// first octet of each is a command, so no text may hold either (threat T34).

export interface LpdJob {
  /** 0 to 999 (RFC 1179 section 6.2: three digits). */
  readonly number: number;
  readonly user: string;
  readonly title: string;
}

export interface LpdFiles {
  readonly controlName: string;
  readonly dataName: string;
  readonly control: Buffer;
}

/** We print in nobody's host's name; the same on every server, since a device only shows it. */
const HOST = 'platen';
/** RFC 1179 section 7.2 and 7.8: host and user names have 31 octets at most. */
const MOST_NAME = 31;
/** Section 7.5 (J): 99. */
const MOST_TITLE = 99;
/** Section 7.7 (N): 131. */
const MOST_FILE_NAME = 131;

export function lpdFiles({ number, user, title }: LpdJob): LpdFiles {
  const digits = String(Math.trunc(Math.abs(number)) % 1_000).padStart(3, '0');
  const controlName = `cfA${digits}${HOST}`;
  const dataName = `dfA${digits}${HOST}`;
  const lines = [
    `H${HOST}`,
    `P${lpdText(user, MOST_NAME)}`,
    `J${lpdText(title, MOST_TITLE)}`,
    // "l": print the file as it is, control characters included.
    `l${dataName}`,
    `U${dataName}`,
    `N${lpdText(title, MOST_FILE_NAME)}`,
  ];
  return { controlName, dataName, control: Buffer.from(`${lines.join('\n')}\n`, 'latin1') };
}

/** Letters keep their base (é is e); everything but letters, digits, dot, underscore, hyphen and blank becomes "-". */
export function lpdText(text: string, most: number): string {
  const plain = text
    .slice(0, 1_024)
    .normalize('NFKD')
    .replace(/\p{Mark}/gu, '')
    .replace(/[^A-Za-z0-9._ -]/gu, '-')
    .slice(0, most)
    .trim();
  // A line without a value would say something else.
  return plain === '' ? 'unknown' : plain;
}
