// What the evil printer can do to one request, and how an honest answer becomes a hostile one.
import {
  type IppAttribute,
  type IppMessage,
  type IppValue,
  text,
} from '@platen/edge-server/protocols/ipp/message';

export type EvilBehaviour =
  | { readonly kind: 'honest' }
  /** Reads everything and never answers; `acts`: it does what was asked all the same. */
  | { readonly kind: 'silence'; readonly acts?: boolean }
  /** Stops reading after that many bytes of the document and never answers, as a device without paper may. */
  | { readonly kind: 'stall'; readonly afterBytes: number }
  /** Resets the connection after that many bytes of the document; the job is aborted. */
  | { readonly kind: 'reset'; readonly afterBytes: number }
  /** Takes the whole document, resets instead of answering; `acts`: it prints all the same. */
  | { readonly kind: 'reset-before-answer'; readonly acts: boolean }
  /** These bytes instead of an HTTP answer, then the end of the connection. */
  | { readonly kind: 'raw'; readonly bytes: Buffer }
  | { readonly kind: 'http-status'; readonly status: number }
  /** These bytes as the body of a 200 application/ipp answer. */
  | { readonly kind: 'body'; readonly bytes: Buffer }
  /** The honest answer with its length announced in full, but cut after that many bytes. */
  | { readonly kind: 'cut-answer'; readonly afterBytes: number }
  /** An honest answer, preceded by so many megabytes of attributes nobody asked for. */
  | { readonly kind: 'huge'; readonly megabytes: number }
  /** Control characters, quotes and markup in every string of the answer. */
  | { readonly kind: 'hostile-text' }
  /** Every number of the answer is the lowest an integer can be. */
  | { readonly kind: 'hostile-numbers' }
  /** Does not do what was asked and answers with this status code. */
  | { readonly kind: 'status'; readonly code: number }
  /** Answers after that long. */
  | { readonly kind: 'slow'; readonly ms: number }
  /** Any other lie. */
  | { readonly kind: 'lie'; readonly change: (honest: IppMessage) => IppMessage };

/** Line ends, an escape sequence, both quotes, markup and a right-to-left override (threats T09, T35, T42). */
export const HOSTILE_TEXT = 'x\r\nInjected: yes\u001b[2J\u0000\u0007"\'<img src=x onerror=alert(1)>\u202e';

const LOWEST_INTEGER = -2_147_483_648;

const mapValues = (message: IppMessage, change: (value: IppValue) => IppValue): IppMessage => {
  const changeAttribute = (attribute: IppAttribute): IppAttribute => ({
    name: attribute.name,
    values: attribute.values.map((value) =>
      value.syntax === 'collection'
        ? { syntax: 'collection', value: value.value.map(changeAttribute) }
        : change(value),
    ),
  });
  return {
    ...message,
    // Charset and language stay, or a reader may rightly stop before it meets the rest.
    groups: message.groups.map(({ group, attributes }) => ({
      group,
      attributes: group === 'operation' ? attributes : attributes.map(changeAttribute),
    })),
  };
};

export const withHostileText = (message: IppMessage): IppMessage =>
  mapValues(message, (value) =>
    'value' in value && typeof value.value === 'string'
      ? { ...value, value: value.value + HOSTILE_TEXT }
      : value,
  );

export const withHostileNumbers = (message: IppMessage): IppMessage =>
  mapValues(message, (value) =>
    value.syntax === 'integer' || value.syntax === 'enum'
      ? { syntax: value.syntax, value: LOWEST_INTEGER }
      : value,
  );

/** Adds a printer group of that size in front of the others. */
export const withHugeAttributes = (message: IppMessage, megabytes: number): IppMessage => {
  // 1,023 octets are the most that a legal text may hold (RFC 8011 section 5.1.2).
  const filler = 'f'.repeat(1_023);
  const count = megabytes * 1024;
  const [operation, ...rest] = message.groups;
  const attributes = Array.from({ length: count }, (_, index) => text(`filler-${index}`, filler));
  return {
    ...message,
    groups: [...(operation === undefined ? [] : [operation]), { group: 'printer', attributes }, ...rest],
  };
};
