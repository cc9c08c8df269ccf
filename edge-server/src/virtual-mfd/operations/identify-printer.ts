// Identify-Printer (PWG 5100.13 section 5.1): a device would flash and beep; here it is a line in the log.
import { readKeywords, readText } from '../../protocols/ipp/read-values.ts';
import { type Operation, refuse } from './operation.ts';

const actions: readonly string[] = ['display', 'flash', 'sound'];

export const identifyPrinter: Operation = (printer, { operation }) => {
  const asked = readKeywords(operation, 'identify-actions') ?? ['display'];
  if (!asked.every((action) => actions.includes(action))) {
    return refuse('client-error-attributes-or-values-not-supported', 'That way to be seen is not supported.');
  }
  printer.log(`here I am (${asked.join()}): ${readText(operation, 'message') ?? printer.name}`);
  return { status: 'successful-ok' };
};
