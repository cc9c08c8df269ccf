// Before documents are claimed: what the printer says now against what they need, and whether its accounting data is there. Panel and
// portal ask the same way.
import type { AccountingAsked, Preflight } from '@platen/shared/api/preflight';
import { AppError } from '@platen/shared/app-error';
import { missingAccounting } from '@platen/shared/preflight-accounting';
import { type Saying, sayingOf } from '@platen/shared/say/saying';
import type { App } from '../app.ts';
import { describeCondition, trayPlace } from '../devices/condition-sentence.ts';
import { paperWords } from '../devices/paper-words.ts';
import { listPrinters, type PrinterRow } from '../devices/printers.ts';
import type { ReleaseAsk } from '../flow/release/claim.ts';
import { type KnownPrinter, nearestAble } from '../flow/release/preflight/nearest-able.ts';
import { type PreflightFacts, preflight, unanswered } from '../flow/release/preflight/preflight.ts';
import { documentsOf } from '../flow/release/preflight/read-documents.ts';
import { readFresh } from '../flow/release/preflight/read-fresh.ts';
import { accountingAsked, accountingFor } from '../people/accounting-answers.ts';

/** The list asks every five seconds while it is shown, so a press on Print normally finds an answer no older than this. */
const FRESH_MS = 5_500;

const wordsIn = (saying: Saying): PreflightFacts['words'] => ({
  condition: (condition, trays) => describeCondition(condition, trays, saying),
  // Stored whole they are one text with others in it, which can be said in one language only.
  paper: (size) => sayingOf(saying.language).told(paperWords(size)),
  tray: trayPlace,
  saying,
});

export interface CheckRelease {
  readonly printer: PrinterRow;
  readonly asks: readonly ReleaseAsk[];
  readonly ownerId: string;
  /** Keys of findings that the person has answered. */
  readonly accepted: readonly string[];
  /** Somebody at a panel cannot walk to a queue. */
  readonly walksUp: boolean;
  /** How it is said: in the reader's language, or to be stored. */
  readonly saying: Saying;
}

/** undefined: nothing stands in the way. Waits for the printer no longer than the budget of read-fresh.ts. */
export async function checkRelease(app: App, check: CheckRelease): Promise<Preflight | undefined> {
  const { printer, asks, ownerId, accepted } = check;
  const [{ looked, late }, documents] = await Promise.all([
    readFresh(
      app.clock,
      () => app.watch.ask(printer, FRESH_MS),
      () => app.watch.known(printer.id),
    ),
    app.db.read((tx) => documentsOf(tx, asks, ownerId)),
  ]);
  const capabilities = looked.capabilities ?? printer.capabilities ?? undefined;
  const condition = looked.condition ?? printer.condition ?? undefined;
  const facts = {
    documents,
    words: wordsIn(check.saying),
    ...(capabilities === undefined ? {} : { capabilities }),
    ...(condition === undefined ? {} : { condition }),
    ...(looked.trays === undefined ? {} : { trays: looked.trays }),
  };
  // Nearly always: nothing, and the other printers are not even read.
  if (preflight({ ...facts, nearest: () => undefined }).length === 0) return undefined;
  const others = await app.db.read(listPrinters);
  const findings = preflight({ ...facts, nearest: (needs) => able(app, others, check, needs) });
  if (unanswered(findings, accepted).length === 0) return undefined;
  const open = findings.filter(({ key }) => !accepted.includes(key));
  return {
    findings: open,
    ...(late && condition !== undefined
      ? { ageSeconds: Math.max(0, Math.round((app.clock.now() - condition.at) / 1000)) }
      : {}),
  };
}

function able(
  app: App,
  printers: readonly PrinterRow[],
  { printer, walksUp }: CheckRelease,
  needs: Parameters<PreflightFacts['nearest']>[0],
): ReturnType<PreflightFacts['nearest']> {
  const known = printers
    .filter(({ kind }) => !walksUp || kind === 'printer')
    .map((row): KnownPrinter => ({ ...row, ...app.watch.known(row.id) }));
  const found = nearestAble(known, printer, needs);
  if (found === undefined) return undefined;
  const place = [found.location, found.site === printer.site ? undefined : found.site].filter(
    (part) => part != null && part !== '',
  );
  return {
    id: found.id,
    name: found.name,
    ...(place.length === 0 ? {} : { place: place.join(', ') }),
  };
}

/** What this printer asks this person for; undefined: nothing. */
export async function accountingOf(
  app: App,
  printer: PrinterRow,
  userId: string,
): Promise<AccountingAsked | undefined> {
  const need = app.accountingNeed(printer);
  if (need === 'none') return undefined;
  return accountingAsked(need, await app.db.read((tx) => accountingFor(tx, userId, printer.id)));
}

/** Throws `accounting-needed`: the device would delete the job without a word (printing-and-snmp.md section 3). */
export async function requireAccounting(app: App, printer: PrinterRow, userId: string): Promise<void> {
  const asked = await accountingOf(app, printer, userId);
  if (asked === undefined || missingAccounting(asked) === undefined) return;
  throw new AppError('accounting-needed', { printer: printer.id, need: asked.need });
}
