// The server's log: one JSON object per line, on standard error or in a file, with secrets taken out before it is written.
import { destination, type Logger, pino, stdTimeFunctions } from 'pino';
import { escapeUnsafe } from './log-escape.ts';
import { redactFields, redactText } from './log-redact.ts';
import { type LogRing, makeLogRing } from './log-ring.ts';

export type LogFields = Readonly<Record<string, unknown>>;

export interface Log {
  debug(message: string, fields?: LogFields): void;
  info(message: string, fields?: LogFields): void;
  warn(message: string, fields?: LogFields): void;
  error(message: string, fields?: LogFields): void;
  /** A log whose every line carries `bindings` too. */
  child(bindings: LogFields): Log;
}

export interface LogOptions {
  level: 'debug' | 'info' | 'warn' | 'error' | 'silent';
  /** A path; standard error unless told. */
  file?: string;
  /** Where the lines go instead, each with its newline: for tests. */
  write?: (line: string) => void;
}

export interface OpenLog extends Log {
  /** The last lines, for the console. */
  readonly recent: LogRing;
  /** Opens the file again under its name, after logrotate has moved it away. */
  reopen(): void;
  close(): void;
}

const wrap = (logger: Logger): Log => {
  const at = (level: 'debug' | 'info' | 'warn' | 'error') => {
    return (message: string, fields: LogFields = {}): void => {
      // Asked first: a quiet level must not pay for going through the fields.
      if (logger.isLevelEnabled(level)) logger[level](redactFields(fields), redactText(message));
    };
  };
  return {
    debug: at('debug'),
    info: at('info'),
    warn: at('warn'),
    error: at('error'),
    child: (bindings) => wrap(logger.child(redactFields(bindings))),
  };
};

/** Throws the system error when the file cannot be opened. */
export const openLog = (options: LogOptions): OpenLog => {
  const { level, file, write } = options;
  // Synchronous: the last lines before a crash are the ones that matter, and a server of this kind logs little.
  const out = write ? undefined : destination({ dest: file ?? 2, sync: true, mkdir: true, mode: 0o600 });
  const recent = makeLogRing(level);
  const print = write ?? ((line: string) => void out?.write(line));
  const logger = pino(
    {
      level,
      // Process id and host name on every line help nobody on one server; the collector adds the host.
      base: null,
      messageKey: 'message',
      timestamp: stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
    },
    {
      write: (line: string) => {
        const safe = escapeUnsafe(line);
        recent.add(safe);
        print(safe);
      },
    },
  );
  return {
    ...wrap(logger),
    recent,
    reopen: () => {
      if (file !== undefined) out?.reopen(file);
    },
    close: () => {
      if (file !== undefined) out?.end();
    },
  };
};
