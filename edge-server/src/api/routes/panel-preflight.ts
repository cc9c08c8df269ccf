// Accounting data at a panel: what the person types is remembered for this printer and goes with what they print.
import { AccountingAsked, AccountingGiven } from '@platen/shared/api/preflight';
import type { App } from '../../app.ts';
import { rememberAccounting } from '../../people/accounting-answers.ts';
import { accountingOf } from '../check-release.ts';
import { defineRoute, type Route } from '../route.ts';

export function panelPreflightRoutes(app: App): Route[] {
  return [
    defineRoute({
      method: 'POST',
      path: '/api/panel/accounting',
      role: 'panel-user',
      summary: 'Accounting data for this printer; remembered for the next time.',
      body: AccountingGiven,
      reply: AccountingAsked,
      handle: async ({ caller, body }) => {
        const { printer, userId } = caller;
        await app.sessions.keepAlive(caller.session);
        await app.db.write((tx) => rememberAccounting(tx, userId, printer.id, body, app.clock.now()));
        return (await accountingOf(app, printer, userId)) ?? { need: 'none' as const };
      },
    }),
  ];
}
