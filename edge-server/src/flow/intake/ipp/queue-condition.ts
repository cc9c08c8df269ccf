// How a queue stands at this moment: the one that holds by the settings that an administrator or an operator's program has made, a direct one as
// its printer said last. Pure.
import type { Settings } from '@platen/shared/settings';
import { printerStates } from '../../../protocols/ipp/codes.ts';
import type { DirectPrinter, IppQueue } from './ipp-queue.ts';

export interface QueueCondition {
  readonly accepting: boolean;
  readonly state: number;
  readonly reasons: readonly string[];
  readonly message: string;
  readonly location: string;
  /** geo: URI (RFC 5870); undefined where none is told. */
  readonly geoLocation: string | undefined;
  readonly operatorMessage: string;
}

/** Latitude and longitude; altitude, coordinate system and uncertainty may follow. */
export const GEO =
  /^geo:-?\d{1,2}(\.\d{1,12})?,-?\d{1,3}(\.\d{1,12})?(,-?\d{1,6}(\.\d{1,6})?)?(;[a-z]+=[A-Za-z0-9.-]+)*$/;

type PrintSettings = Pick<
  Settings['print'],
  'accepting' | 'paused' | 'holdNew' | 'location' | 'geoLocation' | 'operatorMessage'
>;

export function conditionOf(
  queue: Pick<IppQueue, 'direct' | 'name'>,
  settings: PrintSettings,
): QueueCondition {
  return queue.direct === undefined
    ? ofTheHold(settings, queue.name)
    : ofThePrinter(queue.direct, queue.name, settings);
}

function ofTheHold(
  { accepting, paused, holdNew, location, geoLocation, operatorMessage }: PrintSettings,
  name: string,
): QueueCondition {
  const reasons = [
    ...(paused ? ['paused'] : []),
    // RFC 3998 section 7.1.
    ...(holdNew ? ['hold-new-jobs'] : []),
  ];
  return {
    accepting,
    state: paused ? printerStates.stopped : printerStates.idle,
    reasons: someOrNone(reasons),
    message: !accepting
      ? 'No new documents are taken at the moment.'
      : paused
        ? 'Paused by an operator. Documents are still taken and held.'
        : 'Documents are held. Type your code at any printer.',
    location,
    geoLocation: GEO.test(geoLocation) ? geoLocation : undefined,
    operatorMessage:
      operatorMessage === '' ? `${name}: held until you type your code at a printer.` : operatorMessage,
  };
}

const STATE_OF: Readonly<Record<NonNullable<DirectPrinter['condition']>['state'], number>> = {
  ...printerStates,
  unreachable: printerStates.stopped,
  unknown: printerStates.idle,
};

/** Documents are taken even while it does not answer: they wait here until it does. */
function ofThePrinter(
  { condition, location, sentence }: DirectPrinter,
  name: string,
  { operatorMessage }: PrintSettings,
): QueueCondition {
  return {
    accepting: true,
    state: STATE_OF[condition?.state ?? 'unknown'],
    reasons: someOrNone(
      condition?.state === 'unreachable' ? [...condition.reasons, 'offline'] : (condition?.reasons ?? []),
    ),
    message: sentence,
    location: location ?? '',
    geoLocation: undefined,
    operatorMessage: operatorMessage === '' ? `${name}: prints at once.` : operatorMessage,
  };
}

const someOrNone = (reasons: readonly string[]): readonly string[] =>
  reasons.length === 0 ? ['none'] : reasons;
