// What the SOAP client takes at most. A device is as hostile as any other stranger (threats T30, T36).

export interface XmlLimits {
  /** UTF-16 units of the whole document. */
  readonly length: number;
  readonly depth: number;
  readonly elements: number;
  readonly attributes: number;
  /** UTF-16 units of one name. */
  readonly name: number;
}

export const xmlLimits: XmlLimits = {
  // A device's list of registrations is some 10 KiB, its capabilities some 200 KiB; four times that costs nothing to hold.
  length: 1024 * 1024,
  // Envelope, body and capabilities nest twelve deep.
  depth: 32,
  // An element costs about 200 octets of memory: 20,000 keep the worst document under 5 MiB read.
  elements: 20_000,
  // SOAP messages carry a handful per element, mostly namespaces.
  attributes: 64,
  name: 256,
};

/** Octets of an answer with its attachments; a certificate in it has some 2 KiB. */
export const maxAnswerBytes = 2 * 1024 * 1024;

/** Parts of a multipart answer: the envelope and one attachment in every answer we ask for. */
export const maxParts = 8;

/** Waits of one call in milliseconds. */
export const soapTimeouts = {
  // Name look-up, TCP and TLS. Devices waking from sleep need several seconds for their first handshake.
  connectMs: 10_000,
  // From there to the end of the answer. Registering an app makes the device load its icons from us first.
  answerMs: 45_000,
} as const;
export type SoapTimeouts = { readonly [Name in keyof typeof soapTimeouts]: number };
