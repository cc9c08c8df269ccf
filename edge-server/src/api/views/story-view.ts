// The story of a job in plain words: what its own row tells, then its events (SPEC B16).
import type { StoryLine } from '@platen/shared/api/common';
import { storySentence } from '@platen/shared/story';
import type { InferOutput } from 'valibot';
import { channelWords } from '../../flow/intake/channels.ts';
import type { JobRow } from '../../flow/store/jobs.ts';
import type { readStory } from '../../flow/store/story.ts';
import { whoWords } from './who-words.ts';

type Line = InferOutput<typeof StoryLine>;

/**
 * @param asked for an administrator: what the owner is called, who reads "You", and the sender of the message it came in.
 */
export function storyView(
  job: JobRow,
  events: Awaited<ReturnType<typeof readStory>>,
  asked: { readonly owner?: string | undefined; readonly from?: string | undefined } = {},
): Line[] {
  const { owner, from } = asked;
  const named = (values: Readonly<Record<string, string | number>>) => {
    const { who } = values;
    if (typeof who !== 'string') return values;
    return { ...values, who: who === 'You' ? (owner ?? who) : whoWords(who) };
  };
  // Intake writes no event of its own: the row says when and how it came (one insert less on the busiest path).
  const received: Line = {
    at: job.receivedAt,
    kind: 'received',
    sentence: storySentence('received', {
      channel: from === undefined ? channelWords(job.channel) : `${channelWords(job.channel)} from ${from}`,
    }),
  };
  return [
    received,
    ...events.map(({ at, kind, values }) => ({
      at,
      kind,
      sentence: capital(storySentence(kind, named(values))),
    })),
  ];
}

/** A sentence may begin with who did it. */
const capital = (sentence: string): string => sentence.charAt(0).toUpperCase() + sentence.slice(1);
