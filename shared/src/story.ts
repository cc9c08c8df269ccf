// The story of a job in plain words (SPEC B16): every event kind with its sentence. The events themselves are rows of the database.

export const STORY = {
  received: 'Received by {channel}.',
  locked: 'Locked with a password: waiting for it.',
  unlocked: 'Unlocked with its password.',
  converted: 'Made ready, {count}.',
  refused: '{reason}',
  held: 'Waiting for you at any printer.',
  kept: 'Not printed directly. {reason}',
  previewed: 'Opened to be read in the portal.',
  released: 'Sent to {printer}.',
  waiting: 'Waiting: {reason}',
  opened: '{printer} is expecting it.',
  sent: 'Handed over to {printer}.',
  printing: 'Printing on {printer}.',
  page: 'Printing page {page} of {pages}.',
  stopped: '{printer} has stopped: {reason}.',
  printed: 'Printed on {printer}.',
  returned: 'Nothing was printed: {reason}',
  uncertain: 'We cannot tell whether it came out at {printer}: {reason}',
  cancelled: 'Stopped at {printer}.',
  'decided-printed': '{who} said: it came out.',
  'decided-again': '{who} said: print it again.',
  'decided-missing': '{who} said: print from page {page} on.',
  'decided-held': '{who} said: it did not come out. Kept.',
  expired: 'Deleted because its time was up.',
  deleted: 'Deleted by {who}.',
  shredded: 'Its key was destroyed.',
} as const satisfies Readonly<Record<string, string>>;

export type StoryKind = keyof typeof STORY;

export interface StoryEvent {
  readonly kind: StoryKind;
  /** Unix ms. */
  readonly at: number;
  readonly values: Readonly<Record<string, string | number>>;
}

/** `released` says from where, where that is known. */
export const RELEASED = {
  panel: 'Sent to {printer} at its panel.',
  portal: 'Sent to {printer} from the portal.',
  mail: 'Sent to {printer} by mail.',
  direct: 'Sent to {printer} through its own print queue.',
  administrator: 'Sent to {printer} by {who}.',
} as const satisfies Readonly<Record<string, string>>;
export type ReleasedHow = keyof typeof RELEASED;
