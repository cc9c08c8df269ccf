// Set-Printer-Attributes and Get-Printer-Supported-Values (RFC 3380 sections 4.1 and 4.3): where the printers are and what everybody should read. All of
// it, or none.
import { type IppAttribute, outOfBand } from '../../../../protocols/ipp/message.ts';
import { selectAttributes } from '../../../../protocols/ipp/requested-attributes.ts';
import { type IppOperation, type QueueSwitch, refuse } from '../ipp-queue.ts';
import { SETTABLE_PRINTER_ATTRIBUTES } from '../settable-printer-attributes.ts';
import { notOfDirect, operatorOnly } from './operator-only.ts';

export const setPrinterAttributes = operatorOnly(async (deps, request, operator) => {
  const refusal = notOfDirect(request);
  if (refusal !== undefined) return refusal;
  const asked = request.groups.flatMap(({ group, attributes }) => (group === 'printer' ? attributes : []));
  if (asked.length === 0) return refuse('client-error-bad-request', 'There is nothing to change.');
  const changes: (readonly [QueueSwitch, string])[] = [];
  const unsupported: IppAttribute[] = [];
  let notSettable = false;
  for (const attribute of asked) {
    const rule = SETTABLE_PRINTER_ATTRIBUTES.find(({ name }) => name === attribute.name);
    if (rule === undefined) {
      notSettable = true;
      unsupported.push(outOfBand(attribute.name, 'not-settable'));
      continue;
    }
    const value = valueOf(attribute, rule.syntax);
    if (value === undefined || (value !== '' && !rule.accepts(value))) unsupported.push(attribute);
    else changes.push([rule.setting, value]);
  }
  if (unsupported.length > 0) {
    return {
      status: notSettable
        ? 'client-error-attributes-not-settable'
        : 'client-error-attributes-or-values-not-supported',
      groups: [{ group: 'unsupported', attributes: unsupported }],
    };
  }
  for (const [setting, value] of changes) await deps.changeSetting(setting, value, operator.name);
  return { status: 'successful-ok' };
});

/** '' takes the value away (RFC 3380 section 8.2: delete-attribute; no-value says the same). */
function valueOf({ values }: IppAttribute, syntax: 'text' | 'uri'): string | undefined {
  const [value] = values;
  if (value === undefined || values.length > 1) return undefined;
  if (value.syntax === 'delete-attribute' || value.syntax === 'no-value') return '';
  const fits = value.syntax === syntax || (syntax === 'text' && value.syntax === 'textWithLanguage');
  return fits && typeof value.value === 'string' ? value.value : undefined;
}

/** What each may be set to is up to whoever sets it (RFC 3380 section 8.3: admin-define). */
export const getPrinterSupportedValues: IppOperation = (_, { operation }) => {
  const open = SETTABLE_PRINTER_ATTRIBUTES.map(({ name }) => outOfBand(name, 'admin-define'));
  const attributes = selectAttributes(operation, new Map([['printer-description', open]]), ['all']);
  return {
    status: attributes.length === 0 ? 'successful-ok-ignored-or-substituted-attributes' : 'successful-ok',
    groups: [{ group: 'printer', attributes }],
  };
};
