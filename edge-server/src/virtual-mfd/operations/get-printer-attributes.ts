// Get-Printer-Attributes (RFC 8011 section 4.2.5).

import { selectAttributes } from '../../protocols/ipp/requested-attributes.ts';
import { printerAttributes } from '../attributes.ts';
import type { Operation } from './operation.ts';

export const getPrinterAttributes: Operation = (printer, { operation }) => ({
  status: 'successful-ok',
  groups: [
    { group: 'printer', attributes: selectAttributes(operation, printerAttributes(printer), ['all']) },
  ],
});
