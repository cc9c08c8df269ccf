// How a directory is, in one tone and one sentence.
import type { AdminDirectory } from '@platen/shared/api/admin-directory';
import type { Tone } from '../components/notice.ts';
import { agoWords } from '../locales/when.ts';
import { say } from './speech.ts';

export interface Condition {
  readonly tone: Tone;
  readonly sentence: string;
}

export function directoryCondition(directory: AdminDirectory, now: number): Condition {
  const { enabled, importing, down, lastImport } = directory;
  if (!enabled) return { tone: 'quiet', sentence: say('directory-off') };
  if (importing !== undefined)
    return {
      tone: 'busy',
      sentence: say('directory-importing', { count: importing.seen, many: importing.seen.toLocaleString() }),
    };
  if (down !== undefined) {
    const { problem } = down;
    return {
      tone: 'bad',
      sentence: say('directory-down-since', { when: agoWords(down.since, now), problem }),
    };
  }
  if (lastImport === undefined) return { tone: 'quiet', sentence: say('directory-never') };
  const when = agoWords(lastImport.at, now);
  if (lastImport.problem !== undefined)
    return { tone: 'warn', sentence: say('directory-import-bad', { when, problem: lastImport.problem }) };
  return { tone: 'ok', sentence: say('directory-fine', { when }) };
}

/** "ldap.example.org, port 636" */
export const directoryPlace = ({ settings }: AdminDirectory): string =>
  say('directory-place', { host: settings.host, port: settings.port });
