// The messages of a responder (RFC 6762): probes, announcements, and answers to everybody, to those who want theirs alone, and to those who ask as
// in plain DNS. Each fits a frame of Ethernet where that can be. Pure.
import { answerQuestions } from './answer-questions.ts';
import { nameKey } from './dns-name.ts';
import { encodePacket, type Packet, TYPE, type WireRecord } from './dns-packet.ts';

const EMPTY: Packet = {
  id: 0,
  response: true,
  truncated: false,
  questions: [],
  answers: [],
  authorities: [],
  additionals: [],
};
/** 1,500 of Ethernet, less the headers of IPv4 and UDP, with room (RFC 6762 section 17). */
const FRAME_BYTES = 1_440;
/** RFC 6762 section 6.7: plain DNS may keep it ten seconds, since nobody tells it of changes. */
const LEGACY_SECONDS = 10;

/** One for each name that is to be ours alone, with all that we would say of it (RFC 6762 section 8.1 and 8.2). */
export function probes(records: readonly WireRecord[]): Packet[] {
  const own = records.filter(({ flush, type }) => flush && type !== TYPE.NSEC);
  const names = new Map(own.map(({ name }) => [nameKey(name), name]));
  return [...names].map(([key, name]) => ({
    ...EMPTY,
    response: false,
    questions: [{ name, type: TYPE.ANY, unicast: false }],
    authorities: own.filter((one) => nameKey(one.name) === key).map((one) => ({ ...one, flush: false })),
  }));
}

/** All of these, in as many messages as it takes. */
export function announcements(records: readonly WireRecord[]): Packet[] {
  const packets: Packet[] = [];
  let answers: WireRecord[] = [];
  for (const one of records) {
    const more = [...answers, one];
    if (answers.length > 0 && encodePacket({ ...EMPTY, answers: more }).length > FRAME_BYTES) {
      packets.push({ ...EMPTY, answers });
      answers = [one];
    } else answers = more;
  }
  return answers.length === 0 ? packets : [...packets, { ...EMPTY, answers }];
}

export interface Reply {
  readonly to: 'all' | 'asker';
  readonly packet: Packet;
}

/** @param known answers the asker has; @param legacy it asked from another port than 5353. */
export function replies(
  records: readonly WireRecord[],
  asked: Packet,
  known: readonly WireRecord[],
  legacy: boolean,
): Reply[] {
  if (legacy) {
    const found = answerQuestions(records, asked.questions, known);
    if (found === undefined) return [];
    const plain = (some: readonly WireRecord[]): WireRecord[] =>
      some.map((one) => ({ ...one, flush: false, ttl: Math.min(one.ttl, LEGACY_SECONDS) }));
    const packet = {
      ...EMPTY,
      id: asked.id,
      questions: asked.questions,
      answers: plain(found.answers),
      additionals: plain(found.additionals),
    };
    return [{ to: 'asker', packet }];
  }
  return [false, true].flatMap((unicast): Reply[] => {
    const questions = asked.questions.filter((one) => one.unicast === unicast);
    const whole = answerQuestions(records, questions, known);
    if (whole === undefined) return [];
    const to = unicast ? 'asker' : 'all';
    const packet = { ...EMPTY, ...whole };
    if (encodePacket(packet).length <= FRAME_BYTES) return [{ to, packet }];
    // Too much for one frame: each question is answered for itself.
    return questions.flatMap((question): Reply[] => {
      const part = answerQuestions(records, [question], known);
      return part === undefined ? [] : [{ to, packet: { ...EMPTY, ...part } }];
    });
  });
}
