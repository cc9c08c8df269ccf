// Accounting data at a panel: what the person types is remembered for this printer and goes with what they print.
import { AccountingAsked, AccountingGiven } from '@platen/shared/api/preflight';
import type { App } from '../../app.ts';
import { accountAtPanel } from '../panel-printing.ts';
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
      handle: async ({ caller, body }) => accountAtPanel(app, caller, body),
    }),
  ];
}
