// Sends mail through Microsoft Graph: sendMail with the message as MIME. It goes out as the mailbox; the envelope sender is Exchange's
// business, so a null one (RFC 3834) cannot be had here and Auto-Submitted has to do. Graph keeps a copy in Sent Items: with MIME
// there is no way to say otherwise.
import { composeMail } from './compose-mail.ts';
import { failureOfGraph } from './graph/graph-answer.ts';
import { type GraphPlace, makeGraphCaller } from './graph/graph-call.ts';
import { sendOverHttp } from './http-send.ts';
import type { MailSender } from './sending.ts';

/** What the service says of the message itself: another try with the same one is no use. */
const REJECTED =
  /^(?:ErrorInvalidRecipients|ErrorMimeContentInvalidBase64String|ErrorMimeContentInvalid|ErrorMessageSizeExceeded|ErrorSendAsDenied|ErrorInvalidRequest)$/;

export function graphSender(place: GraphPlace): MailSender {
  const graph = makeGraphCaller(place);
  return {
    send: (mail, signal) =>
      sendOverHttp({
        message: () => composeMail(mail),
        signal,
        from: graph.from,
        post: (message, within, onPhase) =>
          graph.ask('POST', '/sendMail', within, {
            headers: { 'content-type': 'text/plain' },
            body: Buffer.from(message.toString('base64'), 'latin1'),
            once: true,
            onPhase,
          }),
        judge: async (answer) => {
          if (answer.status === 202) {
            answer.cut();
            return { kind: 'sent', detail: `${graph.from} took it` };
          }
          const { code, trouble } = await failureOfGraph(answer, graph.from);
          if (REJECTED.test(code) || answer.status === 413)
            return { kind: 'not-sent', permanent: true, trouble: 'rejected', detail: trouble.message };
          throw trouble;
        },
      }),
    async verify(signal) {
      // An application that may only send (Mail.Send) may read nothing: a token is all that can be had without sending.
      await place.token(signal);
    },
    close: () => graph.close(),
  };
}
