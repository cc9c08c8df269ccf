// The environment of a conversion server -> what it is to do. Every mistake at once, naming the variable.
import { LOG_LEVELS, type LogLevel } from '../config.ts';

export interface ConverterConfig {
  /** The edge server: an https URL without a path. */
  readonly from: string;
  readonly tokenFile: string;
  /** SHA-256 of its certificate, hex; undefined: an authority vouches for it. */
  readonly pin: string | undefined;
  readonly parallel: number;
  readonly logLevel: LogLevel;
}

/** More would only wait for each other's processor and memory. */
const MOST_PARALLEL = 64;

export function readConverterConfig(
  env: Readonly<Record<string, string | undefined>>,
): { ok: true; config: ConverterConfig } | { ok: false; problems: string[] } {
  const problems: string[] = [];
  const from = env['PLATEN_CONVERT_FROM'] ?? '';
  const url = URL.canParse(from) ? new URL(from) : undefined;
  if (url?.protocol !== 'https:') {
    problems.push('PLATEN_CONVERT_FROM (--from): the edge server, as in https://printing.example.org:8443.');
  }
  const tokenFile = env['PLATEN_CONVERT_TOKEN_FILE'] ?? '';
  if (tokenFile === '') {
    problems.push(
      'PLATEN_CONVERT_TOKEN_FILE (--token-file): the file with the token of "platen converter add".',
    );
  }
  const pin = env['PLATEN_CONVERT_PIN']?.replaceAll(':', '').toLowerCase();
  if (pin !== undefined && !/^[0-9a-f]{64}$/.test(pin)) {
    problems.push(
      'PLATEN_CONVERT_PIN (--pin): 64 hexadecimal digits, as "platen doctor" shows on the edge server.',
    );
  }
  const parallel = Number(env['PLATEN_CONVERT_PARALLEL'] ?? '2');
  if (!Number.isInteger(parallel) || parallel < 1 || parallel > MOST_PARALLEL) {
    problems.push(`PLATEN_CONVERT_PARALLEL (--parallel): a number from 1 to ${MOST_PARALLEL}.`);
  }
  const level = env['PLATEN_LOG_LEVEL']?.trim() || 'info';
  const logLevel = LOG_LEVELS.find((known) => known === level);
  if (logLevel === undefined) problems.push(`PLATEN_LOG_LEVEL: one of ${LOG_LEVELS.join(', ')}.`);
  if (problems.length > 0 || url === undefined || logLevel === undefined) return { ok: false, problems };
  return { ok: true, config: { from: url.origin, tokenFile, pin, parallel, logLevel } };
}
