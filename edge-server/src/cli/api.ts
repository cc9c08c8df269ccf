// The server's API as the commands call it: typed answers, and refusals as CliError with the server's own sentence.
import { ErrorReply } from '@platen/shared/api/common';
import * as v from 'valibot';
import { CliError, EXIT } from './cli-error.ts';
import { type Download, download } from './download.ts';
import { type Answer, type Ask, exchange, type FileBody } from './exchange.ts';
import type { ServerFile } from './server-file.ts';

export type Query = Readonly<Record<string, string | number | undefined>>;

export interface Api {
  get<S extends v.GenericSchema>(path: string, reply: S, query?: Query): Promise<v.InferOutput<S>>;
  post<S extends v.GenericSchema>(path: string, json: unknown, reply: S): Promise<v.InferOutput<S>>;
  put<S extends v.GenericSchema>(path: string, json: unknown, reply: S): Promise<v.InferOutput<S>>;
  patch<S extends v.GenericSchema>(path: string, json: unknown, reply: S): Promise<v.InferOutput<S>>;
  remove<S extends v.GenericSchema>(path: string, reply: S): Promise<v.InferOutput<S>>;
  /** Takes the answer of a POST into a file; resolves to its bytes. */
  download(ask: Download): Promise<number>;
  /** Streams a file as the request's body. */
  upload<S extends v.GenericSchema>(
    path: string,
    query: Query,
    file: FileBody,
    reply: S,
  ): Promise<v.InferOutput<S>>;
}

/** `server` is only asked for on the first call, so that mistakes on the command line are told first. */
export function makeApi(server: () => Promise<ServerFile>, signal: AbortSignal): Api {
  let found: Promise<ServerFile> | undefined;

  async function call<S extends v.GenericSchema>(ask: Ask, reply: S): Promise<v.InferOutput<S>> {
    found ??= server();
    const answer = await exchange(await found, ask, signal);
    const json = parseJson(answer);
    if (answer.status < 200 || answer.status > 299) throw refusal(answer.status, json);
    const parsed = v.safeParse(reply, json);
    if (parsed.success) return parsed.output;
    throw new CliError(EXIT.refused, {
      code: 'unknown-answer',
      message: 'The server gave an answer that this command does not understand.',
      hint: `The command and the server seem to be of different versions: ${v.getDotPath(parsed.issues[0]) ?? 'answer'}: ${parsed.issues[0].message}`,
    });
  }

  return {
    get: (path, reply, query = {}) => call({ method: 'GET', path: withQuery(path, query) }, reply),
    post: (path, json, reply) => call({ method: 'POST', path, json }, reply),
    put: (path, json, reply) => call({ method: 'PUT', path, json }, reply),
    patch: (path, json, reply) => call({ method: 'PATCH', path, json }, reply),
    download: async (ask) => {
      found ??= server();
      return download(await found, ask, signal);
    },
    remove: (path, reply) => call({ method: 'DELETE', path }, reply),
    upload: (path, query, file, reply) => call({ method: 'POST', path: withQuery(path, query), file }, reply),
  };
}

function withQuery(path: string, query: Query): string {
  const given = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    if (value !== undefined) given.set(name, String(value));
  }
  return given.size === 0 ? path : `${path}?${given}`;
}

function parseJson(answer: Answer): unknown {
  try {
    return JSON.parse(answer.body);
  } catch (cause) {
    throw new CliError(EXIT.refused, {
      code: 'unknown-answer',
      message: `The server answered with status ${answer.status} and no JSON.`,
      hint: 'Is it Platen that listens there?',
      cause,
    });
  }
}

function refusal(status: number, json: unknown): CliError {
  const parsed = v.safeParse(ErrorReply, json);
  if (!parsed.success) {
    return new CliError(EXIT.refused, {
      code: 'unknown-answer',
      message: `The server answered with status ${status}.`,
    });
  }
  const { code, message, retry } = parsed.output.error;
  if (code === 'not-signed-in') {
    return new CliError(EXIT.refused, {
      code,
      message: 'The server did not take the pass from its data folder.',
      hint: 'It was restarted in this very moment, or --data-dir is a copy. Try again.',
      retry: true,
    });
  }
  return new CliError(EXIT.refused, { code, message, retry });
}
