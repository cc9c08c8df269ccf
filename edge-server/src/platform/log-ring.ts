// The last lines of the log in memory, for the console to read and to follow. What comes in has been redacted (log.ts); nothing is
// added here, and what does not fit any more is forgotten.
import { escapeUnsafe } from './log-escape.ts';

export const LOG_RING_LEVELS = ['debug', 'info', 'warn', 'error'] as const;
export type LogRingLevel = (typeof LOG_RING_LEVELS)[number];

export interface LogEntry {
  /** Counts from 1 since the start. */
  readonly number: number;
  /** Unix ms. */
  readonly at: number;
  readonly level: LogRingLevel;
  /** The part of the server that says it; "server" where none is named. */
  readonly area: string;
  readonly message: string;
  /** The other fields as JSON; absent where there are none. */
  readonly more?: string;
}

export interface LogAsk {
  /** Only those with a higher number. */
  readonly after?: number | undefined;
  /** The least level. */
  readonly level?: LogRingLevel | undefined;
  readonly area?: string | undefined;
  /** Stands somewhere in the line, in upper or lower case. */
  readonly text?: string | undefined;
  /** The last so many. */
  readonly limit: number;
}

export interface LogPage {
  /** Oldest first. */
  readonly entries: readonly LogEntry[];
  /** Everything up to here was looked at: ask for what comes after it. */
  readonly last: number;
  /** Lines after `after` that had been forgotten already, whether they would have fitted or not. */
  readonly forgotten: number;
}

export interface LogRing {
  /** What the server writes at all: below this there is nothing to be shown. */
  readonly level: LogRingLevel | 'silent';
  /** One line of JSON, with or without its newline. */
  readonly add: (line: string) => void;
  readonly read: (ask: LogAsk) => LogPage;
  /** Resolves as soon as there is a line after `number`, or when the signal aborts or the server stops. */
  readonly news: (number: number, signal: AbortSignal) => Promise<void>;
  /** All lines there are, as they were written. */
  readonly text: () => string;
  /** Ends every wait, and those to come: the server stops. */
  readonly release: () => void;
  readonly released: () => boolean;
}

/** Some ten thousand lines: a day of a quiet site, an hour of a busy one; the file has the rest. */
const MOST_BYTES = 2 * 1024 * 1024;

export function makeLogRing(level: LogRing['level'], mostBytes: number = MOST_BYTES): LogRing {
  let lines: string[] = [];
  /** Lines at the front that are gone; removed in one go when they are many. */
  let gone = 0;
  let bytes = 0;
  /** Number of the line before lines[0]. */
  let before = 0;
  let released = false;
  const waiting = new Set<() => void>();

  const last = (): number => before + lines.length;
  const wake = (): void => {
    for (const tell of [...waiting]) tell();
  };

  return {
    level,
    add: (line) => {
      const text = line.endsWith('\n') ? line.slice(0, -1) : line;
      lines.push(text);
      bytes += text.length;
      while (bytes > mostBytes && gone < lines.length) {
        bytes -= lines[gone]?.length ?? 0;
        lines[gone] = '';
        gone++;
      }
      // Moving the rest down costs its length: done when half is waste, each line pays twice at most.
      if (gone * 2 > lines.length) {
        lines = lines.slice(gone);
        before += gone;
        gone = 0;
      }
      wake();
    },
    read: ({ after = 0, level: least, area, text, limit }) => {
      const first = before + gone + 1;
      const from = Math.max(after + 1, first);
      const entries: LogEntry[] = [];
      const wanted = text?.toLowerCase();
      // From the newest: a filter that finds enough does not read the rest.
      for (let number = last(); number >= from && entries.length < limit; number--) {
        const line = lines[number - before - 1] ?? '';
        if (wanted !== undefined && !line.toLowerCase().includes(wanted)) continue;
        const entry = parse(line, number);
        if (area !== undefined && entry.area !== area) continue;
        if (least !== undefined && rank(entry.level) < rank(least)) continue;
        entries.push(entry);
      }
      return {
        entries: entries.reverse(),
        last: last(),
        forgotten: after > last() ? 0 : Math.max(0, first - 1 - after),
      };
    },
    news: (number, signal) =>
      new Promise((resolve) => {
        if (released || signal.aborted || last() > number) {
          resolve();
          return;
        }
        const end = (): void => {
          waiting.delete(tell);
          signal.removeEventListener('abort', end);
          resolve();
        };
        const tell = (): void => {
          if (released || last() > number) end();
        };
        waiting.add(tell);
        signal.addEventListener('abort', end, { once: true });
      }),
    text: () =>
      lines
        .slice(gone)
        .map((line) => `${line}\n`)
        .join(''),
    release: () => {
      released = true;
      wake();
    },
    released: () => released,
  };
}

const rank = (level: LogRingLevel): number => LOG_RING_LEVELS.indexOf(level);

function parse(line: string, number: number): LogEntry {
  const { level, time, message, area, ...rest } = JSON.parse(line) as Record<string, unknown>;
  // Reading turns escapes back into what they hide.
  const more = escapeUnsafe(JSON.stringify(rest));
  return {
    number,
    at: Date.parse(String(time)),
    level: LOG_RING_LEVELS.find((one) => one === level) ?? 'info',
    area: typeof area === 'string' ? area : 'server',
    message: escapeUnsafe(typeof message === 'string' ? message : ''),
    ...(more === '{}' ? {} : { more }),
  };
}
