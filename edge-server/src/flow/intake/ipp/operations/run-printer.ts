// Pause-Printer, Resume-Printer, Enable-Printer, Disable-Printer, Hold-New-Jobs and their kin (RFC 8011 section 4.4, RFC 3998 section 3): an operator's
// switches of the queue that holds, each a setting, so that they outlive a restart and stand in the console and in the audit log.
import type { IppOperation, QueueSwitch } from '../ipp-queue.ts';
import { notOfDirect, operatorOnly } from './operator-only.ts';

const switchTo = (setting: QueueSwitch, value: boolean): IppOperation =>
  operatorOnly(async (deps, request, operator) => {
    const refusal = notOfDirect(request);
    if (refusal !== undefined) return refusal;
    await deps.changeSetting(setting, value, operator.name);
    return { status: 'successful-ok' };
  });

export const pausePrinter = switchTo('paused', true);
/** Nothing of the queue itself is ever being printed: there is no current job to wait for. */
export const resumePrinter = switchTo('paused', false);
export const enablePrinter = switchTo('accepting', true);
export const disablePrinter = switchTo('accepting', false);
/** Every document is held anyway; the queue says so with its reasons. */
export const holdNewJobs = switchTo('holdNew', true);
export const releaseHeldNewJobs = switchTo('holdNew', false);
