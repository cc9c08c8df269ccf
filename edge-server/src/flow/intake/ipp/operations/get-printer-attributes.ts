// Get-Printer-Attributes (RFC 8011 section 4.2.5). Anybody may ask: it tells what every printer on the network tells.
import { selectAttributes } from '../../../../protocols/ipp/requested-attributes.ts';
import { countWaiting } from '../../../store/ipp-jobs.ts';
import type { IppOperation } from '../ipp-queue.ts';
import { printerAttributes } from '../printer-attributes.ts';
import { offerOf } from './offer-of.ts';

export const getPrinterAttributes: IppOperation = async (deps, { queue, operation, userId }) => {
  const offer = await offerOf(deps);
  const groups = printerAttributes({
    queue,
    offer,
    uuid: deps.uuid,
    now: deps.clock.now(),
    startedAt: deps.startedAt,
    postScript: deps.postScript(),
    queued: userId === undefined ? 0 : await deps.db.read((tx) => countWaiting(tx, userId)),
    maxBytes: deps.settings().documents.maxMegabytes * 1024 * 1024,
  });
  return {
    status: 'successful-ok',
    groups: [{ group: 'printer', attributes: selectAttributes(operation, groups, ['all']) }],
  };
};
