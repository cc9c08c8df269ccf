// platen guest add: gives out a guest code with its limits.
import { GuestCode, Guests } from '@platen/shared/api/admin-people';
import { groupCode } from '@platen/shared/code-length';
import { usageError } from '../cli-error.ts';
import { defineCommand } from '../command.ts';

function readCount(option: string, typed: string | undefined, most: number): number | undefined {
  if (typed === undefined) return undefined;
  const count = /^\d{1,5}$/.test(typed) ? Number(typed) : 0;
  if (count < 1 || count > most) throw usageError(`${option}: give a number from 1 to ${most}.`);
  return count;
}

export const guestAdd = defineCommand({
  name: 'guest add',
  summary: 'Give out a guest code.',
  positionals: [{ name: 'NAME', optional: true }],
  options: {
    hours: { value: 'N', help: 'Good for so many hours; else as the settings say.' },
    pages: { value: 'N', help: 'For so many printed sides; else as the settings say.' },
  },
  notes: [
    'The code is shown only now.',
    'Example: platen guest add "Workshop, table 3" --hours 8 --pages 20',
  ],
  run: async (call) => {
    const [name] = call.given;
    const hours = readCount('--hours', call.options.hours, 720);
    const pages = readCount('--pages', call.options.pages, 10_000);
    const usual = await call.api.get('/api/admin/guests', Guests);
    const made = await call.api.post(
      '/api/admin/guests',
      {
        hours: hours ?? usual.hours,
        pages: pages ?? usual.pages,
        ...(name === undefined ? {} : { name }),
      },
      GuestCode,
    );
    const { guest, code } = made;
    return {
      json: made,
      lines: [
        `The code of ${guest.name} is ${groupCode(code)}.`,
        `It is good for ${hours ?? usual.hours} hours and ${guest.pagesLeft} pages. In the portal: ${guest.email}`,
      ],
    };
  },
});
