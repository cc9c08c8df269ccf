// Opens what a plan of choose-format.ts sends: a stored document as it is, or one that is made while it is being sent. What was made is
// made anew for each attempt; nothing of it is kept.
import type { Plan } from './choose-format.ts';
import { DocumentFailed } from './delivery-protocol.ts';
import type { MadeDocument, MakeFailure } from './maker.ts';
import type { Documents } from './open-documents.ts';
import type { Run } from './run.ts';

export interface ToSend {
  readonly plan: Plan;
  readonly octets: AsyncIterable<Uint8Array>;
  readonly length?: number | undefined;
  readonly close: () => Promise<void>;
}

/** Too large to be laid out anew as a whole; drawing it takes no more memory than any other. */
const TRY_NEXT: ReadonlySet<string> = new Set(['document-too-large', 'document-type']);

/** The first plan that works, or why none does. */
export async function openFirst(
  run: Run,
  plans: readonly Plan[],
  documents: Documents,
  signal: AbortSignal,
): Promise<ToSend | MakeFailure> {
  let failure: MakeFailure = { code: 'printer-format', detail: 'none of our formats' };
  for (const plan of plans) {
    const opened = plan.how === 'as-is' ? await openHeld(plan, documents) : await openMade(run, plan, signal);
    if (!('code' in opened)) return opened;
    failure = opened;
    if (!TRY_NEXT.has(opened.code)) return failure;
  }
  // It is not the document's fault that this printer takes no more than one picture.
  return failure.code === 'document-type' ? { ...failure, code: 'printer-format' } : failure;
}

async function openHeld(plan: Plan, documents: Documents): Promise<ToSend | MakeFailure> {
  const opened = await documents.open(plan.document);
  if (opened === undefined) return LOST;
  return { plan, octets: opened.octets, length: opened.blob.size, close: async () => undefined };
}

const LOST: MakeFailure = { code: 'storage-failed', detail: 'its key or its row is gone' };

async function openMade(
  run: Run,
  plan: Exclude<Plan, { how: 'as-is' }>,
  signal: AbortSignal,
): Promise<ToSend | MakeFailure> {
  const { deps, make } = run;
  const blob = await run.blob(plan.document.blobId);
  if (blob === undefined || make === undefined) return LOST;
  const request = { ...plan.making, ...(plan.how === 'raster' ? { drawing: plan.drawing } : {}) };
  const made = await make(deps.blobs.grant(blob), request, signal);
  if (!made.ok) return { code: made.code, detail: made.detail };
  async function* octets(document: MadeDocument): AsyncGenerator<Uint8Array, void, undefined> {
    try {
      yield* document.octets;
    } catch (cause) {
      const failure = document.failureOf(cause);
      if (failure === undefined || failure.code === 'aborted') throw cause;
      throw new DocumentFailed(failure.code, failure.detail);
    }
  }
  return { plan, octets: octets(made), length: made.length, close: () => made.close() };
}
