// Printing documents from the portal as an order that grows: the printer, what it asks for, the options, and the answers to what it cannot do.
import type { PortalPrinter } from '@platen/shared/api/portal';
import type { Preflight, PreflightChoice, PreflightFinding } from '@platen/shared/api/preflight';
import type { TicketChange } from '@platen/shared/change-ticket';
import { accountingFields, missingAccounting } from '@platen/shared/preflight-accounting';
import type { TicketChoice } from '@platen/shared/ticket-choice';
import type { PortalPrintOrder } from '../../data/portal-printers.ts';

export interface PrintOrder extends PortalPrintOrder {
  /** Options for all of them; what answers a finding is in the ticket of the document that it is about. */
  readonly options: TicketChoice;
  /** Not answered yet. */
  readonly findings: readonly PreflightFinding[];
  readonly ageSeconds: number | undefined;
}

/** @param options chosen before: they stay when another printer is chosen. */
export function newOrder(
  jobIds: readonly string[],
  { printer, accounting }: PortalPrinter,
  options: TicketChoice = {},
): PrintOrder {
  const { user, account } = accounting ?? {};
  return {
    printerId: printer.id,
    jobs: jobIds.map((id) => ({ id, ticket: {} })),
    options,
    accepted: [],
    accounting: {
      ...(user === undefined ? {} : { user }),
      ...(account === undefined ? {} : { account }),
    },
    findings: [],
    ageSeconds: undefined,
  };
}

/** The options in every document's ticket, beneath what answered a finding. */
export const toSend = (order: PrintOrder): PortalPrintOrder => ({
  ...order,
  jobs: order.jobs.map(({ id, ticket }) => ({ id, ticket: { ...order.options, ...ticket } })),
});

/** An option taken back is told as null, since JSON knows no undefined. */
export function withOptions(order: PrintOrder, change: TicketChange): PrintOrder {
  const told = Object.fromEntries(
    Object.entries(change).map(([option, value]) => [option, value ?? null]),
  ) as TicketChoice;
  return { ...order, options: { ...order.options, ...told } };
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
    jobs: order.jobs.map((job) =>
      finding.jobs.includes(job.id) ? { ...job, ticket: { ...job.ticket, ...choice.ticket } } : job,
    ),
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
