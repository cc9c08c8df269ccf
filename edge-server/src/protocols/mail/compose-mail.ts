// Writes one message as it goes over the wire: RFC 5322 header, text and HTML as multipart/alternative (RFC 2046 section 5.1.4).
// No address is ever parsed: each is checked to be one plain addr-spec first, so nothing in a name or a subject becomes a recipient.
import { domainToASCII } from 'node:url';
import MailComposer from 'nodemailer/lib/mail-composer';
import type { OutgoingMail } from './sending.ts';

// RFC 5321 sections 4.5.3.1.1 and 4.5.3.1.2.
const LONGEST_LOCAL_PART = 64;
const LONGEST_DOMAIN = 255;
/** Mail programs show about 70 characters of a subject on a computer, 35 on a phone. */
const LONGEST_SUBJECT = 200;
const LONGEST_NAME = 100;

// RFC 5322 atext and the dot, with the non-ASCII characters of RFC 6531. No quoted local parts: an @ or a comma inside quotes is
// what address parsers disagree about (threats.md T21). Dots anywhere: some providers gave out "a..b@" and ".a@".
const LOCAL_PART = /^[A-Za-z0-9!#$%&'*+\-/=?^_`{|}~.\u{a1}-\u{10ffff}]+$/u;
const DOMAIN = /^[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?(?:\.[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?)*$/i;

/** Fields that are made from the parts of OutgoingMail; `headers` must not bring a second one. */
const OWN_FIELDS =
  /^(?:from|sender|to|cc|bcc|reply-to|subject|date|message-id|in-reply-to|references|mime-version|content-.*|resent-.*|received|return-path)$/i;

/**
 * The address as it stands in RCPT TO and in a header, its domain in ASCII (IDNA); undefined when it is not exactly one plain
 * addr-spec, such as `a@b@c`, `"a@b"@c`, `a@b, c@d`, `a(x)@b` or anything with a blank or a control character.
 */
export function wireAddress(address: string): string | undefined {
  const at = address.lastIndexOf('@');
  const local = address.slice(0, at);
  const typed = address.slice(at + 1);
  if (at < 1 || !LOCAL_PART.test(local) || Buffer.byteLength(local) > LONGEST_LOCAL_PART) return undefined;
  const domain = DOMAIN.test(typed) ? typed : /[^\0-\x7f]/.test(typed) ? domainToASCII(typed) : '';
  if (!DOMAIN.test(domain) || domain.length > LONGEST_DOMAIN) return undefined;
  return `${local}@${domain}`;
}

/**
 * The whole message, CRLF line ends, every line shorter than 998 octets. Equal but for its boundary each time.
 * @throws Error where an address is no plain addr-spec, an id is no msg-id or a further field is not ASCII: whoever made the
 * message had to see to that, and it must not leave.
 */
export async function composeMail(mail: OutgoingMail): Promise<Buffer> {
  const from = checked(wireAddress(mail.from.address), 'sender');
  const to = checked(wireAddress(mail.to), 'recipient');
  const message = new MailComposer({
    // Nothing in the name that a careless reader of the message might take for an address of its own.
    from: { address: from, name: oneLine(mail.from.name.replace(/[<>"\\]/g, ' '), LONGEST_NAME) },
    to: { address: to, name: '' },
    subject: oneLine(mail.subject, LONGEST_SUBJECT),
    date: new Date(mail.date),
    messageId: checked(msgId(mail.messageId), 'Message-ID'),
    ...(mail.inReplyTo === undefined ? {} : { inReplyTo: checked(msgId(mail.inReplyTo), 'In-Reply-To') }),
    ...(mail.references === undefined || mail.references.length === 0
      ? {}
      : { references: mail.references.map((id) => checked(msgId(id), 'References')) }),
    headers: Object.entries(mail.headers).map(([key, value]) => further(key, value)),
    text: mail.text,
    html: mail.html,
    encoding: 'quoted-printable',
    newline: 'win',
    // What is said is all there is: nothing is read from a file or fetched, whatever stands in it.
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  return message.compile().build();
}

/** RFC 5322 section 3.6.4, as strict as what we make and what we take over from a message that we answer. */
export function msgId(id: string): string | undefined {
  return /^<[\x21-\x3b\x3d\x3f-\x7e]{1,250}>$/.test(id) && id.includes('@') ? id : undefined;
}

function checked(value: string | undefined, what: string): string {
  if (value === undefined) throw new Error(`the ${what} of a message to be sent is not fit for a header`);
  return value;
}

function further(key: string, value: string): { key: string; value: string } {
  if (
    !/^[A-Za-z][A-Za-z0-9-]{0,60}$/.test(key) ||
    OWN_FIELDS.test(key) ||
    !/^[\x20-\x7e]{1,500}$/.test(value)
  )
    throw new Error(`the field ${JSON.stringify(key)} is not fit for a header`);
  return { key, value };
}

/** Without line breaks and other controls, not an encoded word by accident (RFC 2047 section 6.1), cut to what is read. */
function oneLine(text: string, longest: number): string {
  const plain = text
    .replace(/[\p{Cc}\p{Zl}\p{Zp}\u{202a}-\u{202e}\u{2066}-\u{2069}]+/gu, ' ')
    .replaceAll('=?', '= ?')
    .replace(/ {2,}/g, ' ')
    .trim();
  const letters = [...plain];
  return letters.length > longest ? `${letters.slice(0, longest - 1).join('')}\u2026` : plain;
}
