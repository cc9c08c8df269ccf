// What a responder says to a message with questions (RFC 6762 sections 6 and 7): the records asked for, less those that the asker knows, and what
// it will ask for next. Pure.
import { nameKey, readName } from './dns-name.ts';
import { type Packet, recordKey, TYPE, type WireQuestion, type WireRecord } from './dns-packet.ts';

export interface Answer {
  readonly answers: readonly WireRecord[];
  readonly additionals: readonly WireRecord[];
}

/** RFC 6762 section 7.1: a known answer counts while at least half its time is left. */
const isFresh = (known: WireRecord, ours: WireRecord): boolean => known.ttl * 2 >= ours.ttl;

/** Undefined where there is nothing to say. @param known of further packets of the same asker. */
export function answerQuestions(
  records: readonly WireRecord[],
  questions: readonly WireQuestion[],
  known: readonly WireRecord[],
): Answer | undefined {
  const told = new Map(known.map((one) => [recordKey(one), one]));
  const answers = new Map<string, WireRecord>();
  for (const question of questions) {
    for (const one of matching(records, question)) {
      const before = told.get(recordKey(one));
      if (before === undefined || !isFresh(before, one)) answers.set(recordKey(one), one);
    }
  }
  if (answers.size === 0) return undefined;
  const additionals = new Map<string, WireRecord>();
  const add = (names: Iterable<string>): void => {
    const wanted = new Set(names);
    for (const one of records) {
      const key = recordKey(one);
      if (one.type !== TYPE.PTR && wanted.has(nameKey(one.name)) && !answers.has(key))
        additionals.set(key, one);
    }
  };
  // A pointer brings its service, a service its host (RFC 6763 section 12).
  add([...answers.values()].flatMap(targetOf));
  add([...answers.values(), ...additionals.values()].flatMap(targetOf));
  return { answers: [...answers.values()], additionals: [...additionals.values()] };
}

function matching(records: readonly WireRecord[], { name, type }: WireQuestion): WireRecord[] {
  const key = nameKey(name);
  const ofName = records.filter((one) => nameKey(one.name) === key);
  const found = ofName.filter((one) => one.type !== TYPE.NSEC && (type === TYPE.ANY || one.type === type));
  // Ours alone, and there is no such record: that is an answer, too (RFC 6762 section 6.1).
  return found.length > 0 ? found : ofName.filter((one) => one.type === TYPE.NSEC);
}

function targetOf({ type, data }: WireRecord): string[] {
  const target = type === TYPE.PTR ? readName(data, 0) : type === TYPE.SRV ? readName(data, 6) : undefined;
  return target === undefined ? [] : [nameKey(target.name)];
}

/** Somebody else claims a name of ours with other data (RFC 6762 section 9). @param own every record of ours on any link. */
export function conflictingNames(packet: Packet, own: readonly WireRecord[]): Set<string> {
  const ours = new Set(own.map(recordKey));
  const unique = new Set(own.filter(({ flush }) => flush).map(({ name }) => nameKey(name)));
  const typesOf = new Set(own.map(({ name, type }) => `${nameKey(name)} ${type}`));
  return new Set(
    [...packet.answers, ...packet.additionals]
      .filter(
        (one) =>
          one.ttl > 0 &&
          one.type !== TYPE.NSEC &&
          unique.has(nameKey(one.name)) &&
          typesOf.has(`${nameKey(one.name)} ${one.type}`) &&
          !ours.has(recordKey(one)),
      )
      .map(({ name }) => nameKey(name)),
  );
}

/** Two ask for the same name at once: whose records sort later keeps it (RFC 6762 section 8.2). True: we give way and ask again. */
export function losesTo(packet: Packet, own: readonly WireRecord[]): boolean {
  const names = new Set(
    own.filter(({ flush, type }) => flush && type !== TYPE.NSEC).map(({ name }) => nameKey(name)),
  );
  for (const name of names) {
    const theirs = inOrder(packet.authorities, name);
    if (theirs.length === 0) continue;
    const ours = inOrder(own, name);
    const length = Math.max(theirs.length, ours.length);
    for (let i = 0; i < length; i += 1) {
      const [a, b] = [ours[i], theirs[i]];
      if (a === undefined) return true;
      if (b === undefined) break;
      const order = Buffer.compare(a, b);
      if (order < 0) return true;
      if (order > 0) break;
    }
  }
  return false;
}

const inOrder = (records: readonly WireRecord[], name: string): Buffer[] =>
  records
    .filter((one) => one.type !== TYPE.NSEC && nameKey(one.name) === name)
    .map(({ type, data }) => Buffer.concat([Buffer.of(type >> 8, type & 0xff), data]))
    .sort(Buffer.compare);
