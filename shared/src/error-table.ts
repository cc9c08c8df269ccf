// Every error the system can tell of: what the user reads (what to do), what the operator reads (which thing to look at),
// the HTTP status (RFC 9110) and whether trying again later can help. api/map-error.ts is the only place that turns one into an answer.
import type { ErrorFact } from './error-fact.ts';
import { MAIL_ERRORS } from './mail-errors.ts';
import { PEOPLE_ERRORS } from './people-errors.ts';
import { PHONE_ERRORS } from './phone-errors.ts';
import { PRINTER_ERRORS } from './printer-errors.ts';
import { SIGN_IN_ERRORS } from './sign-in-errors.ts';

export const ERRORS = {
  // The caller
  'bad-request': {
    status: 400,
    user: 'This request could not be understood.',
    operator: 'Bad request: {detail}',
    retry: false,
  },
  'not-signed-in': {
    status: 401,
    user: 'Please sign in.',
    operator: 'No valid session for {role}.',
    retry: false,
  },
  'not-allowed': {
    status: 403,
    user: 'You may not do this.',
    operator: 'Caller is not allowed: {detail}',
    retry: false,
  },
  'wrong-origin': {
    status: 403,
    user: 'This page is out of date. Reload it.',
    operator: 'A changing request came without the X-Platen header or from a foreign origin.',
    retry: false,
  },
  'not-found': { status: 404, user: 'This is no longer here.', operator: 'Not found: {what}', retry: false },
  conflict: {
    status: 409,
    user: 'Somebody changed this at the same time. Look again.',
    operator: 'Conflict: {detail}',
    retry: true,
  },
  'https-only': {
    status: 403,
    user: 'This page must be opened over HTTPS.',
    operator: 'Plain HTTP is not allowed here. Allow it for this printer, or use the HTTPS address.',
    retry: false,
  },
  // Signing in
  'wrong-code': {
    status: 401,
    user: 'This code does not match. Look it up and try again.',
    operator: 'Unknown, expired or mistyped code.',
    retry: false,
  },
  'wrong-password': {
    status: 401,
    user: 'Name or password does not match.',
    operator: 'Wrong administrator name or password.',
    retry: false,
  },
  'too-many-tries': {
    status: 429,
    user: 'Too many wrong codes here. Try again in {seconds} seconds.',
    operator: 'Guess budget used up: {scope}.',
    retry: true,
  },
  'code-needs-email': {
    status: 429,
    user: 'Please sign in with your email address and your code.',
    operator: 'The site-wide guess budget is used up: code-only sign-in is off until it refills.',
    retry: true,
  },
  'panel-unknown': {
    status: 401,
    user: 'This panel is not set up. Ask for its address in the console.',
    operator: 'No printer has this device key.',
    retry: false,
  },
  'printer-off': {
    status: 403,
    user: 'Printing here is switched off.',
    operator: 'Printer {printer} is not enabled for release.',
    retry: false,
  },
  'setup-done': {
    status: 404,
    user: 'This is no longer here.',
    operator: 'Setup is finished; its link is void.',
    retry: false,
  },
  'weak-password': {
    status: 422,
    user: 'Choose a password of at least {length} characters.',
    operator: 'Password too short.',
    retry: false,
  },
  // A document coming in
  'document-empty': {
    status: 422,
    user: 'The file is empty.',
    operator: 'Zero bytes received.',
    retry: false,
  },
  'document-too-large': {
    status: 413,
    user: 'The file is too large. {limit} is the most that can be sent.',
    operator: 'More than {limit} received or announced.',
    retry: false,
  },
  'document-truncated': {
    status: 400,
    user: 'The file did not arrive whole. Send it again.',
    operator: 'Body ended after {got} of {announced} bytes.',
    retry: true,
  },
  'length-mismatch': {
    status: 400,
    user: 'The file did not arrive as announced. Send it again.',
    operator: 'Announced {announced} bytes, got {got}.',
    retry: true,
  },
  'document-type': {
    status: 415,
    user: 'Files of this kind cannot be printed here. Save it as PDF, and send that.',
    operator: 'No converter accepts {found}.',
    retry: false,
  },
  'document-mismatch': {
    status: 415,
    user: 'This file is not what its name says. Open it, save it as PDF, and send that.',
    operator: 'Claimed {claimed}, found {found}.',
    retry: false,
  },
  'document-broken': {
    status: 422,
    user: 'This file is damaged. Open it, save it as PDF, and send that.',
    operator: 'Not readable: {detail}',
    retry: false,
  },
  'document-password': {
    status: 422,
    user: 'This document is locked with a password. Save it without one and send it again.',
    operator: 'It opens with a password only.',
    retry: false,
  },
  'document-sealed': {
    status: 422,
    user: 'This PDF is protected in a way that only its own program can open. Print it to a PDF there, and send that.',
    operator: 'PDF with an encryption handler that is not known.',
    retry: false,
  },
  'document-wrong-password': {
    status: 422,
    user: 'This is not the password of the document. Try again.',
    operator: 'PDF did not open with the password given.',
    retry: false,
  },
  'document-not-printable': {
    status: 422,
    user: 'The author of this PDF does not allow printing it.',
    operator: 'PDF permissions forbid printing.',
    retry: false,
  },
  'document-too-many-pages': {
    status: 422,
    user: 'The document has too many pages. {limit} is the most.',
    operator: 'Over the page limit of {limit}.',
    retry: false,
  },
  'document-too-slow': {
    status: 422,
    user: 'This file takes too long to get ready. Save it as a simpler PDF and send that.',
    operator: 'Over the time limit of {seconds} s.',
    retry: false,
  },
  'document-unsafe': {
    status: 422,
    user: 'This file is built in a way that could do harm here. Open it, save it as PDF, and send that.',
    operator: 'Refused before it was opened: {detail}',
    retry: false,
  },
  'office-missing': {
    status: 503,
    user: 'Office files cannot be printed here at present. Save it as PDF and send that.',
    operator: 'No LibreOffice, or no sandbox to run it in: {detail}',
    retry: true,
  },
  'converter-missing': {
    status: 503,
    user: 'Files of this kind cannot be printed here at present. Save it as PDF and send that.',
    operator: 'The program that converts it, or a sandbox to run it in, is missing: {detail}',
    retry: true,
  },
  'postscript-off': {
    status: 415,
    user: 'PostScript is not printed here. Save it as PDF and send that, or ask your administrator to allow it.',
    operator: 'The setting "Take PostScript and EPS" is off.',
    retry: false,
  },
  'font-unusable': {
    status: 422,
    user: 'This font cannot be used: {why}.',
    operator: 'Font refused: {why}.',
    retry: false,
  },
  'upload-gone': {
    status: 410,
    user: 'This upload is no longer open. Send the file again.',
    operator: 'Upload expired, was cancelled, or is unknown.',
    retry: false,
  },
  'upload-offset': {
    status: 409,
    user: 'The upload goes on from another place.',
    operator: 'Upload-Offset {got}, expected {expected}.',
    retry: true,
  },
  'disk-full': {
    status: 507,
    user: 'There is no room for more documents at the moment. Try again later.',
    operator: 'Disk full below {where}.',
    retry: true,
  },
  'storage-failed': {
    status: 503,
    user: 'The document could not be stored safely. Try again.',
    operator: 'Storage failed: {detail}',
    retry: true,
  },
  // A job
  'job-busy': {
    status: 409,
    user: 'This document is being printed right now.',
    operator: 'Job {job} is claimed by another release.',
    retry: true,
  },
  'job-not-ready': {
    status: 409,
    user: 'This document is still being made ready.',
    operator: 'Job {job} is in state {state}.',
    retry: true,
  },
  'job-gone': {
    status: 410,
    user: 'This document is no longer here.',
    operator: 'Job {job} is {state}.',
    retry: false,
  },
  'preview-failed': {
    status: 422,
    user: 'This page cannot be shown. It may still print.',
    operator: 'Rendering failed: {detail}',
    retry: false,
  },
  'accounting-needed': {
    status: 422,
    user: 'This printer asks for your accounting data first.',
    operator: 'Printer {printer} needs {need}; nothing is remembered for this user.',
    retry: false,
  },
  'option-unsupported': {
    status: 422,
    user: 'This printer cannot do that: {option}.',
    operator: 'Ticket asks {option}, printer does not offer it.',
    retry: false,
  },
  ...PRINTER_ERRORS,
  ...MAIL_ERRORS,
  ...PEOPLE_ERRORS,
  ...PHONE_ERRORS,
  ...SIGN_IN_ERRORS,
  // People
  'user-exists': {
    status: 409,
    user: 'There is already an account with this address.',
    operator: 'User {email} exists.',
    retry: false,
  },
  'bad-email': {
    status: 422,
    user: 'This is not an email address.',
    operator: 'Not an email address.',
    retry: false,
  },
  'bad-setting': {
    status: 422,
    user: '{label}: {detail}',
    operator: 'Setting {key}: {detail}',
    retry: false,
  },
  // The house
  'not-ready': {
    status: 503,
    user: 'The server is starting. Try again in a moment.',
    operator: 'Not ready: {detail}',
    retry: true,
  },
  'too-many-requests': {
    status: 429,
    user: 'Too many requests. Try again in {seconds} seconds.',
    operator: 'Rate limit: {scope}.',
    retry: true,
  },
  internal: {
    status: 500,
    user: 'Something went wrong here. Nothing was lost. Try again.',
    operator: 'Unexpected: {detail}',
    retry: true,
  },
} as const satisfies Readonly<Record<string, ErrorFact>>;

export type ErrorCode = keyof typeof ERRORS;

export function isErrorCode(text: string): text is ErrorCode {
  return Object.hasOwn(ERRORS, text);
}
