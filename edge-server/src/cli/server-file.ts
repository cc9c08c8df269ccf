// run/server.json: by it the command line finds the running server, trusts its certificate and may call its API.
// The server writes it (mode 0600) when it listens and removes it when it stops.
import * as v from 'valibot';

export const ServerFile = v.object({
  /** Process id of the server. */
  pid: v.pipe(v.number(), v.integer(), v.minValue(1)),
  /** "https://127.0.0.1:8443": where this machine reaches it. */
  url: v.pipe(v.string(), v.url()),
  /** Sent as a bearer token; good while this server runs. */
  token: v.pipe(v.string(), v.minLength(1)),
  /** SHA-256 of the certificate (DER) as hex, with or without colons; needed for https. */
  certificateSha256: v.optional(
    v.pipe(
      v.string(),
      v.transform((hex) => hex.replaceAll(':', '').toLowerCase()),
      v.regex(/^[0-9a-f]{64}$/),
    ),
  ),
});
export type ServerFile = v.InferOutput<typeof ServerFile>;
