// Reads a message that a test received, as a mail program does: headers, the plain text and the HTML. Python's email package does the reading,
// so that our own reader is not asked about our own writing.
import { execFile } from 'node:child_process';

export interface ReadMail {
  /** Names in lower case. */
  readonly headers: ReadonlyMap<string, string>;
  readonly text: string;
  readonly html: string;
}

const SCRIPT = `
import sys, json, email, email.policy
m = email.message_from_bytes(sys.stdin.buffer.read(), policy=email.policy.default)
def body(kind):
    p = m.get_body(preferencelist=(kind,))
    return p.get_content() if p is not None else ''
print(json.dumps({'headers': [[k.lower(), str(v)] for k, v in m.items()], 'text': body('plain'), 'html': body('html')}))
`;

export function readMail(raw: string): Promise<ReadMail> {
  return new Promise((resolve, reject) => {
    const child = execFile('python3', ['-c', SCRIPT], (error, stdout) => {
      if (error !== null) return reject(error);
      const { headers, text, html } = JSON.parse(stdout) as {
        readonly headers: readonly (readonly [string, string])[];
        readonly text: string;
        readonly html: string;
      };
      resolve({ headers: new Map(headers), text, html });
    });
    child.stdin?.end(raw);
  });
}
