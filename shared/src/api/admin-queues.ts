// The console's API about queues for LPR and raw TCP: what they are, how they are, and whose documents could not be told.
import * as v from 'valibot';
import { QUEUE_KINDS, QUEUE_NAME, QUEUE_STATES } from '../intake-queue.ts';
import { TONES } from './common.ts';

/** More rules than a person keeps by hand belong into a directory. */
const MOST_RULES = 500;
/** Networks of one site. */
const MOST_NETWORKS = 64;

const Email = v.pipe(v.string(), v.trim(), v.maxLength(254));
const Rule = v.object({
  from: v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(128)),
  /** Of the account whose documents they are. */
  email: Email,
});
export type QueueRule = v.InferOutput<typeof Rule>;
const Rules = v.pipe(v.array(Rule), v.maxLength(MOST_RULES));

/** POST /api/admin/queues */
export const QueueAdd = v.object({
  name: v.pipe(
    v.string(),
    v.trim(),
    v.regex(QUEUE_NAME, 'Letters, digits, dot, hyphen and underscore, at most 31.'),
  ),
  kind: v.picklist(QUEUE_KINDS),
  port: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(65_535)),
  /** Addresses and networks in CIDR that may send here; everybody else is cut off before a word. */
  networks: v.pipe(
    v.array(v.pipe(v.string(), v.trim(), v.maxLength(64))),
    v.minLength(1),
    v.maxLength(MOST_NETWORKS),
  ),
  /** Believes the user name that comes with a document. */
  trustNames: v.boolean(),
  /** Put behind a bare name: anna becomes anna@example.org. Empty: nothing is. */
  domain: v.pipe(v.string(), v.trim(), v.maxLength(253)),
  /** User name -> account, before all else. */
  names: Rules,
  /** Address or network -> account, where no name said it. */
  sources: Rules,
  /** Whose all other documents are. Empty: they are refused. */
  fallback: Email,
  enabled: v.boolean(),
});
export type QueueAdd = v.InferOutput<typeof QueueAdd>;

/** PATCH /api/admin/queues/:id: what is absent stays. */
export const QueueChange = v.partial(QueueAdd);
export type QueueChange = v.InferOutput<typeof QueueChange>;

/** Somebody whose document was refused, since nobody knows whose it is. */
export const Unmapped = v.object({
  /** As the computer told it; absent: it told none. */
  name: v.optional(v.string()),
  address: v.string(),
  /** Unix ms of the last time. */
  at: v.number(),
  count: v.number(),
});
export type Unmapped = v.InferOutput<typeof Unmapped>;

export const AdminQueue = v.object({
  ...QueueAdd.entries,
  name: v.string(),
  networks: v.array(v.string()),
  names: v.array(v.object({ from: v.string(), email: v.string() })),
  sources: v.array(v.object({ from: v.string(), email: v.string() })),
  domain: v.string(),
  fallback: v.string(),
  id: v.string(),
  state: v.picklist(QUEUE_STATES),
  tone: v.picklist(TONES),
  /** Why it is not open, or what to look at. */
  problem: v.optional(v.string()),
  /** Unix ms of the last document that was taken since this server started. */
  lastAt: v.optional(v.number()),
  /** Documents taken since then. */
  taken: v.number(),
  unmapped: v.array(Unmapped),
});
export type AdminQueue = v.InferOutput<typeof AdminQueue>;

/** GET /api/admin/queues */
export const AdminQueues = v.object({
  queues: v.array(AdminQueue),
  /** "Require secure channel" is on: none of them is open. */
  secureOnly: v.boolean(),
});
export type AdminQueues = v.InferOutput<typeof AdminQueues>;
