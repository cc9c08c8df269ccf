// What the doctor says about directories: each one reached, its certificate, the sign-in of the account that searches, its clock where Kerberos
// needs it, and the last import; every finding with its cure.
import type { DirectoryTested } from '@platen/shared/api/admin-directory';
import type { Check, Exam } from './doctor.ts';
import type { DirectoryRow } from './people/directory-rows.ts';

export interface DirectoryDoctorParts {
  readonly list: () => Promise<readonly DirectoryRow[]>;
  /** Tries a stored one step by step. */
  readonly test: (id: string, signal: AbortSignal) => Promise<DirectoryTested>;
  readonly now: () => number;
}

/** A directory that is looked at step by step, with time for one that answers slowly. */
const LIMIT_MS = 20_000;
const HOUR_MS = 3_600_000;
/** Imports that were left out before it is worth a word. */
const MISSED = 3;

const CURES: Readonly<Record<string, string>> = {
  Reach: 'Is the server up, are address and port right, and does the firewall let this server through?',
  Encrypt:
    'Paste the certificate of its authority into the settings of the directory, or pin the certificate after comparing its fingerprint.',
  Clock: 'Let both keep time by NTP; Kerberos takes no tickets when clocks are more than five minutes apart.',
  'Sign in': 'Check the account that searches: its name, its password, and that it is not locked or expired.',
  Containers: 'Check the distinguished names of the containers in the settings of the directory.',
  Search: 'Check filter and fields in the settings of the directory, and what the account may read.',
  Administrators: 'Check the distinguished names of the groups in the settings of the directory.',
};

export async function directoryExams({ list, test, now }: DirectoryDoctorParts): Promise<Exam[]> {
  const rows = (await list()).filter(({ enabled }) => enabled);
  return rows.map((row) => ({
    area: 'people',
    id: `directory:${row.id}`,
    what: `The directory ${row.name}`,
    limitMs: LIMIT_MS,
    run: async (signal) => [
      ...(await test(row.id, signal)).steps.map((step) => ofStep(row, step)),
      ...imports(row, now()),
    ],
  }));
}

function ofStep(
  { id, name }: DirectoryRow,
  { what, ok, detail = '' }: DirectoryTested['steps'][number],
): Check {
  const word = what.toLowerCase().replace(' ', '-');
  return {
    id: `directory:${id}:${word}`,
    ok,
    sentence: `${name}: ${detail}`,
    ...(ok
      ? {}
      : { cure: `${CURES[what] ?? 'Look at its settings.'} Test it in the console (Users, Directory).` }),
  };
}

function imports({ id, name, settings, state, createdAt }: DirectoryRow, now: number): Check[] {
  if (!settings.import.on) return [];
  const check = `directory:${id}:import`;
  const last = state?.lastImport;
  if (last?.problem !== undefined) {
    const cure = 'Mend it, then import once by hand: console (Users, Directory), Import now.';
    return [
      { id: check, ok: false, sentence: `The last import of ${name} did not go well. ${last.problem}`, cure },
    ];
  }
  const late = now - (last?.at ?? createdAt) > MISSED * settings.import.everyHours * HOUR_MS;
  if (late) {
    const cure =
      'Import once by hand in the console (Users, Directory); what the log says then is the reason.';
    return [{ id: check, ok: false, sentence: `People of ${name} were not imported for a long time.`, cure }];
  }
  return last === undefined
    ? [{ id: check, ok: true, sentence: `People of ${name} were not imported yet.` }]
    : [
        {
          id: check,
          ok: true,
          sentence: `The last import of ${name} went well: ${last.counts.seen} entries.`,
        },
      ];
}
