// Set-Job-Attributes (RFC 3380 section 4.2) and Set-Document-Attributes (PWG 5100.5 section 4.6): changes what is asked of a job that waits, as its
// owner would at a printer. All of it, or none.
import { withDefaults } from '@platen/shared/default-options';
import { siteDefaults } from '@platen/shared/option-settings';
import type { IppAttributes } from '../../../../protocols/ipp/message.ts';
import { changeWaiting } from '../../../store/change-waiting.ts';
import { changeIppTicket, type IppDocument, renameIppJob } from '../../../store/ipp-jobs.ts';
import { cleanTitle } from '../../clean-title.ts';
import { type IppAnswer, type IppDeps, type IppOperation, refuse } from '../ipp-queue.ts';
import { hasEnded } from '../job-standing.ts';
import { type ReadChange, readChange } from '../settable-attributes.ts';
import { offerOf } from './offer-of.ts';
import { targetDocument } from './target-document.ts';
import { targetJob } from './target-job.ts';

const tooLate = refuse('client-error-not-possible', 'The job is being printed, or has ended.');

/** Thrown inside the transaction, so that nothing of it stays. */
class TooLate extends Error {
  override readonly name = 'TooLate';
}

export const setJobAttributes: IppOperation = async (deps, request) => {
  const target = await targetJob(deps, request);
  if ('refusal' in target) return target.refusal;
  const { row, documents } = target.found;
  const change = readChange(request.ticket, await offerOf(deps, request.queue), 'job-name');
  const refusal = refuseChange(request.ticket, change);
  if (refusal !== undefined) return refusal;
  const alive = documents.filter((document) => !hasEnded(document));
  if (row.state !== 'open' && alive.length === 0) return tooLate;
  return all(deps, async (tx) => {
    if (change.name !== undefined) await renameIppJob(tx, row.number, cleanTitle(change.name));
    if (change.changesTicket && row.state === 'open')
      await changeIppTicket(tx, row.number, change.apply(row.ticket));
    for (const document of alive) {
      // Of several each has a title of its own.
      const titled = documents.length === 1 ? change : { ...change, name: undefined };
      await changeDocument(deps, tx, document, titled);
    }
  });
};

export const setDocumentAttributes: IppOperation = async (deps, request) => {
  const target = await targetDocument(deps, request);
  if ('refusal' in target) return target.refusal;
  const asked = request.groups.flatMap(({ group, attributes }) => (group === 'document' ? attributes : []));
  const change = readChange(asked, await offerOf(deps, request.queue), 'document-name');
  const refusal = refuseChange(asked, change);
  if (refusal !== undefined) return refusal;
  if (hasEnded(target.document)) return tooLate;
  return all(deps, (tx) => changeDocument(deps, tx, target.document, change));
};

function refuseChange(asked: IppAttributes, { unsupported, notSettable }: ReadChange): IppAnswer | undefined {
  if (asked.length === 0) return refuse('client-error-bad-request', 'There is nothing to change.');
  if (unsupported.length === 0) return undefined;
  return {
    status: notSettable
      ? 'client-error-attributes-not-settable'
      : 'client-error-attributes-or-values-not-supported',
    groups: [{ group: 'unsupported', attributes: unsupported }],
  };
}

type Tx = Parameters<typeof changeWaiting>[0];

async function changeDocument(
  deps: IppDeps,
  tx: Tx,
  { job }: IppDocument,
  { name, changesTicket, apply }: ReadChange,
): Promise<void> {
  if (job === undefined) throw new TooLate();
  const done = await changeWaiting(tx, job, {
    ...(name === undefined ? {} : { title: cleanTitle(name) }),
    ...(changesTicket ? { asked: apply(job.asked ?? {}) } : {}),
    ticketFor: (defaults, asked) => withDefaults(siteDefaults(deps.settings().options), defaults, asked),
  });
  if (!done) throw new TooLate();
}

async function all(deps: Pick<IppDeps, 'db'>, change: (tx: Tx) => Promise<void>): Promise<IppAnswer> {
  try {
    await deps.db.write(change);
    return { status: 'successful-ok' };
  } catch (cause) {
    if (cause instanceof TooLate) return tooLate;
    throw cause;
  }
}
