// Get-Printer-Attributes (RFC 8011 section 4.2.5). Anybody may ask: it tells what every printer on the network tells.
import { readKeywords } from '../../../../protocols/ipp/read-values.ts';
import { selectAttributes } from '../../../../protocols/ipp/requested-attributes.ts';
import { type EncodedAttributes, encodedGroup } from '../encoded-attributes.ts';
import type { IppDeps, IppOperation } from '../ipp-queue.ts';
import { printerAttributes } from '../printer-attributes.ts';
import { queueFacts } from './queue-facts.ts';

/** Of each server; a process may hold several, as tests do. */
const answers = new WeakMap<IppDeps, EncodedAttributes>();

export const getPrinterAttributes: IppOperation = async (deps, request) => {
  const facts = await queueFacts(deps, request);
  const known: EncodedAttributes = answers.get(deps) ?? new Map();
  answers.set(deps, known);
  const wanted = readKeywords(request.operation, 'requested-attributes');
  const group = encodedGroup(known, facts, wanted, () =>
    selectAttributes(request.operation, printerAttributes(facts), ['all']),
  );
  return { status: 'successful-ok', groups: [group] };
};
