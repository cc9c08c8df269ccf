// The panel's API: what the app on the device asks and is told. Documents never go there, only JPEG pages.
import * as v from 'valibot';
import { LANGUAGES } from '../say/languages.ts';
import { TicketChoice } from '../ticket-choice.ts';
import { Decision, Id, JobView, PrinterView, ReleaseView } from './common.ts';
import { AccountingAsked, Preflight, PreflightAsk } from './preflight.ts';

/** Ids of flow/release/identify/methods.ts. */
export const PANEL_WAYS = ['code', 'email-and-code', 'directory', 'card', 'guest', 'device'] as const;
export type PanelWay = (typeof PANEL_WAYS)[number];

/** GET /api/panel/start: everything the first screen needs, before anyone signed in. */
export const PanelStart = v.object({
  siteName: v.string(),
  /** What the panel speaks while nobody has chosen otherwise. */
  language: v.picklist(LANGUAGES),
  printer: v.object({ id: v.string(), name: v.string(), location: v.optional(v.string()) }),
  /** Lengths of live codes, rising: the code submits itself at the last one, and after a pause at the others. */
  codeLengths: v.array(v.number()),
  /** Of documents' PINs that are typed together with the email address. */
  pinLengths: v.optional(v.array(v.number())),
  hideCode: v.boolean(),
  /** The email address is asked for as well: as the administrator wants it, or while the site-wide guess budget is used up. */
  needsEmail: v.boolean(),
  /** The ways to sign in that are on here. */
  ways: v.array(v.picklist(PANEL_WAYS)),
  /** Readers here type the numbers of cards as a keyboard does. */
  typedCards: v.optional(v.literal(true)),
  /** Directory domains to choose from beside the user name. */
  domains: v.array(v.object({ id: v.string(), label: v.string() })),
  idleSeconds: v.number(),
  warnSeconds: v.number(),
  /** True on plain HTTP: the panel shows an open padlock. */
  insecure: v.boolean(),
  /** A code is shown that phones scan (`/api/panel/presence`). */
  presence: v.optional(v.literal(true)),
});
export type PanelStart = v.InferOutput<typeof PanelStart>;

const Typed = (most: number) => v.optional(v.pipe(v.string(), v.maxLength(most)));

/**
 * POST /api/panel/session: what one way to sign in takes. `card` is a card that was read, alone or with its owner's `code`; `enrol` a card that
 * nobody had, and that becomes this person's by signing in another way. `deviceUser` is who the device says is signed in at it, with the name
 * and the address it has for them beside: believed where the printer's sheet says so, and from the device's own address only.
 */
export const PanelSignIn = v.object({
  code: Typed(64),
  email: Typed(254),
  user: Typed(254),
  /** One of `domains`. */
  domain: Typed(255),
  password: Typed(1000),
  card: Typed(200),
  enrol: Typed(200),
  deviceUser: Typed(254),
  deviceQualified: Typed(511),
  deviceEmail: Typed(254),
});
export type PanelSignIn = v.InferOutput<typeof PanelSignIn>;

/** The answer to signing in and to GET /api/panel/session: the whole next screen in one round trip. */
export const PanelSession = v.object({
  /** `language`: their own, where it is known and is one of ours. */
  user: v.object({ name: v.string(), language: v.optional(v.picklist(LANGUAGES)) }),
  printer: PrinterView,
  jobs: v.array(JobView),
  /** The server's clock, Unix ms: that of the device may be wrong. */
  now: v.optional(v.number()),
  /** Where this printer asks for accounting data. */
  accounting: v.optional(AccountingAsked),
});
export type PanelSession = v.InferOutput<typeof PanelSession>;

/** POST /api/panel/delete */
export const PanelDelete = v.object({ jobs: v.pipe(v.array(Id), v.minLength(1), v.maxLength(200)) });
export const PanelDeleted = v.object({ deleted: v.array(v.string()), jobs: v.array(JobView) });

/** POST /api/panel/release: one choice for all chosen jobs; a job's own entry overrides it. Null takes an option back that the job came with. */
export const PanelRelease = v.object({
  jobs: v.pipe(
    v.array(v.object({ id: Id, ticket: v.optional(TicketChoice) })),
    v.minLength(1),
    v.maxLength(200),
  ),
  ticket: v.optional(TicketChoice),
  /** With it the printer is looked at first, and nothing is printed while there is something to ask. */
  preflight: v.optional(PreflightAsk),
});
export const PanelReleased = v.object({
  releases: v.array(ReleaseView),
  /** Jobs that could not be released, each with its sentence. */
  refused: v.array(v.object({ jobId: v.string(), code: v.string(), message: v.string() })),
  /** Nothing was released: this is to be answered first. */
  preflight: v.optional(Preflight),
});
export type PanelReleased = v.InferOutput<typeof PanelReleased>;

/** GET /api/panel/progress */
export const PanelProgress = v.object({ releases: v.array(ReleaseView), printer: PrinterView });
export type PanelProgress = v.InferOutput<typeof PanelProgress>;

/** POST /api/panel/releases/:id/decision. `fromPage` goes with `missing`. */
export const DecisionBody = v.object({
  decision: Decision,
  fromPage: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1))),
});
