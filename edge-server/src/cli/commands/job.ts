// platen job: one document and its story in plain words.
import { AdminJobStory } from '@platen/shared/api/admin';
import { explain } from '../cli-error.ts';
import { defineCommand } from '../command.ts';
import { bytes, exactly, when } from '../when.ts';

export const job = defineCommand({
  name: 'job',
  summary: 'Tell the story of one document.',
  positionals: [{ name: 'ID' }],
  options: {},
  notes: ['The id is shown by "platen jobs" and "platen submit".'],
  run: async (call) => {
    const [id = ''] = call.given;
    const found = await explain(call.api.get(`/api/admin/jobs/${encodeURIComponent(id)}`, AdminJobStory), {
      'not-found': `There is no document ${id}.`,
    });
    const { job: one, story } = found;
    const facts = [
      one.pages === undefined ? undefined : `${one.pages} ${one.pages === 1 ? 'page' : 'pages'}`,
      one.paper,
      one.colour === 'unknown' ? undefined : one.colour === 'color' ? 'colour' : 'black and white',
      bytes(one.size),
      one.mediaType,
    ].filter((fact) => fact !== undefined);
    const isGone = story.some((line) => line.kind === 'shredded');
    const kept =
      one.expiresAt === undefined || isGone ? [] : [`Kept until: ${when(one.expiresAt, call.now())}`];
    return {
      json: found,
      lines: [
        `${one.title}`,
        `Owner: ${one.owner}`,
        `${facts.join(', ')}`,
        one.sentence,
        ...one.notes,
        ...kept,
        '',
        ...story.map((line) => `${exactly(line.at, call.now())}  ${line.sentence}`),
      ],
    };
  },
});
