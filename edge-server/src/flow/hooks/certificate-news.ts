// Tells webhooks that the certificate of HTTPS is about to end: once at each of these days, also after a restart and with several servers.
import type { Deps } from '../../deps.ts';
import { readFact, writeFact } from '../store/facts.ts';

/** SPEC G4: as the console and the doctor warn. */
const DAYS = [3, 14, 30] as const;
const DAY_MS = 86_400_000;
const FACT = 'certificate-told';

export interface Ending {
  readonly notAfter: number;
  readonly names: readonly string[];
}

export async function tellCertificate(
  deps: Pick<Deps, 'db' | 'clock'>,
  certificate: Ending | undefined,
): Promise<void> {
  // 0: there is none, HTTPS is off.
  if (certificate === undefined || certificate.notAfter === 0) return;
  const { notAfter, names } = certificate;
  const now = deps.clock.now();
  const left = Math.max(0, Math.floor((notAfter - now) / DAY_MS));
  const step = DAYS.find((days) => left <= days);
  if (step === undefined) return;
  const mark = `${notAfter} ${step}`;
  if ((await deps.db.read((tx) => readFact(tx, FACT))) === mark) return;
  await deps.db.write(async (tx) => {
    if ((await readFact(tx, FACT)) === mark) return;
    await writeFact(tx, FACT, mark);
    const facts = { notAfter: new Date(notAfter).toISOString(), daysLeft: left, names: names.join(' ') };
    tx.news?.push({ event: 'certificate.expiring', at: now, facts });
  });
}
