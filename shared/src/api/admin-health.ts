// The console's API about the server itself: what the doctor says while it is at work, and the log as it is written.
import * as v from 'valibot';
import { DOCTOR_AREAS } from '../doctor-areas.ts';

/** A line of GET /api/admin/doctor/run (JSON, one object a line): what has just been examined. */
export const DoctorNews = v.object({
  done: v.number(),
  of: v.number(),
  /** What it was: "The clock". */
  what: v.string(),
  findings: v.array(
    v.object({
      id: v.string(),
      area: v.picklist(DOCTOR_AREAS),
      ok: v.boolean(),
      sentence: v.string(),
      cure: v.optional(v.string()),
    }),
  ),
});
export type DoctorNews = v.InferOutput<typeof DoctorNews>;

export const LOG_LEVELS = ['debug', 'info', 'warn', 'error'] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];
/** Which part of the server says it; what names none is the server's. */
export const LOG_AREAS = ['server', 'people', 'mail', 'documents', 'printers'] as const;
export type LogArea = (typeof LOG_AREAS)[number];

/** A request is held at most this long, below the time after which proxies give up (nginx: 60 s). */
export const LOG_WAIT_MOST_S = 25;

const whole = (most: number) =>
  v.pipe(v.string(), v.regex(/^\d{1,12}$/), v.transform(Number), v.maxValue(most));

/** GET /api/admin/logs: lines after `after`; with `wait`, held until there is one or so many seconds are over. */
export const LogQuery = v.object({
  after: v.optional(whole(Number.MAX_SAFE_INTEGER), '0'),
  /** The least level. */
  level: v.optional(v.picklist(LOG_LEVELS)),
  area: v.optional(v.picklist(LOG_AREAS)),
  text: v.optional(v.pipe(v.string(), v.maxLength(200))),
  limit: v.optional(v.pipe(whole(1000), v.minValue(1)), '500'),
  wait: v.optional(whole(LOG_WAIT_MOST_S), '0'),
});

export const LogPage = v.object({
  /** Oldest first, at most `limit`: of more, the newest. */
  entries: v.array(
    v.object({
      number: v.number(),
      /** Unix ms. */
      at: v.number(),
      level: v.picklist(LOG_LEVELS),
      area: v.string(),
      message: v.string(),
      /** The other fields, as JSON. */
      more: v.optional(v.string()),
    }),
  ),
  /** Ask for what comes after this next. */
  last: v.number(),
  /** Lines since `after` that are not in memory any more. */
  forgotten: v.number(),
  /** What the server writes down at all (PLATEN_LOG_LEVEL). */
  level: v.picklist([...LOG_LEVELS, 'silent']),
});
export type LogPage = v.InferOutput<typeof LogPage>;
