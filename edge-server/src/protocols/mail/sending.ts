// What every way of sending mail can do (SMTP, EWS, Graph), and how it ends. Wire only.
import type { MailTrouble } from './mailbox.ts';

export interface OutgoingMail {
  /** Envelope sender; empty is the null sender (RFC 3834: answers carry it, so that no bounce answers an answer). */
  readonly envelopeFrom: string;
  /** From header: address and display name. */
  readonly from: { readonly address: string; readonly name: string };
  /** Exactly one recipient, an addr-spec that was checked; never parsed again. */
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  /** With angle brackets; made by us. */
  readonly messageId: string;
  readonly inReplyTo?: string | undefined;
  readonly references?: readonly string[] | undefined;
  /** More header fields, such as Auto-Submitted. Names and values are ASCII without line breaks. */
  readonly headers: Readonly<Record<string, string>>;
  /** Unix ms. */
  readonly date: number;
}

/**
 * sent: the server has taken responsibility. not-sent: it has not, proven (refused before or at the end of the data, or never reached);
 * `permanent` where another try is no use. unknown: the end of the data was on its way and no answer came.
 */
export type SendOutcome =
  | { readonly kind: 'sent'; readonly detail: string }
  | {
      readonly kind: 'not-sent';
      readonly permanent: boolean;
      readonly trouble: MailTrouble | 'rejected';
      readonly detail: string;
      readonly retryAfterMs?: number | undefined;
    }
  | { readonly kind: 'unknown'; readonly detail: string };

export interface MailSender {
  send(mail: OutgoingMail, signal: AbortSignal): Promise<SendOutcome>;
  /** Connects, logs in and sends nothing: for the console's "Test". Throws MailError. */
  verify(signal: AbortSignal): Promise<void>;
  close(): void;
}
