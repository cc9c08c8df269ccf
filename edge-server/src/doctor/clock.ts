// The doctor on time: this machine's clock beside those of the database, the file system and the printers. Nothing outside is asked.
import type { Check, Exam } from '../doctor.ts';

export interface OtherClock {
  /** "the printer Reception", "PostgreSQL": stands in a sentence. */
  readonly name: string;
  /** Unix ms; undefined where it tells no time. */
  readonly read: (signal: AbortSignal) => Promise<number | undefined>;
}

export interface ClockParts {
  readonly now: () => number;
  readonly clocks: () => Promise<readonly OtherClock[]>;
}

/** Authenticator codes (RFC 6238) and Kerberos (five minutes) bear about this much; HTTP's Date has whole seconds. */
const MOST_OFF_MS = 90_000;
/** Before this Platen was not written: a clock that lost its battery. */
const FIRST_YEAR = 2025;

export function clockExams(parts: ClockParts): Exam[] {
  return [{ area: 'clock', id: 'clock', what: 'The clock', run: (signal) => clock(parts, signal) }];
}

async function clock(parts: ClockParts, signal: AbortSignal): Promise<Check[]> {
  const id = 'clock';
  const here = new Date(parts.now());
  if (here.getUTCFullYear() < FIRST_YEAR) {
    return [
      {
        id,
        ok: false,
        sentence: `The clock of this machine says ${here.toISOString().slice(0, 10)}, which cannot be.`,
        cure: 'Set it (timedatectl set-ntp true), then restart the server: certificates, codes and retention go by it.',
      },
    ];
  }
  const others = await parts.clocks();
  const read = await Promise.all(
    others.map(async ({ name, read }) => {
      const from = parts.now();
      const time = await read(signal).catch(() => undefined);
      // Halfway between asking and hearing is when it was said.
      return time === undefined ? undefined : { name, off: time - (from + parts.now()) / 2 };
    }),
  );
  const told = read.filter((one) => one !== undefined);
  if (told.length === 0)
    return [
      { id, ok: true, sentence: `The clock says ${minute(here)}; there is no other one to compare it with.` },
    ];
  const far = told.filter(({ off }) => Math.abs(off) > MOST_OFF_MS);
  if (far.length === 0) {
    const all = told.map(({ name }) => name).join(', ');
    return [{ id, ok: true, sentence: `The clock agrees with ${all}.` }];
  }
  // Most against this machine: it is the one that is wrong. One among several: that one is.
  if (far.length * 2 > told.length) {
    const [first] = [...far].sort((a, b) => Math.abs(a.off) - Math.abs(b.off));
    return [
      {
        id,
        ok: false,
        sentence: `The clock of this machine ${sayOff(-(first?.off ?? 0))}, going by ${far.map(({ name }) => name).join(', ')}.`,
        cure: 'Let it be set by a time server (timedatectl set-ntp true): authenticator codes, Kerberos and certificates go by it.',
      },
    ];
  }
  return far.map(({ name, off }) => ({
    id: `clock:${name}`,
    ok: false,
    sentence: `The clock of ${name} ${sayOff(off)}.`,
    cure: 'Set it, or name a time server there: what it writes down about jobs has that time.',
  }));
}

const minute = (time: Date): string => `${time.toISOString().slice(0, 16).replace('T', ' ')} UTC`;

function sayOff(ms: number): string {
  const minutes = Math.round(Math.abs(ms) / 60_000);
  const hours = Math.round(minutes / 60);
  const much =
    minutes < 120 ? `${minutes} minutes` : hours < 72 ? `${hours} hours` : `${Math.round(hours / 24)} days`;
  return `is ${much} ${ms > 0 ? 'ahead' : 'behind'}`;
}
