// What the terminal shows after the start: where everything is, and in the try-out what to type.
import { groupCode } from '@platen/shared/code-length';
import type { Server } from './build-server.ts';
import type { Config } from './config.ts';
import { networkNames } from './network-names.ts';

export interface Demo {
  readonly email: string;
  readonly code: string;
  readonly panelPath: string;
  readonly documents: number;
}

export function printAddresses(
  config: Config,
  server: Pick<Server, 'httpPort' | 'httpsPort' | 'setupToken' | 'certificate'>,
  demo: Demo | undefined,
  print: (line: string) => void,
): void {
  const base = baseAddress(config, server);
  print('');
  if (demo !== undefined) {
    // Inside this machine plain HTTP is enough, and no browser asks about a self-signed certificate.
    const local = server.httpPort === undefined ? base : `http://localhost:${server.httpPort}`;
    print('  Platen is ready to try. Open the panel of the virtual printer and type the code:');
    print('');
    print(`    Panel     ${local}${demo.panelPath}`);
    print(`    Code      ${groupCode(demo.code)}`);
    print('');
    print(`    Portal    ${local}/   (sign in as ${demo.email} with the same code)`);
    print(`    Console   ${local}/admin/${setupHash(server.setupToken)}`);
    print('');
    if (server.httpsPort !== undefined) {
      print(`  The same over TLS: https://localhost:${server.httpsPort}/ (self-signed certificate).`);
    }
    print('  Everything stays on this machine. Stop with Ctrl-C; the data is in .platen/try-out.');
  } else {
    print(`  Platen is running: portal ${base}/  console ${base}/admin/`);
    if (server.setupToken !== undefined) {
      print('');
      print('  Create the first administrator with this link (it works once):');
      print(`    ${base}/admin/${setupHash(server.setupToken)}`);
    }
    if (server.certificate?.from === 'platen') {
      print(`  The certificate is self-signed; its SHA-256 is ${server.certificate.description.sha256}`);
    }
  }
  print('');
}

const setupHash = (token: string | undefined): string => (token === undefined ? '' : `#setup=${token}`);

function baseAddress(config: Config, server: Pick<Server, 'httpPort' | 'httpsPort'>): string {
  const everywhere = config.host === '::' || config.host === '0.0.0.0';
  const name = everywhere ? (networkNames()[0] ?? 'localhost') : config.host;
  const host = name.includes(':') ? `[${name}]` : name;
  return server.httpsPort === undefined
    ? `http://${host}${server.httpPort === 80 ? '' : `:${server.httpPort ?? ''}`}`
    : `https://${host}${server.httpsPort === 443 ? '' : `:${server.httpsPort}`}`;
}
