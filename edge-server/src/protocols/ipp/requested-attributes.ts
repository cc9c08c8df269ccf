// The requested-attributes of Get-Printer-Attributes, Get-Job-Attributes and Get-Jobs (RFC 8011 section 4.2.5.1): which
// of an object's attributes go into an answer.
import type { IppAttributes } from './message.ts';
import { readKeywords } from './read-values.ts';

/** An object's attributes under the group names a client may ask for, such as job-template. */
export type AttributeGroups = ReadonlyMap<string, IppAttributes>;

/** Left out of 'all' and of every group for their size: only sent by name (PWG 5100.7 section 6.9.21). */
const onlyByName: ReadonlySet<string> = new Set(['media-col-database']);

/** `fallback` is what the operation gives when nothing is requested. */
export function selectAttributes(
  operation: IppAttributes,
  groups: AttributeGroups,
  fallback: readonly string[],
): IppAttributes {
  const requested = new Set(readKeywords(operation, 'requested-attributes') ?? fallback);
  const isWanted = (group: string, name: string): boolean =>
    requested.has(name) || ((requested.has('all') || requested.has(group)) && !onlyByName.has(name));
  return [...groups].flatMap(([group, attributes]) => attributes.filter(({ name }) => isWanted(group, name)));
}
