// An import of 50,000 people from a real OpenLDAP into the built server, over StartTLS, while people sign in at a panel.
import { setTimeout as sleep } from 'node:timers/promises';
import type { AdminDirectories, AdminDirectory } from '@platen/shared/api/admin-directory';
import type { DirectorySettings } from '@platen/shared/directory';
import { startEvilPrinter } from '../../servers/evil-printer.ts';
import { personLdif, type Slapd, startSlapd, unitLdif } from '../../servers/slapd.ts';
import { operatorCall } from '../../support/operator.ts';
import type { Measure } from '../area.ts';
import { type BenchPlaten, type BenchUser, startBenchPlaten } from '../platen-api.ts';
import { residentMb, watchMemory } from '../process-memory.ts';
import { makeRow } from '../row.ts';
import { percentile } from '../statistics.ts';

const PEOPLE = 50_000;
/** People who sign in at the panel meanwhile, each with a document's list to see. */
const WALKERS = 100;
/** Between two at the panel: thirty a second, a site at eight in the morning. */
const APART_MS = 33;
/** Sign-ins of everybody before it, of which the last are told for comparison. */
const WARM_UP = 3;
/** The second import finds everybody unchanged: what happens every few hours. */
const ROUNDS = ['first', 'again'] as const;

const ldif = (): string => {
  const parts = [unitLdif('people')];
  for (let at = 0; at < PEOPLE; at += 1)
    parts.push(
      personLdif({
        uid: `person${at}`,
        name: `Person Number ${at}`,
        mail: `person${at}@example.test`,
        more: [`departmentNumber: ${at % 400}`],
      }),
    );
  return parts.join('\n');
};

const settingsOf = (slapd: Slapd): DirectorySettings => ({
  ...{ host: slapd.host, port: slapd.port, security: 'starttls', authority: slapd.authority },
  ...{ bind: 'simple', bindName: slapd.rootDn, bases: [slapd.base], filter: '', kind: 'openldap' },
  fields: { username: 'uid', email: 'mail', name: 'cn', department: 'departmentNumber', key: 'entryUUID' },
  import: { on: false, everyHours: 24, disableMissing: true, mostDisabled: 0.1 },
  ...{ signIn: false, onBoard: false },
});

type Imported = {
  readonly seconds: number;
  readonly panelMs: readonly number[];
  /** From the moment when a fifth was taken: what starts up has started then, and what grows with the number of people still grows. */
  readonly grownMb: number;
};

const importOnce = async (
  { server, signInPanel }: BenchPlaten,
  id: string,
  panel: Parameters<BenchPlaten['signInPanel']>[0],
  walkers: readonly BenchUser[],
  say: (line: string) => void,
): Promise<Imported> => {
  const find = async (): Promise<AdminDirectory | undefined> =>
    (await operatorCall(server, 'GET', '/api/admin/directories'))
      .json<AdminDirectories>()
      .directories.find((one) => one.id === id);
  const before = (await find())?.lastImport?.at;
  const empty = await residentMb(server.pid());
  let level: number | undefined;
  const begun = await operatorCall(server, 'POST', `/api/admin/directories/${id}/import`, {});
  if (begun.status !== 200) throw new Error(`the import answered ${begun.status}: ${begun.text}`);
  const memory = watchMemory(server.pid());
  const panelMs: number[] = [];
  let ended: AdminDirectory['lastImport'];
  for (let turn = 0; ended === undefined; turn += 1) {
    const walker = walkers[turn % walkers.length];
    if (walker === undefined) throw new Error('nobody walks');
    const typed = performance.now();
    await signInPanel(panel, walker);
    panelMs.push(performance.now() - typed);
    await sleep(APART_MS);
    // A second is short beside the whole, and looking costs the server something.
    if (turn % 30 !== 0) continue;
    const { lastImport: last, importing } = (await find()) ?? {};
    if (last !== undefined && last.at !== before) ended = last;
    if ((importing?.seen ?? 0) >= PEOPLE / 5) level ??= memory.peakMb();
  }
  await memory.stop();
  if (ended.problem !== undefined) throw new Error(ended.problem);
  if (ended.counts.added + ended.counts.unchanged !== PEOPLE)
    throw new Error(`not everybody: ${JSON.stringify(ended.counts)}`);
  say(
    `  ${empty.toFixed(0)} MB before, ${level?.toFixed(0)} MB after a fifth, ${memory.peakMb().toFixed(0)} MB at most`,
  );
  return { seconds: ended.tookMs / 1000, panelMs, grownMb: memory.peakMb() - (level ?? empty) };
};

export const directoryImport: Measure = {
  name: 'import',
  async run({ say }) {
    const slapd = await startSlapd({ ldif: ldif() });
    const printer = await startEvilPrinter();
    const platen = await startBenchPlaten({ env: { PLATEN_DIRECTORY_LOOPBACK: 'on' } });
    try {
      const panel = await platen.addPrinter('Benchmark', printer.uri);
      const walkers: BenchUser[] = [];
      for (let user = 0; user < WALKERS; user += 1)
        walkers.push(await platen.addUser(`walker-${user}@example.test`));
      // What grows then is the import's: the code is loaded, the young heap at full size.
      const calm: number[] = [];
      for (let round = 0; round < WARM_UP; round += 1)
        for (const walker of walkers) {
          const typed = performance.now();
          await platen.signInPanel(panel, walker);
          if (round === WARM_UP - 1) calm.push(performance.now() - typed);
          await sleep(APART_MS);
        }
      say(
        `  before: sign-ins at a panel p50 ${percentile(calm, 0.5).toFixed(1)}, p95 ${percentile(calm, 0.95).toFixed(1)} ms`,
      );
      const added = await operatorCall(platen.server, 'POST', '/api/admin/directories', {
        name: 'OpenLDAP',
        settings: settingsOf(slapd),
        secret: slapd.rootPassword,
      });
      if (added.status !== 201) throw new Error(`adding answered ${added.status}: ${added.text}`);
      const { id } = added.json<AdminDirectory>();
      const results: Imported[] = [];
      for (const round of ROUNDS) {
        const result = await importOnce(platen, id, panel, walkers, say);
        const { seconds, panelMs, grownMb } = result;
        say(
          `  ${round}: ${seconds.toFixed(1)} s; ${panelMs.length} sign-ins at a panel meanwhile, p50 ${percentile(panelMs, 0.5).toFixed(1)}, ` +
            `p95 ${percentile(panelMs, 0.95).toFixed(1)}, most ${Math.max(...panelMs).toFixed(1)} ms; memory grew by ${grownMb.toFixed(1)} MB`,
        );
        results.push(result);
      }
      const row = (name: string, unit: string, ours: number, value: number) =>
        makeRow({ area: 'people', name, unit, ours, target: { kind: 'at-most', value } });
      const [first] = results;
      const all = results.flatMap(({ panelMs }) => panelMs);
      return [
        row(`import of ${PEOPLE} people from OpenLDAP`, 's', first?.seconds ?? Number.NaN, 60),
        row('code typed to list while importing, p95', 'ms', percentile(all, 0.95), 50),
        row(
          'growth of resident memory over four fifths of an import',
          'MB',
          // The worst round: a promise about memory holds always or not at all.
          Math.max(...results.map(({ grownMb }) => grownMb)),
          48,
        ),
      ];
    } finally {
      await platen.stop();
      await printer.stop();
      await slapd.stop();
    }
  },
};
