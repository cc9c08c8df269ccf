// The preflight of a release by mail: nobody is at a screen to answer, so what only asks is answered as gently as it can be, and told; what
// stops, or would print otherwise than the subject says, prints nothing.
import type { FindingKind, Preflight, PreflightFinding } from '@platen/shared/api/preflight';
import type { MailFinding } from '@platen/shared/mail-release';
import type { Ticket } from '@platen/shared/ticket';
import type { ReleaseAsk } from '../claim.ts';

/** api/check-release.ts, bound to one printer and person: the findings that are not accepted yet; undefined: nothing stands in the way. */
export type LookOver = (
  asks: readonly ReleaseAsk[],
  accepted: readonly string[],
) => Promise<Preflight | undefined>;

export interface LookedOver {
  /** As they are to be claimed; without the documents that are not to be printed, because of a finding that stops. */
  readonly asks: readonly ReleaseAsk[];
  readonly findings: readonly MailFinding[];
}

/** Each answer may bring up another question (in grey, but on which paper?). There are six kinds that ask. */
const MOST_ROUNDS = 7;

/** What of a subject each kind of question is about. */
const ABOUT: Readonly<Partial<Record<FindingKind, readonly (keyof Ticket)[]>>> = {
  media: ['media', 'mediaSource'],
  finishing: ['finishings', 'booklet'],
  colour: ['printColorMode'],
  sides: ['sides', 'booklet'],
  copies: ['copies'],
};

/** @param said what the subject itself asks for: that is not changed. */
export async function lookOver(
  asked: readonly ReleaseAsk[],
  said: Ticket,
  look: LookOver,
): Promise<LookedOver> {
  let asks = [...asked];
  const stopped = new Set<string>();
  const accepted: string[] = [];
  const findings: MailFinding[] = [];
  for (let round = 0; round < MOST_ROUNDS; round++) {
    const left = asks.filter(({ jobId }) => !stopped.has(jobId));
    const found = left.length === 0 ? undefined : await look(left, accepted);
    if (found === undefined) return { asks: left, findings };
    for (const finding of found.findings) {
      accepted.push(finding.key);
      const choice = choiceFor(finding, said);
      if (choice === 'stops') for (const id of finding.jobs) stopped.add(id);
      else if (choice !== undefined) {
        asks = asks.map((ask) =>
          finding.jobs.includes(ask.jobId) ? { ...ask, ticket: { ...ask.ticket, ...choice.ticket } } : ask,
        );
      }
      findings.push(inWords(finding, choice));
    }
  }
  // A printer that goes on asking is not printed to.
  return { asks: [], findings };
}

type Choice = PreflightFinding['choices'][number];

function choiceFor(
  { kind, severity, choices }: PreflightFinding,
  said: Ticket,
): Choice | 'stops' | undefined {
  if (severity === 'stop') return 'stops';
  if (severity === 'tell') return undefined;
  if ((ABOUT[kind] ?? []).some((option) => said[option] !== undefined)) return 'stops';
  return choices[0] ?? 'stops';
}

function inWords(
  { kind, sentence, nearest }: PreflightFinding,
  choice: Choice | 'stops' | undefined,
): MailFinding {
  return {
    kind,
    stops: choice === 'stops',
    sentence,
    ...(choice === undefined || choice === 'stops' ? {} : { done: choice.label }),
    ...(nearest === undefined
      ? {}
      : {
          nearest: {
            name: nearest.name,
            ...(nearest.place === undefined ? {} : { place: nearest.place }),
          },
        }),
  };
}
