// The story of a job in plain words: what its own row tells, then its events (SPEC B16).
import type { StoryLine } from '@platen/shared/api/common';
import { isSayKey, type SayKey } from '@platen/shared/say/english';
import { ENGLISH, type Saying } from '@platen/shared/say/saying';
import { toStored } from '@platen/shared/say/stored';
import type { StoryKind } from '@platen/shared/story';
import type { InferOutput } from 'valibot';
import type { JobRow } from '../../flow/store/jobs.ts';
import type { readStory } from '../../flow/store/story.ts';
import { whoWords } from './who-words.ts';

type Line = InferOutput<typeof StoryLine>;
type StoryValues = Readonly<Record<string, string | number>>;

interface Asked {
  /** For an administrator: what the owner is called, who reads "You", and the sender of the message it came in. */
  readonly owner?: string | undefined;
  readonly from?: string | undefined;
  /** The reader's language; English where the console asks. */
  readonly saying?: Saying | undefined;
}

export function storyView(
  job: JobRow,
  events: Awaited<ReturnType<typeof readStory>>,
  { owner, from, saying = ENGLISH }: Asked = {},
): Line[] {
  // Intake writes no event of its own: the row says when and how it came (one insert less on the busiest path).
  const channel = channelWords(job.channel);
  const received: Line = {
    at: job.receivedAt,
    kind: 'received',
    sentence:
      from === undefined
        ? saying.say('story.received', { channel })
        : saying.say('story.received-from', { channel, sender: from }),
  };
  const lines = events.map(({ at, kind, values }) => ({
    at,
    kind,
    sentence: sayEvent(kind, values, owner, saying),
  }));
  return [received, ...lines];
}

function sayEvent(kind: StoryKind, values: StoryValues, owner: string | undefined, { say }: Saying): string {
  const { who, how, pages } = values;
  if (kind === 'converted' && pages !== undefined) return say('story.converted-pages', { count: pages });
  if (typeof who !== 'string') return say(released(kind, how), values);
  if (who.toLowerCase() === 'you') {
    // Languages say it in another way than of somebody else.
    const own = `story.${kind}-by-you`;
    if (owner === undefined && isSayKey(own)) return say(own, values);
    return say(`story.${kind}`, { ...values, who: owner ?? who });
  }
  return say(released(kind, how), { ...values, who: whoWords(who) });
}

/** `released` says from where, where that is known. */
function released(kind: StoryKind, how: string | number | undefined): SayKey {
  const from = `story.${kind}.${how ?? ''}`;
  return isSayKey(from) ? from : `story.${kind}`;
}

/** How a document came, to be said; a way that is not known by its own name. */
function channelWords(channel: string): string {
  const key = `channel.${channel}`;
  return isSayKey(key) ? toStored(key) : channel;
}
