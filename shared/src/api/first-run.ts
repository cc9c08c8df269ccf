// The console's API of the first-run assistant. What was done is kept on the server, so that it goes on at another desk or another day.
import * as v from 'valibot';
import { FIRST_RUN_STATES, FIRST_RUN_STEPS } from '../first-run.ts';
import { MAIL_AUTHS, MAIL_KINDS, MAIL_SECURITIES } from '../mail.ts';
import { Id, ReleaseView } from './common.ts';

/** GET /api/admin/first-run */
export const FirstRunView = v.object({
  /** There is something left to do, and nobody has closed it. */
  open: v.boolean(),
  steps: v.array(v.object({ id: v.picklist(FIRST_RUN_STEPS), state: v.picklist(FIRST_RUN_STATES) })),
  /** The printer it goes on with. */
  printer: v.optional(v.object({ id: v.string(), name: v.string(), virtual: v.boolean() })),
  /** The last test page that it printed. */
  page: v.optional(ReleaseView),
  /** Who walks to the printer. `walked`: the page that waited there was printed. */
  user: v.optional(
    v.object({
      id: v.string(),
      email: v.string(),
      name: v.string(),
      waiting: v.boolean(),
      walked: v.boolean(),
    }),
  ),
});
export type FirstRunView = v.InferOutput<typeof FirstRunView>;

/** PUT /api/admin/first-run */
export const FirstRunChange = v.object({
  step: v.optional(v.picklist(FIRST_RUN_STEPS)),
  state: v.optional(v.picklist(FIRST_RUN_STATES)),
  /** The printer, or the user, it goes on with. */
  printerId: v.optional(Id),
  userId: v.optional(Id),
  /** Not shown any more on the dashboard. */
  closed: v.optional(v.boolean()),
});
export type FirstRunChange = v.InferOutput<typeof FirstRunChange>;

/** POST /api/admin/printers/:id/test-page */
export const TestPagePrinted = v.object({ release: ReleaseView });
export type TestPagePrinted = v.InferOutput<typeof TestPagePrinted>;

/** POST /api/admin/mail/guess */
export const MailGuessAsk = v.object({
  address: v.pipe(v.string(), v.trim(), v.minLength(3), v.maxLength(254)),
});
const GuessedServer = v.object({
  kind: v.picklist(MAIL_KINDS),
  auth: v.picklist(MAIL_AUTHS),
  host: v.optional(v.string()),
  port: v.optional(v.number()),
  security: v.optional(v.picklist(MAIL_SECURITIES)),
});
export const MailGuess = v.object({
  /** Whose service it is, where it is a known one. */
  provider: v.picklist(['microsoft', 'google', 'other']),
  /** known: that service's own. records: the domain says so (RFC 6186). name: a server of a usual name is there. none: nothing was found. */
  from: v.picklist(['known', 'records', 'name', 'none']),
  receive: v.optional(GuessedServer),
  send: v.optional(GuessedServer),
});
export type MailGuess = v.InferOutput<typeof MailGuess>;
