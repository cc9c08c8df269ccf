// platen certificate request: a new key, which stays on the server, and the request for its certificate.
import { KEY_KINDS, WaitingRequest } from '@platen/shared/api/admin-certificate';
import { usageError } from '../cli-error.ts';
import { defineCommand } from '../command.ts';

export const certificateRequest = defineCommand({
  name: 'certificate request',
  summary: 'Make a key and print the request for its certificate.',
  positionals: [{ name: 'NAME', several: true }],
  options: {
    key: { value: 'KIND', help: 'p256 (unless told) or rsa3072.' },
    organization: { value: 'TEXT', help: 'As your authority wants it.' },
  },
  notes: [
    'The key waits on the server. Bring the certificate with: platen certificate install FILE...',
    'Example: platen certificate request print.example.org > print.csr',
  ],
  run: async (call) => {
    const { key: typed = 'p256', organization } = call.options;
    const key = KEY_KINDS.find((kind) => kind === typed);
    if (key === undefined) throw usageError(`--key is "${typed}".`, `Give one of ${KEY_KINDS.join(', ')}.`);
    const ask = { names: [...call.given], key, ...(organization === undefined ? {} : { organization }) };
    const made = await call.api.post('/api/admin/certificate/request', ask, WaitingRequest);
    return { json: made, lines: made.pem.trimEnd().split('\n') };
  },
});
