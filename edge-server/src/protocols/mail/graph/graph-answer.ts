// Reads what Microsoft Graph answers beside messages: pages of ids, folders, errors.
import * as v from 'valibot';
import { cleanText } from '../../ipp/clean-text.ts';
import { readSmall } from '../http-body.ts';
import type { HttpAnswer } from '../http-client.ts';
import { troubleOfStatus } from '../http-trouble.ts';
import { MailError } from '../mailbox.ts';

/** A page of 500 ids with their sizes has some 300 kB. */
const MOST_ANSWER_BYTES = 4 * 1024 * 1024;
/** What mailbox.ts allows. */
const LONGEST_UID = 1_000;

const Id = v.pipe(v.string(), v.minLength(1), v.maxLength(LONGEST_UID));

export const GraphFolders = v.object({ value: v.array(v.object({ id: Id })) });
export const GraphFolder = v.object({ id: Id });
export const GraphPage = v.object({
  value: v.array(
    v.object({
      id: Id,
      singleValueExtendedProperties: v.optional(v.array(v.object({ id: v.string(), value: v.string() }))),
    }),
  ),
  '@odata.nextLink': v.optional(v.pipe(v.string(), v.maxLength(8_192))),
});

const Failure = v.object({
  error: v.object({ code: v.optional(v.string(), ''), message: v.optional(v.string(), '') }),
});

/** Codes for "no such message"; 404 also stands for folders, mailboxes and methods that are not there. */
const GONE = /^(?:ErrorItemNotFound|ErrorMessageNotFound)$/;
const REFUSED =
  /^(?:ErrorAccessDenied|ErrorInvalidUser|MailboxNotEnabledForRESTAPI|ErrorNonExistentMailbox|Authorization_RequestDenied|ErrorFolderNotFound|Request_ResourceNotFound|ResourceNotFound)$/;
const LATER =
  /^(?:ErrorMailboxMoveInProgress|MailboxConcurrency|ApplicationThrottled|ErrorTimeoutExpired|ErrorServerBusy)$/;

/** @throws MailError when the status is none of success or the value is not of this form */
export async function readGraph<Schema extends v.GenericSchema>(
  schema: Schema,
  answer: HttpAnswer,
  from: string,
): Promise<v.InferOutput<Schema>> {
  if (answer.status !== 200) throw await troubleOfGraph(answer, from);
  const read = v.safeParse(schema, await readJson(answer));
  if (!read.success) throw new MailError('protocol', `${from}: the answer is not one of Microsoft Graph`);
  return read.output;
}

/** @returns the code beside the trouble, for the few that are told apart by it */
export async function failureOfGraph(
  answer: HttpAnswer,
  from: string,
): Promise<{ readonly code: string; readonly trouble: MailError }> {
  const read = v.safeParse(Failure, await readJson(answer));
  const code = read.success ? cleanText(read.output.error.code, 100) : '';
  const said = read.success ? cleanText(`${code} ${read.output.error.message}`, 300) : '';
  const byStatus = troubleOfStatus(answer.status, answer.headers, from, said);
  const kind = GONE.test(code)
    ? 'gone'
    : REFUSED.test(code)
      ? 'refused'
      : LATER.test(code)
        ? 'busy'
        : undefined;
  const trouble =
    kind === undefined || byStatus.trouble === 'busy' ? byStatus : new MailError(kind, byStatus.message);
  return { code, trouble };
}

export async function troubleOfGraph(answer: HttpAnswer, from: string): Promise<MailError> {
  return (await failureOfGraph(answer, from)).trouble;
}

/** Undefined when it is no JSON. */
async function readJson(answer: HttpAnswer): Promise<unknown> {
  const octets = await readSmall(answer, MOST_ANSWER_BYTES);
  try {
    return JSON.parse(octets.toString('utf8')) as unknown;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
