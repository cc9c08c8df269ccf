// Remembers the answers to Get-Printer-Attributes as octets: clients ask for the same all day long, and three values of some two hundred
// differ from one answer to the next. What the answer is made of is compared each time, so nothing has to be told when something changes.
import { encodeAttributes } from '../../../protocols/ipp/encode.ts';
import {
  dateTime,
  type IppAttribute,
  type IppAttributes,
  type IppGroup,
  integer,
} from '../../../protocols/ipp/message.ts';
import type { QueueFacts } from './queue-facts.ts';
import { upTime } from './up-time.ts';

/** What differs between two answers of the same facts. */
const CHANGING: Readonly<Record<string, (facts: QueueFacts) => IppAttribute>> = {
  'queued-job-count': ({ queued }) => integer('queued-job-count', queued),
  'printer-up-time': ({ startedAt, now }) => integer('printer-up-time', upTime(startedAt, now)),
  'printer-current-time': ({ now }) => dateTime('printer-current-time', new Date(now)),
};

/** Answers of one server: a handful of addresses, and what each kind of client asks for. At some 15 kB each. */
const MOST = 200;
/** No client of ours asks in so many words, what the printers can do included. */
const LONGEST_KEY = 32 * 1024;

interface Known {
  readonly attributes: IppAttributes;
  /** Places of those that change. */
  readonly changing: readonly number[];
  /** Octets of what stays, and in their places the names of what changes. */
  readonly parts: readonly (Buffer | string)[];
}

/** Answers known so far, the one asked for longest ago first. */
export type EncodedAttributes = Map<string, Known>;
/** The same, by facts that are known to be steady: found without comparing. */
const steady = new WeakMap<object, EncodedAttributes>();

function find(
  known: EncodedAttributes,
  facts: QueueFacts,
  wanted: readonly string[] | undefined,
  build: () => IppAttributes,
): Known {
  const of = facts.steady === undefined ? known : (steady.get(facts.steady) ?? new Map());
  if (facts.steady !== undefined) steady.set(facts.steady, of);
  // Everything but the clock and the count; what is undefined is left out, which is as good as saying so.
  const key =
    facts.steady === undefined
      ? JSON.stringify([{ ...facts, now: 0, queued: 0 }, wanted])
      : JSON.stringify(wanted ?? []);
  const found = of.get(key) ?? split(build());
  of.delete(key);
  if (key.length <= LONGEST_KEY) of.set(key, found);
  const oldest = of.size > MOST ? of.keys().next().value : undefined;
  if (oldest !== undefined) of.delete(oldest);
  return found;
}

/**
 * The printer group of an answer.
 * @param wanted what was requested, or nothing.
 * @param build makes the attributes of these facts, where they are not known.
 */
export function encodedGroup(
  known: EncodedAttributes,
  facts: QueueFacts,
  wanted: readonly string[] | undefined,
  build: () => IppAttributes,
): IppGroup {
  const found = find(known, facts, wanted, build);
  const attributes = [...found.attributes];
  for (const place of found.changing) {
    const changed = CHANGING[attributes[place]?.name ?? '']?.(facts);
    if (changed !== undefined) attributes[place] = changed;
  }
  return {
    group: 'printer',
    attributes,
    octets: found.parts.map((part) => {
      const changing = typeof part === 'string' ? CHANGING[part] : undefined;
      return changing === undefined ? (part as Buffer) : encodeAttributes([changing(facts)]);
    }),
  };
}

function split(attributes: IppAttributes): Known {
  const parts: (Buffer | string)[] = [];
  let staying: IppAttribute[] = [];
  const close = (): void => {
    if (staying.length > 0) parts.push(encodeAttributes(staying));
    staying = [];
  };
  for (const attribute of attributes) {
    if (Object.hasOwn(CHANGING, attribute.name)) {
      close();
      parts.push(attribute.name);
    } else staying.push(attribute);
  }
  close();
  const changing = attributes.flatMap(({ name }, place) => (Object.hasOwn(CHANGING, name) ? [place] : []));
  return { attributes, changing, parts };
}
