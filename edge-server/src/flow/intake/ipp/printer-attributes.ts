// The printer attributes of a queue (RFC 8011 section 5.4, PWG 5100.7, 5100.11, 5100.12, 5100.13, 5100.14 section 5, and what AirPrint looks
// for), put together from what the printers offer and the little that changes for each answer. Pure.
import type { AttributeGroups } from '../../../protocols/ipp/requested-attributes.ts';
import { passwordAttributes } from './job-password.ts';
import { TICKET_RULES } from './job-ticket.ts';
import { notifyAttributes } from './notify-words.ts';
import { descriptionAttributes } from './printer-description.ts';
import { documentAttributes } from './printer-documents.ts';
import { mediaAttributes } from './printer-media.ts';
import { statusAttributes } from './printer-status.ts';
import type { QueueFacts } from './queue-facts.ts';

/** Computed when asked for, by the group names a client may request. */
export function printerAttributes(facts: QueueFacts): AttributeGroups {
  const { offer } = facts;
  return new Map([
    [
      'printer-description',
      [
        ...descriptionAttributes(facts),
        ...documentAttributes(facts),
        ...notifyAttributes(),
        ...passwordAttributes(facts.queue, { pins: facts.pins === true }),
        ...statusAttributes(facts),
      ],
    ],
    ['job-template', [...TICKET_RULES.flatMap((rule) => rule.advertised(offer)), ...mediaAttributes(offer)]],
  ]);
}
