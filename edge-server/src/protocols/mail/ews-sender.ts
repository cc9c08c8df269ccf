// Sends mail through Exchange Web Services: the message as MIME, sent by CreateItem ([MS-OXWSMSG]). It goes out as the mailbox; the
// envelope sender is Exchange's business, so a null one (RFC 3834) cannot be had here and Auto-Submitted has to do.
import { cleanText } from '../ipp/clean-text.ts';
import { composeMail } from './compose-mail.ts';
import { troubleOfMessage } from './ews/ews-answer.ts';
import { type EwsPlace, makeEwsCaller, readSmallAnswer } from './ews/ews-call.ts';
import { getFolder, sendMime } from './ews/ews-words.ts';
import { sendOverHttp } from './http-send.ts';
import { MailError } from './mailbox.ts';
import type { MailSender } from './sending.ts';

/** What the server says of the message itself: another try with the same one is no use. */
const REJECTED: ReadonlySet<string> = new Set([
  'ErrorInvalidRecipients',
  'ErrorInvalidMimeContent',
  'ErrorMimeContentInvalid',
  'ErrorMimeContentInvalidBase64String',
  'ErrorMessageSizeExceeded',
  'ErrorSendAsDenied',
  'ErrorMissingRecipients',
  'ErrorSubmissionQuotaExceeded',
  'ErrorRequestStreamTooBig',
]);
/** The server gave up waiting for itself: the message may be on its way. */
const MAYBE_SENT: ReadonlySet<string> = new Set(['ErrorTimeoutExpired', 'ErrorRequestAborted']);

export function ewsSender(place: EwsPlace): MailSender {
  const ews = makeEwsCaller(place);
  return {
    send: (mail, signal) =>
      sendOverHttp({
        message: () => composeMail(mail),
        signal,
        from: ews.from,
        post: (message, within, onPhase) => ews.openOnce(sendMime(message), within, onPhase),
        judge: async (answer) => {
          const [said] = await readSmallAnswer(answer, ews.from);
          if (said === undefined) throw new MailError('protocol', `${ews.from}: an answer without content`);
          if (said.code === 'NoError') return { kind: 'sent', detail: `${ews.from} took it` };
          const detail = cleanText(`${ews.from}: ${said.code} ${said.text}`, 300);
          if (MAYBE_SENT.has(said.code)) return { kind: 'unknown', detail };
          if (REJECTED.has(said.code))
            return { kind: 'not-sent', permanent: true, trouble: 'rejected', detail };
          const { trouble, retryAfterMs } = troubleOfMessage(said, ews.from);
          return { kind: 'not-sent', permanent: false, trouble, detail, retryAfterMs };
        },
      }),
    async verify(signal) {
      await ews.done(getFolder({ kind: 'distinguished', name: 'msgfolderroot' }), signal);
    },
    close: () => ews.close(),
  };
}
