// What a printer tells on its raw connection of the job that went over it, gathered into what delivery asks: how far it is, why it
// waits, how it ended. Only what follows the echo of our own token counts; what came before belongs to somebody else.
import { openBackChannel, type PjlMessage } from '../../protocols/pjl/back-channel.ts';
import { pjlReason } from '../../protocols/pjl/device-codes.ts';
import { pjlText } from '../../protocols/pjl/pjl-text.ts';
import type { JobFinding } from './recovery-facts.ts';

export interface EndReport {
  feed(chunk: Uint8Array): void;
  /** The printer answered our token: it has a back channel, and our job has its turn. */
  heard(): boolean;
  /** The job as far as it told; its end is `completed`, `cancelled`, or `empty`: it ended with not one page. */
  look(): { readonly finding: Extract<JobFinding, { kind: 'found' }>; readonly end?: 'told' | 'empty' };
  /** Why it stands still, as a printer-state-reasons keyword. */
  stopped(): string | undefined;
}

/** RFC 8011 section 5.3.7. */
const STATE = { pending: 3, processing: 5, stopped: 6, cancelled: 7, completed: 9 } as const;

export function openEndReport(token: string, jobName: string): EndReport {
  const channel = openBackChannel();
  const [ours, name] = [pjlText(token), pjlText(jobName)];
  let heard = false;
  let state: number = STATE.pending;
  let pages: number | undefined;
  let stopped: string | undefined;
  let empty = false;

  function hear(message: PjlMessage): void {
    if (message.kind === 'echo') {
      heard ||= message.text === ours;
      return;
    }
    if (!heard || state === STATE.completed || state === STATE.cancelled) return;
    switch (message.kind) {
      case 'device':
        stopped = pjlReason(message.code, message.online);
        return;
      case 'page':
        // Other jobs' pages may be told of as well: none counts before ours began.
        if (state === STATE.processing) pages = Math.max(pages ?? 0, message.page);
        return;
      case 'job':
        if (message.name !== name) return;
        if (message.what === 'start') state = STATE.processing;
        else if (message.what === 'cancelled') state = STATE.cancelled;
        else {
          state = STATE.completed;
          empty = message.pages === 0;
        }
        pages = message.pages ?? pages;
    }
  }

  return {
    feed(chunk) {
      for (const message of channel.feed(chunk)) hear(message);
    },
    heard: () => heard,
    look() {
      const shown = stopped !== undefined && state === STATE.processing ? STATE.stopped : state;
      const finding = {
        kind: 'found',
        state: shown,
        // "By operator": it was not us, we cannot.
        reasons: shown === STATE.cancelled ? ['job-canceled-at-device'] : [],
        impressions: pages,
      } as const;
      if (state !== STATE.completed && state !== STATE.cancelled) return { finding };
      return { finding, end: empty ? 'empty' : 'told' };
    },
    stopped: () => stopped,
  };
}
