// How one request ended in its worker, and what follows from it.
import { type Refusal, refuse } from './render-outcome.ts';
import type { WorkerReply } from './worker-messages.ts';

export type RunResult =
  | { readonly kind: 'reply'; readonly reply: WorkerReply }
  /** Killed at the time limit. */
  | { readonly kind: 'overrun' }
  /** Ended by itself or by a signal from outside while it worked. */
  | { readonly kind: 'crashed'; readonly detail: string }
  /** Never got ready: the fault of the machine, not of the document. */
  | { readonly kind: 'not-started'; readonly detail: string };

/** Whether a fresh worker might do better: this one may have been worn by earlier documents, or killed for somebody else's memory. */
export function deservesRetry(result: RunResult, jobs: number): boolean {
  switch (result.kind) {
    case 'reply':
      if (!result.reply.leaving || jobs === 1) return false;
      // What needed too much memory will need it again: workers are replaced long before they are that full themselves.
      return result.reply.outcome.ok || result.reply.outcome.code !== 'document-too-large';
    case 'overrun':
      return false;
    case 'crashed':
    case 'not-started':
      return true;
  }
}

export function outcomeOf(result: RunResult, timeLimitMs: number): WorkerReply['outcome'] | Refusal {
  switch (result.kind) {
    case 'reply':
      return result.reply.outcome;
    case 'overrun':
      return refuse('document-too-slow', `not done after ${timeLimitMs} ms`);
    case 'crashed':
      return refuse('document-broken', `it ended the render worker twice: ${result.detail}`);
    case 'not-started':
      return refuse('not-ready', `no render worker: ${result.detail}`);
  }
}

export function summarize(result: RunResult): string {
  if (result.kind !== 'reply') return result.kind === 'overrun' ? 'overrun' : result.detail;
  return result.reply.outcome.ok ? 'left after a result' : result.reply.outcome.detail;
}
