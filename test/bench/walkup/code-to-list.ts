// Code typed to job list shown, the server's part: POST of the code to its answer, on a site with many people and documents.
import { startEvilPrinter } from '../../servers/evil-printer.ts';
import type { Measure } from '../area.ts';
import { makeDocument, UNIQUE_MARK } from '../documents.ts';
import { type BenchUser, startBenchPlaten } from '../platen-api.ts';
import { makeRow } from '../row.ts';
import { percentile } from '../statistics.ts';

const USERS = 1_000;
const JOBS_PER_USER = 10;
const SIGN_INS = 300;
/** Uploads at a time while the site is filled; not part of what is measured. */
const FILLERS = 16;
/** As small as a document can be: ten thousand of them have to be taken in before anything is measured. */
const DOCUMENT = makeDocument(1_000);

const uniqueDocument = (number: number): Buffer => {
  const document = Buffer.from(DOCUMENT);
  document.write(String(number).padStart(UNIQUE_MARK.length, '0'), document.indexOf(UNIQUE_MARK), 'latin1');
  return document;
};

export const codeToList: Measure = {
  name: 'code-to-list',
  async run({ say }) {
    // Nothing prints here, but a printer has to answer to be registered.
    const printer = await startEvilPrinter();
    const platen = await startBenchPlaten();
    try {
      const panel = await platen.addPrinter('Benchmark', printer.uri);
      const users: BenchUser[] = [];
      for (let user = 0; user < USERS; user += 1)
        users.push(await platen.addUser(`user-${user}@example.test`));
      say(`  ${USERS} people registered; sending ${USERS * JOBS_PER_USER} documents`);
      const waiting = [...users.entries()];
      const fill = async (): Promise<void> => {
        for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
          const [index, user] = next;
          for (let job = 0; job < JOBS_PER_USER; job += 1)
            await platen.upload(user, uniqueDocument(index * JOBS_PER_USER + job), `document ${job}.pdf`);
        }
      };
      await Promise.all(Array.from({ length: FILLERS }, fill));
      say('  waiting until all are held');
      // The newest upload is converted last.
      for (const user of users.slice(0, FILLERS)) await platen.allHeld(user);
      const samples: number[] = [];
      for (let round = 0; round < SIGN_INS; round += 1) {
        // Any stride without a common factor with the number of users visits them in no particular order.
        const user = users[(round * 619) % USERS];
        if (user === undefined) throw new Error('no users');
        const typed = performance.now();
        const session = await platen.signInPanel(panel, user);
        samples.push(performance.now() - typed);
        if (session.jobs.length !== JOBS_PER_USER)
          throw new Error(`${session.jobs.length} documents shown instead of ${JOBS_PER_USER}`);
      }
      return [
        makeRow({
          area: 'walkup',
          name: `code typed to list of ${JOBS_PER_USER}, ${USERS * JOBS_PER_USER} held, p95`,
          unit: 'ms',
          ours: percentile(samples, 0.95),
          target: { kind: 'at-most', value: 15 },
        }),
      ];
    } finally {
      await platen.stop();
      await printer.stop();
    }
  },
};
