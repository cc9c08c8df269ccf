// mailto: links (RFC 6068): what is pressed opens a message that needs nothing but the printer's name.

/** What a URI leaves as it is (RFC 3986 section 2.3); everything else is percent-encoded as UTF-8, line breaks as CRLF. */
const encoded = (text: string): string =>
  encodeURIComponent(text.replace(/\r\n|\r|\n/g, '\r\n')).replace(
    /[!'()*]/g,
    (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`,
  );

/**
 * @param to one address, an addr-spec. @param subject as the person finds it; a blank at its end stays, so that they can write on.
 */
export function mailtoLink(to: string, subject: string, body: string): string {
  // RFC 6068 section 2: the @ stands for itself, everything that means something in a URI does not.
  const address = to.split('@').map(encoded).join('@');
  return `mailto:${address}?subject=${encoded(subject)}&body=${encoded(body)}`;
}

/** How a key stands in a subject; flow/intake/mail/subject-words.ts finds it there. */
export const keyInSubject = (key: string): string => `[#${key}] `;
