// The story of a job in plain words: what its own row tells, then its events (SPEC B16).
import type { StoryLine } from '@platen/shared/api/common';
import { storySentence } from '@platen/shared/story';
import type { InferOutput } from 'valibot';
import { channelWords } from '../../flow/intake/channels.ts';
import type { JobRow } from '../../flow/store/jobs.ts';
import type { readStory } from '../../flow/store/story.ts';

type Line = InferOutput<typeof StoryLine>;

export function storyView(job: JobRow, events: Awaited<ReturnType<typeof readStory>>): Line[] {
  // Intake writes no event of its own: the row says when and how it came (one insert less on the busiest path).
  const received: Line = {
    at: job.receivedAt,
    kind: 'received',
    sentence: storySentence('received', { channel: channelWords(job.channel) }),
  };
  return [
    received,
    ...events.map(({ at, kind, values }) => ({ at, kind, sentence: storySentence(kind, values) })),
  ];
}
