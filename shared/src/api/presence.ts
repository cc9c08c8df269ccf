// Standing at a printer with a phone: the code that a panel shows, and what the portal makes of it.
import * as v from 'valibot';
import { PortalPrinter } from './portal.ts';

/** GET /api/panel/presence: what the code of this moment leads to, and how long it is the one to show. */
export const PanelPresence = v.object({
  url: v.string(),
  /** Milliseconds; no device's clock is asked. It is taken for one step more. */
  expiresIn: v.number(),
});
export type PanelPresence = v.InferOutput<typeof PanelPresence>;

/** GET /api/panel/presence.png: pixels for each module; 8 draws 40 mm on the finest panels. */
export const PresencePictureQuery = v.object({
  scale: v.optional(v.pipe(v.string(), v.regex(/^[1-8]$/), v.transform(Number)), '3'),
});

/** As a panel's code has it, with room for an id of another kind. */
const Token = v.pipe(v.string(), v.regex(/^[A-Za-z0-9-]{1,64}\.[A-Za-z0-9_-]{27}$/));

/** POST /api/portal/presence/scan: before anybody is signed in. The browser then has some minutes to sign in. */
export const PresenceScan = v.object({ token: Token });
export const PresenceScanned = v.object({
  printer: v.object({ name: v.string(), location: v.optional(v.string()) }),
  /** Milliseconds that are left. */
  expiresIn: v.number(),
});
export type PresenceScanned = v.InferOutput<typeof PresenceScanned>;

/** POST /api/portal/presence: with a code, or with what this browser has scanned, or has still. */
export const PresenceAsk = v.object({ token: v.optional(Token) });
export const PortalPresence = v.object({
  at: PortalPrinter,
  /** Milliseconds that are left. */
  expiresIn: v.number(),
});
export type PortalPresence = v.InferOutput<typeof PortalPresence>;
