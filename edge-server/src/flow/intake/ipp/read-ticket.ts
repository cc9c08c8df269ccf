// What a client asks of a job, read by the table of job-ticket.ts: what becomes of it, and what cannot be had (RFC 8011 section 4.1.7,
// PWG 5100.6 for overrides). Pure.
import type { Ticket } from '@platen/shared/ticket';
import { type IppAttribute, type IppAttributes, outOfBand } from '../../../protocols/ipp/message.ts';
import { readRanges } from '../../../protocols/ipp/read-values.ts';
import type { IppOverride } from '../../store/ipp-jobs.ts';
import { type MutableTicket, TICKET_RULES, type TicketRule } from './job-ticket.ts';
import type { QueueOffer } from './queue-offer.ts';

export interface ReadTicket {
  readonly ticket: Ticket;
  /** For some of the documents only. */
  readonly overrides: readonly IppOverride[];
  /** As they were accepted, to be told back. */
  readonly accepted: IppAttributes;
  /** For the unsupported group: unknown attributes without a value, known ones with the values that do not go. */
  readonly unsupported: IppAttributes;
}

/** What names the documents and pages of an override; -number is how IPP Everywhere 1.0 spelt it. */
const SELECTORS = ['document-numbers', 'document-number', 'pages'] as const;
/** What can be different from one document of a job to the next: everything but the number of copies. */
const OVERRIDABLE = TICKET_RULES.filter(({ name, keys }) => keys !== undefined && name !== 'copies');
export const OVERRIDES_SUPPORTED: readonly string[] = [...SELECTORS, ...OVERRIDABLE.map(({ name }) => name)];
/** Pages beyond this no document has: a range up to here means all. */
const LAST_PAGE = 0x7fffffff;
/** Overrides of one job: more than documents (flow/store/ipp-jobs.ts) make no sense. */
const MOST_OVERRIDES = 200;

/** Whether an unsupported attribute refuses the job is up to ipp-attribute-fidelity. */
export function readTicket(asked: IppAttributes, offer: QueueOffer): ReadTicket {
  const ticket: MutableTicket = {};
  const accepted: IppAttribute[] = [];
  const unsupported: IppAttribute[] = [];
  const overrides: IppOverride[] = [];
  for (const attribute of asked) {
    if (attribute.name === 'overrides') {
      const found = readOverrides(attribute, offer);
      if (found === undefined) unsupported.push(attribute);
      else {
        accepted.push(attribute);
        overrides.push(...found);
      }
      continue;
    }
    const rule = TICKET_RULES.find(({ name }) => name === attribute.name);
    const problem = problemOf(rule, attribute, offer);
    if (rule === undefined || problem !== undefined) {
      unsupported.push(problem ?? outOfBand(attribute.name, 'unsupported'));
      continue;
    }
    accepted.push(attribute);
    rule.take?.(ticket, attribute, offer);
  }
  return { ticket, overrides, accepted, unsupported };
}

/** What cannot be had of an attribute, to be told back; undefined when all of it can. */
export function problemOf(
  rule: TicketRule | undefined,
  attribute: IppAttribute,
  offer: QueueOffer,
): IppAttribute | undefined {
  if (rule === undefined) return outOfBand(attribute.name, 'unsupported');
  const wrong = attribute.values.filter((value) => !rule.accepts(value, offer));
  if (wrong.length > 0) return { name: attribute.name, values: wrong };
  const tooMany = rule.isSet !== true && attribute.values.length > 1;
  return tooMany || !rising(attribute) ? attribute : undefined;
}

/** RFC 8011 section 5.2.7: ranges ascend and do not overlap. */
function rising(attribute: IppAttribute): boolean {
  const ranges = readRanges([attribute], attribute.name);
  if (attribute.name !== 'page-ranges' || ranges === undefined) return true;
  return ranges.every(({ lower }, index) => lower > (ranges[index - 1]?.upper ?? 0));
}

/**
 * PWG 5100.6 section 4.1. Whole documents can be printed otherwise than the rest of their job; single pages cannot, since a ticket holds for
 * a document: an override of some pages is told back as unsupported.
 */
function readOverrides(attribute: IppAttribute, offer: QueueOffer): IppOverride[] | undefined {
  if (attribute.values.length > MOST_OVERRIDES) return undefined;
  const found: IppOverride[] = [];
  for (const value of attribute.values) {
    const override = value.syntax === 'collection' ? readOverride(value.value, offer) : undefined;
    if (override === undefined) return undefined;
    found.push(override);
  }
  return found;
}

function readOverride(members: IppAttributes, offer: QueueOffer): IppOverride | undefined {
  const pages = readRanges(members, 'pages') ?? [];
  if (pages.some(({ lower, upper }) => lower !== 1 || upper !== LAST_PAGE)) return undefined;
  const numbers = readRanges(members, 'document-numbers') ?? readRanges(members, 'document-number');
  const ticket: MutableTicket = {};
  for (const member of members) {
    if (SELECTORS.some((selector) => selector === member.name)) continue;
    const rule = OVERRIDABLE.find(({ name }) => name === member.name);
    if (rule === undefined || problemOf(rule, member, offer) !== undefined) return undefined;
    takeAnew(ticket, rule, member, offer);
  }
  const all = [{ from: 1, to: LAST_PAGE }];
  return { documents: numbers?.map(({ lower, upper }) => ({ from: lower, to: upper })) ?? all, ticket };
}

/** Sets what an attribute stands for, whatever was asked before: the default is then a choice like any other. */
export function takeAnew(
  ticket: MutableTicket,
  rule: TicketRule,
  attribute: IppAttribute,
  offer: QueueOffer,
): void {
  for (const key of rule.keys ?? []) delete ticket[key];
  Object.assign(ticket, rule.plain);
  rule.take?.(ticket, attribute, offer);
}

/** How the document of this number is printed. */
export function ticketOfDocument(
  ticket: Ticket,
  overrides: readonly IppOverride[] | null,
  number: number,
): Ticket {
  const meant = (overrides ?? []).filter(({ documents }) =>
    documents.some(({ from, to }) => number >= from && number <= to),
  );
  return meant.reduce((sum, override) => ({ ...sum, ...override.ticket }), ticket);
}
