// The lines that a client of LPR sends (RFC 1179 sections 5 and 6): one octet says what it wants, operands follow between white space.

export type LpdCommand =
  | { readonly kind: 'print-waiting' | 'receive-job'; readonly queue: string }
  /** `list`: user names and job numbers; empty: all. */
  | {
      readonly kind: 'state';
      readonly queue: string;
      readonly long: boolean;
      readonly list: readonly string[];
    }
  | {
      readonly kind: 'remove';
      readonly queue: string;
      readonly agent: string;
      readonly list: readonly string[];
    };

export type LpdPart =
  | { readonly kind: 'abort' }
  /** `count` 0 of a data file: until the connection ends. `number` is the job's, as its file name says (cfA012host). */
  | {
      readonly kind: 'control' | 'data';
      readonly count: number;
      readonly name: string;
      readonly number: number;
    };

/** A line has a queue, a user and a list of users and numbers: what is longer is no line of LPR. */
export const MOST_COMMAND = 1_024;
/** Users and jobs one may ask about at once. */
const MOST_LIST = 64;
/** More digits than any file has. */
const COUNT = /^\d{1,15}$/;
/** cf or df, a letter, three digits, the host (RFC 1179 section 6.2); some count further than three digits. Nothing that a path is made of. */
const FILE_NAME = /^(cf|df)[A-Za-z]([0-9]{1,6})([A-Za-z0-9._:-]{0,255})$/;

/** Undefined for what is no command. */
export function readCommand(line: Uint8Array): LpdCommand | undefined {
  const [queue = '', ...operands] = words(line);
  if (queue === '') return undefined;
  switch (line[0]) {
    case 1:
      return { kind: 'print-waiting', queue };
    case 2:
      return { kind: 'receive-job', queue };
    case 3:
    case 4:
      return { kind: 'state', queue, long: line[0] === 4, list: operands.slice(0, MOST_LIST) };
    case 5: {
      const [agent, ...list] = operands;
      return agent === undefined
        ? undefined
        : { kind: 'remove', queue, agent, list: list.slice(0, MOST_LIST) };
    }
    default:
      return undefined;
  }
}

/** What comes inside of "receive job". Undefined for what does not belong there. */
export function readPart(line: Uint8Array): LpdPart | undefined {
  if (line[0] === 1) return { kind: 'abort' };
  const kind = line[0] === 2 ? 'control' : line[0] === 3 ? 'data' : undefined;
  const [count = '', name = ''] = words(line);
  const file = FILE_NAME.exec(name);
  if (kind === undefined || file === null || !COUNT.test(count)) return undefined;
  if ((file[1] === 'cf') !== (kind === 'control')) return undefined;
  // A control file until the end of the connection would leave nothing to print.
  if (kind === 'control' && Number(count) === 0) return undefined;
  return { kind, count: Number(count), name, number: Number(file[2]) % 1_000 };
}

function words(line: Uint8Array): string[] {
  return Buffer.from(line.subarray(1))
    .toString('latin1')
    .split(/[ \t\v\f]+/)
    .filter((word) => word !== '');
}
