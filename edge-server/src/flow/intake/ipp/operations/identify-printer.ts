// Identify-Printer (PWG 5100.13 section 5.1): a queue has nothing that could flash or beep; that somebody asked is noted.
import { readKeywords } from '../../../../protocols/ipp/read-values.ts';
import { type IppOperation, refuse } from '../ipp-queue.ts';

export const identifyPrinter: IppOperation = (deps, { operation, queue }) => {
  const asked = readKeywords(operation, 'identify-actions') ?? ['display'];
  if (!asked.every((action) => action === 'display')) {
    return refuse('client-error-attributes-or-values-not-supported', 'That way to be seen is not supported.');
  }
  deps.log.info('somebody asked which printer this is', { queue: queue.name });
  return { status: 'successful-ok' };
};
