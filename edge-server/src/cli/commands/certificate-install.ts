// platen certificate install: uses another certificate from now on, after it was checked.
import { readFile } from 'node:fs/promises';
import {
  CertificateChecked,
  type CertificateUpload,
  CertificateView,
} from '@platen/shared/api/admin-certificate';
import { certificateLines, findingLines } from '../certificate-lines.ts';
import { CliError, EXIT, usageError } from '../cli-error.ts';
import { defineCommand } from '../command.ts';
import { readSecret } from '../read-secret.ts';

/** As the server bounds them. */
const MOST_FILES = 8;
const MOST_BYTES = 96 * 1024;

export const certificateInstall = defineCommand({
  name: 'certificate install',
  summary: 'Use another certificate from now on.',
  positionals: [{ name: 'FILE', several: true }],
  options: {
    'passphrase-file': {
      value: 'FILE',
      help: 'File with the passphrase of the key or the PFX; - asks for it.',
    },
    check: { help: 'Only say what would come of it.' },
  },
  notes: [
    'Certificate, chain and key as PEM, PFX, P7B or CER, in any order. The key may be missing when it was made here',
    'with "platen certificate request", or when it is the one in use. Nobody is cut off, and the one before is kept.',
    'Example: platen certificate install server.crt chain.pem server.key',
  ],
  run: async (call) => {
    const { check, 'passphrase-file': file } = call.options;
    const upload: CertificateUpload = {
      files: await Promise.all(call.given.map(readUpload)),
      ...(file === undefined ? {} : { passphrase: await readSecret(file, 'Passphrase: ') }),
    };
    if (upload.files.length > MOST_FILES) throw usageError('These are too many files.', 'Nothing was sent.');
    const checked = await call.api.post('/api/admin/certificate/check', upload, CertificateChecked);
    const { certificate, findings, usable } = checked;
    const lines = [
      ...findingLines(findings),
      ...(certificate === undefined ? [] : certificateLines(certificate, call.now())),
    ];
    if (!usable) {
      const message = 'This certificate cannot be used.';
      return {
        json: checked,
        lines,
        failures: [new CliError(EXIT.refused, { code: 'certificate-unusable', message })],
      };
    }
    if (check) return { json: checked, lines: [...lines, '', 'It can be used.'] };
    const view = await call.api.put('/api/admin/certificate', upload, CertificateView);
    return { json: view, lines: [...lines, '', 'It is in use.'] };
  },
});

async function readUpload(path: string): Promise<string> {
  let bytes: Buffer;
  try {
    bytes = await readFile(path);
  } catch (cause) {
    const message = `${path} cannot be read.`;
    throw new CliError(EXIT.usage, { code: 'file', message, hint: 'Nothing was sent.', cause });
  }
  if (bytes.length > MOST_BYTES)
    throw usageError(`${path} is too large for a certificate.`, 'Nothing was sent.');
  return bytes.toString('base64');
}
