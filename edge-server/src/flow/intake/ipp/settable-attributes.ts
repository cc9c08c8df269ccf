// Which job attributes can be set anew while a document waits (RFC 3380 section 4.2), and what doing so makes of its ticket. Pure.
import type { Ticket } from '@platen/shared/ticket';
import {
  findAttribute,
  type IppAttribute,
  type IppAttributes,
  outOfBand,
} from '../../../protocols/ipp/message.ts';
import { type MutableTicket, TICKET_RULES } from './job-ticket.ts';
import type { QueueOffer } from './queue-offer.ts';
import { problemOf, takeAnew } from './read-ticket.ts';

const SETTABLE = TICKET_RULES.filter(({ keys }) => keys !== undefined);
/** Accepted and without effect, as they are when a job is made: each document waits for its owner. */
const IDLE = ['job-hold-until', 'job-priority'] as const;

/** The name first: of a document it is called document-name. */
export const settableJobAttributes = (): readonly string[] => [
  'job-name',
  ...SETTABLE.map(({ name }) => name),
  ...IDLE,
];

export interface ReadChange {
  readonly name: string | undefined;
  /** What the ticket is from now on, made from what came with it before. */
  readonly apply: (asked: Ticket) => Ticket;
  /** Whether anything about the ticket was asked. */
  readonly changesTicket: boolean;
  readonly unsupported: IppAttributes;
  /** True when an attribute is known and cannot be set. */
  readonly notSettable: boolean;
}

/** @param nameAttribute job-name or document-name. */
export function readChange(asked: IppAttributes, offer: QueueOffer, nameAttribute: string): ReadChange {
  const unsupported: IppAttribute[] = [];
  const steps: ((ticket: MutableTicket) => void)[] = [];
  let notSettable = false;
  for (const attribute of asked) {
    if (attribute.name === nameAttribute) {
      if (nameOf(attribute) === undefined) unsupported.push(attribute);
      continue;
    }
    const rule = SETTABLE.find(({ name }) => name === attribute.name);
    if (rule === undefined) {
      const idle = TICKET_RULES.find(
        ({ name }) => name === attribute.name && IDLE.some((word) => word === name),
      );
      const problem =
        idle === undefined ? outOfBand(attribute.name, 'not-settable') : problemOf(idle, attribute, offer);
      notSettable ||= idle === undefined;
      if (problem !== undefined) unsupported.push(problem);
      continue;
    }
    // RFC 3380 section 8.2: back to what it would be had nobody asked.
    if (attribute.values[0]?.syntax === 'delete-attribute') {
      steps.push((ticket) => {
        for (const key of rule.keys ?? []) delete ticket[key];
      });
      continue;
    }
    const problem = problemOf(rule, attribute, offer);
    if (problem !== undefined) unsupported.push(problem);
    else steps.push((ticket) => takeAnew(ticket, rule, attribute, offer));
  }
  const named = findAttribute(asked, nameAttribute);
  return {
    name: named === undefined ? undefined : nameOf(named),
    apply: (before) => {
      const ticket: MutableTicket = { ...before };
      for (const step of steps) step(ticket);
      return ticket;
    },
    changesTicket: steps.length > 0,
    unsupported,
    notSettable,
  };
}

function nameOf({ values }: IppAttribute): string | undefined {
  const [value] = values;
  const isName = value?.syntax === 'name' || value?.syntax === 'nameWithLanguage';
  return isName && values.length === 1 && value.value.trim() !== '' ? value.value : undefined;
}
