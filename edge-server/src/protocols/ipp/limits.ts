// What the IPP codec and client accept at most. Everything that arrives is hostile until decoded (threats T09, T10).

export type IppLimits = {
  /** Octets of the message without the document. */
  readonly headerBytes: number;
  readonly groups: number;
  /** Attributes, members and values of the whole message, counted together. */
  readonly values: number;
  /** Collections inside collections. */
  readonly depth: number;
};

/** For answers of printers and for requests alike; a server may pass tighter ones. */
export const ippLimits: IppLimits = {
  // A Get-Printer-Attributes answer with a full media-col-database is some 300 KiB, a Get-Jobs answer with a thousand
  // jobs about 1 MiB. Twice that is still nothing to hold in memory for one connection.
  headerBytes: 2 * 1024 * 1024,
  // Get-Jobs answers with one group per job; no device lists more, and we ask with a limit.
  groups: 4096,
  // A value costs about 150 octets of memory: 50,000 keep the worst message under 10 MiB decoded.
  values: 50_000,
  // media-col in media-col-database nests three deep, the deepest registered attribute five; threats T10 names 16.
  depth: 16,
};

/** RFC 8010 section 3.1 declares lengths as SIGNED-SHORT: above this a length would be negative, so it is refused. */
export const maxFieldBytes = 0x7fff;

/** RFC 8011 sections 5.1.2 to 5.1.6: what a legal text, name or keyword holds at most, in octets. */
export const maxTextOctets = 1023;
export const maxNameOctets = 255;

/** Waits of one request, in milliseconds; each can be set by the caller. */
export const ippTimeouts = {
  // Name look-up, TCP and TLS. Devices waking from sleep need several seconds for their first handshake.
  connectMs: 10_000,
  // From the last octet written to the end of the answer. Some devices answer only when the document is spooled.
  answerMs: 120_000,
  // No octet of the document taken. A printer without paper stops reading when its buffer is full and may be right.
  idleMs: 300_000,
} as const;
export type IppTimeouts = { readonly [Name in keyof typeof ippTimeouts]: number };

/** After the attributes of an answer nothing should follow; a well-kept connection ends it within this time. */
export const answerTailMs = 1_000;

/** An idle connection is given up before the device gives it up (devices: 5 s and more), so that none goes stale. */
export const keepAliveMs = 4_000;
