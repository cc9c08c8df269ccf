// Who the printer is and what it understands: the printer description attributes that do not change from one answer to the next.
import { operations } from '../../../protocols/ipp/codes.ts';
import {
  boolean,
  charset,
  enumValue,
  type IppAttributes,
  integer,
  keyword,
  name,
  naturalLanguage,
  text,
  uri,
} from '../../../protocols/ipp/message.ts';
import { DOCUMENT_WAIT_SECONDS } from '../../store/ipp-jobs.ts';
import { PASSWORD_ATTRIBUTES, takesPins } from './job-password.ts';
import { TICKET_RULES } from './job-ticket.ts';
import type { QueueFacts } from './queue-facts.ts';
import { OVERRIDES_SUPPORTED } from './read-ticket.ts';
import { settableJobAttributes } from './settable-attributes.ts';
import { SETTABLE_PRINTER_ATTRIBUTES } from './settable-printer-attributes.ts';
import { SUPPORTED_OPERATIONS } from './supported-operations.ts';

/** IPP/1.0 has the same operations and is not told: nobody has spoken it alone since 2000. */
export const IPP_VERSIONS = ['1.1', '2.0', '2.1', '2.2'] as const;
/** which-jobs of Get-Jobs (PWG 5100.11 section 4.3). */
export const WHICH_JOBS = [
  'completed',
  'not-completed',
  'all',
  'aborted',
  'canceled',
  'pending',
  'pending-held',
  'processing',
  'processing-stopped',
  'proof-print',
] as const;

export function descriptionAttributes(facts: QueueFacts): IppAttributes {
  const { queue, offer, uuid, condition } = facts;
  return [
    uri('printer-uri-supported', queue.uri),
    keyword('uri-security-supported', queue.secure ? 'tls' : 'none'),
    keyword('uri-authentication-supported', queue.authentication),
    uri('printer-uuid', `urn:uuid:${uuid}`),
    name('printer-name', queue.name),
    name('printer-dns-sd-name', queue.name),
    text('printer-info', queue.name),
    text('printer-location', condition.location),
    text('printer-make-and-model', 'Platen'),
    uri('printer-more-info', queue.site),
    uri('printer-supply-info-uri', queue.site),
    uri('printer-icons', `${queue.site}api/panel-icon.png`),
    text('printer-organization', queue.name),
    text('printer-organizational-unit', ''),
    keyword('printer-kind', 'document', 'photo'),
    text('printer-device-id', `MFG:Platen;MDL:Queue;CMD:PDF,PWGRaster,AppleRaster,URF,JPEG,PNG;CLS:PRINTER;`),
    charset('charset-configured', 'utf-8'),
    charset('charset-supported', 'utf-8', 'us-ascii'),
    naturalLanguage('natural-language-configured', 'en'),
    naturalLanguage('generated-natural-language-supported', 'en'),
    keyword('ipp-versions-supported', ...IPP_VERSIONS),
    keyword(
      'ipp-features-supported',
      'ipp-everywhere',
      'ipp-everywhere-server',
      'airprint-1.8',
      'document-object',
      'job-release',
      'page-overrides',
      'subscription-object',
    ),
    enumValue('operations-supported', ...SUPPORTED_OPERATIONS.map((operation) => operations[operation])),
    boolean('multiple-document-jobs-supported', true),
    integer('multiple-operation-time-out', DOCUMENT_WAIT_SECONDS),
    keyword('multiple-operation-time-out-action', 'process-job'),
    keyword('which-jobs-supported', ...WHICH_JOBS),
    boolean('job-ids-supported', true),
    boolean('preferred-attributes-supported', false),
    keyword(
      'job-creation-attributes-supported',
      'document-name',
      'job-name',
      'overrides',
      ...(takesPins(queue, { pins: facts.pins === true }) ? PASSWORD_ATTRIBUTES : []),
      ...TICKET_RULES.map((rule) => rule.name),
    ),
    keyword('job-settable-attributes-supported', ...settableJobAttributes()),
    keyword('document-settable-attributes-supported', 'document-name', ...settableJobAttributes().slice(1)),
    keyword('printer-settable-attributes-supported', ...SETTABLE_PRINTER_ATTRIBUTES.map(({ name }) => name)),
    keyword('overrides-supported', ...OVERRIDES_SUPPORTED),
    boolean('color-supported', offer.color),
    integer('pages-per-minute', offer.pagesPerMinute),
    ...(offer.color ? [integer('pages-per-minute-color', offer.pagesPerMinute)] : []),
    keyword('identify-actions-supported', 'display'),
    keyword('identify-actions-default', 'display'),
    keyword('printer-get-attributes-supported', 'document-format'),
    boolean('job-account-id-supported', false),
    boolean('job-accounting-user-id-supported', false),
  ];
}
