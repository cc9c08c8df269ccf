// Printing one document from the portal as an order that grows: the printer, what it asks for, and the answers to what it cannot do.
import type { PortalPrinter } from '@platen/shared/api/portal';
import type { Preflight, PreflightChoice, PreflightFinding } from '@platen/shared/api/preflight';
import { accountingFields, missingAccounting } from '@platen/shared/preflight-accounting';
import type { PortalPrintOrder } from '../../data/portal.ts';

export interface PrintOrder extends PortalPrintOrder {
  /** Not answered yet. */
  readonly findings: readonly PreflightFinding[];
  readonly ageSeconds: number | undefined;
}

export function newOrder(jobId: string, { printer, accounting }: PortalPrinter): PrintOrder {
  const { user, account } = accounting ?? {};
  return {
    jobId,
    printerId: printer.id,
    ticket: {},
    accepted: [],
    accounting: {
      ...(user === undefined ? {} : { user }),
      ...(account === undefined ? {} : { account }),
    },
    findings: [],
    ageSeconds: undefined,
  };
}

/** All that the printer asks for has been typed. */
export function isComplete(order: PrintOrder, { accounting }: PortalPrinter): boolean {
  if (accounting === undefined) return true;
  const { need } = accounting;
  const given = Object.fromEntries(
    accountingFields(need).map((field) => [field, (order.accounting[field] ?? '').trim()]),
  );
  return missingAccounting({ need, ...given }) === undefined;
}

export const withFindings = (order: PrintOrder, { findings, ageSeconds }: Preflight): PrintOrder => ({
  ...order,
  findings,
  ageSeconds,
});

/** @returns the order with the choice; nothing left to answer in `findings` means that it can be sent again. */
export function choose(order: PrintOrder, finding: PreflightFinding, choice: PreflightChoice): PrintOrder {
  return {
    ...order,
    ticket: { ...order.ticket, ...choice.ticket },
    accepted: [...order.accepted, finding.key],
    findings: order.findings.filter(({ key }) => key !== finding.key),
  };
}

/** Whatever was found. */
export function anyway(order: PrintOrder): PrintOrder {
  return {
    ...order,
    accepted: [...order.accepted, ...order.findings.map(({ key }) => key)],
    findings: [],
  };
}

export const mustAnswer = ({ findings }: PrintOrder): boolean =>
  findings.some(({ severity }) => severity !== 'tell');
