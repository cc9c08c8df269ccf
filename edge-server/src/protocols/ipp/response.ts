// Builds the answers a printer gives (RFC 8011 section 4.1.6): for our own IPP listener and for the virtual MFD.
import { fitOctets } from './clean-text.ts';
import { type StatusName, statusCodes } from './codes.ts';
import { maxNameOctets } from './limits.ts';
import {
  charset,
  type IppAttributes,
  type IppGroup,
  type IppMessage,
  naturalLanguage,
  text,
} from './message.ts';

/**
 * Answers in the version of the request as far as there is one: 1.x and 2.x (RFC 8011 section 4.1.8).
 * `statusMessage` is one sentence for a person; groups without attributes are left out, except job groups.
 */
export function responseMessage(
  request: Pick<IppMessage, 'version' | 'requestId'>,
  status: StatusName,
  answer: {
    readonly statusMessage?: string;
    /** More operation attributes. */
    readonly operation?: IppAttributes;
    readonly groups?: readonly IppGroup[];
  } = {},
): IppMessage {
  const { statusMessage, operation = [], groups = [] } = answer;
  const { major } = request.version;
  return {
    version: major === 1 || major === 2 ? request.version : { major: 2, minor: 0 },
    code: statusCodes[status],
    requestId: request.requestId,
    groups: [
      {
        group: 'operation',
        attributes: [
          charset('attributes-charset', 'utf-8'),
          naturalLanguage('attributes-natural-language', 'en'),
          ...(statusMessage === undefined
            ? []
            : // status-message is text(255), shorter than texts in general.
              [text('status-message', fitOctets(statusMessage, maxNameOctets))]),
          ...operation,
        ],
      },
      ...groups.filter(({ group, attributes }) => group === 'job' || attributes.length > 0),
    ],
  };
}
