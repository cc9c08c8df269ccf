// English, whole: en.json beside this file, and what is kept where its facts are (the error table, the states, the story). Other languages have
// all of it in their JSON.
import { ERRORS, type ErrorCode } from '../error-table.ts';
import { JOB_STATE, type JobState } from '../job-state.ts';
import { RELEASE_STATE, type ReleaseState } from '../release-state.ts';
import { RELEASED, type ReleasedHow, STORY, type StoryKind } from '../story.ts';
import en from './en.json' with { type: 'json' };
import type { Words } from './words.ts';

export type SayKey =
  | keyof typeof en
  | `error.${ErrorCode}`
  | `story.${StoryKind}`
  | `story.released.${ReleasedHow}`
  | `job.${JobState}`
  | `release.${ReleaseState}`;

export const ENGLISH_WORDS: Words = {
  ...under('error', ERRORS, ({ user }) => user),
  ...under('story', STORY, (sentence) => sentence),
  ...under('story.released', RELEASED, (sentence) => sentence),
  ...under('job', JOB_STATE, ({ sentence }) => sentence),
  ...under('release', RELEASE_STATE, ({ sentence }) => sentence),
  ...en,
};

export const isSayKey = (key: string): key is SayKey => Object.hasOwn(ENGLISH_WORDS, key);

function under<T>(
  prefix: string,
  facts: Readonly<Record<string, T>>,
  text: (fact: T) => string,
): Record<string, string> {
  return Object.fromEntries(Object.entries(facts).map(([name, fact]) => [`${prefix}.${name}`, text(fact)]));
}
