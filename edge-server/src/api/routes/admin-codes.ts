// Codes in the console: how safe they are today, who is guessing, and letting a source go on.
import { CodesView, SourceFree } from '@platen/shared/api/admin-codes';
import { Nothing } from '@platen/shared/api/common';
import type { App } from '../../app.ts';
import { ATTACK_WRONG, readAttacks } from '../../people/attacks.ts';
import { codeSafety } from '../../people/code-safety.ts';
import { freeSource, wrongBySource } from '../../people/guess-days.ts';
import { defineRoute, type Route } from '../route.ts';
import { guessSourceNames, isPanelSource } from '../views/guess-source-name.ts';

const DAY_MS = 24 * 3_600_000;
/** Two weeks show whether today is as every day. */
const DAYS = 14;

export function adminCodeRoutes(app: App): Route[] {
  const deps = { clock: app.clock, settings: app.settings.now };
  return [
    defineRoute({
      method: 'GET',
      path: '/api/admin/codes',
      role: 'admin',
      scope: 'security:read',
      summary: 'How safe the codes are today, and where wrong ones came from.',
      reply: CodesView,
      handle: async () =>
        app.db.read(async (tx) => {
          const safety = await codeSafety(tx, deps);
          const attacks = await readAttacks(tx, deps);
          const names = await guessSourceNames(
            tx,
            attacks.sources.map(({ source }) => source),
          );
          const sums = new Map<number, number>();
          for (const { day, wrong } of await wrongBySource(tx, app.clock.now(), DAYS))
            sums.set(day, (sums.get(day) ?? 0) + wrong);
          const today = Math.floor(app.clock.now() / DAY_MS) * DAY_MS;
          return {
            live: [...safety.live],
            liveCodes: safety.liveCodes,
            nextDigits: safety.nextDigits,
            minLength: app.settings.now().codes.minLength,
            tooShort: safety.tooShort,
            chance: {
              perDay: safety.hitPerDay,
              perYear: safety.hitPerYear,
              publishedPerYear: safety.publishedPerYear,
            },
            today: { wrong: attacks.wrong, budget: attacks.budget, usedUp: attacks.usedUp },
            days: Array.from({ length: DAYS }, (_, index) => {
              const day = today - (DAYS - 1 - index) * DAY_MS;
              return { day, wrong: sums.get(day) ?? 0 };
            }),
            sources: attacks.sources.map((one) => ({
              ...one,
              name: names.get(one.source) ?? one.source,
              kind: isPanelSource(one.source) ? ('panel' as const) : ('network' as const),
              attack: one.wrong >= ATTACK_WRONG,
            })),
          };
        }),
    }),
    defineRoute({
      method: 'POST',
      path: '/api/admin/codes/free',
      role: 'admin',
      scope: 'security:change',
      summary: 'Let a source of wrong codes go on that has to wait.',
      body: SourceFree,
      reply: Nothing,
      handle: async ({ caller, body }) => {
        await app.db.write((tx) => freeSource(tx, body.source, caller.who, app.clock.now()));
        return { ok: true };
      },
    }),
  ];
}
