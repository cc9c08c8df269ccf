// What the API and the doctor ask about printing from computers: where it listens, and which of its settings cannot do anything here and why.
import { access, constants } from 'node:fs/promises';
import { AppError } from '@platen/shared/app-error';
import type { Settings } from '@platen/shared/settings';
import type { Check, Exam } from './doctor.ts';
import type { Negotiate } from './platform/negotiate.ts';
import { authorityProblem, type PrintPort } from './print-port.ts';

export interface PrintingApp {
  /** Where only printing is listened for; undefined: nowhere, HTTPS's port takes it. */
  readonly port: () => number | undefined;
  /** Why a setting cannot do anything on this server, with what to do; undefined: it can. */
  readonly cannot: (key: string) => Promise<string | undefined>;
  /** What speaks against setting `key` to `value`. */
  readonly objection: (key: string, value: unknown) => Promise<AppError | undefined>;
  readonly exams: (look: {
    readonly now: () => number;
    readonly portUser: (port: number) => Promise<string | undefined>;
  }) => Exam[];
}

export interface PrintingParts {
  readonly port: Pick<PrintPort, 'port' | 'trouble'>;
  readonly negotiate: Pick<Negotiate, 'unavailable'>;
  readonly settings: () => Settings;
}

/** The system's own keytab (krb5.conf(5), default_keytab_name). */
const USUAL_KEYTAB = '/etc/krb5.keytab';

export function makePrintingApp(parts: PrintingParts): PrintingApp {
  const { port, negotiate, settings } = parts;
  const cannot: PrintingApp['cannot'] = async (key) =>
    key === 'print.kerberos' ? negotiate.unavailable() : undefined;
  return {
    port: port.port,
    cannot,
    objection: async (key, value) => {
      if (key === 'print.kerberos' && value === true) {
        const detail = await negotiate.unavailable();
        return detail === undefined ? undefined : new AppError('kerberos-missing', { detail });
      }
      if (key === 'print.certificateAuthority' && typeof value === 'string') {
        const detail = authorityProblem(value);
        return detail === undefined ? undefined : new AppError('not-an-authority', { detail });
      }
      return undefined;
    },
    exams: ({ portUser }) => [
      {
        area: 'network',
        id: 'print-port',
        what: 'The port for printing',
        run: () => portCheck(parts, portUser),
      },
      {
        area: 'people',
        id: 'print-kerberos',
        what: 'Kerberos for printing',
        run: async () =>
          settings().print.ipp && settings().print.kerberos ? kerberosChecks(parts, cannot) : [],
      },
    ],
  };
}

async function portCheck(
  { port, settings }: PrintingParts,
  portUser: (port: number) => Promise<string | undefined>,
): Promise<Check[]> {
  const id = 'print-port';
  if (!settings().print.ipp) return [];
  const open = port.port();
  if (open !== undefined)
    return [{ id, ok: true, sentence: `Computers and phones can print on port ${String(open)}.` }];
  const trouble = port.trouble();
  if (trouble === undefined) {
    const sentence =
      'No port is set aside for printing (PLATEN_IPP_PORT is off); computers and phones print on HTTPS’s port.';
    return [{ id, ok: true, sentence }];
  }
  const at = String(trouble.port);
  const still =
    'Printing works on HTTPS’s port meanwhile, but not for computers that expect 631 or show a certificate.';
  if (trouble.code === 'EADDRINUSE') {
    const by = await portUser(trouble.port);
    return [
      {
        id,
        ok: false,
        sentence: `Port ${at}, where computers look for a printer, is used by ${by ?? 'another program'}. ${still}`,
        cure: `Stop what uses it (on many systems CUPS: systemctl disable --now cups cups.socket), or set PLATEN_IPP_PORT to another port. It is taken as soon as it is free.`,
      },
    ];
  }
  if (trouble.code === 'EACCES') {
    return [
      {
        id,
        ok: false,
        sentence: `This server may not listen on port ${at}: ports below 1024 need a right its user does not have. ${still}`,
        cure: 'Start it as the service in packaging/platen.service, which has that right and no other, or set PLATEN_IPP_PORT to a port above 1023.',
      },
    ];
  }
  return [
    {
      id,
      ok: false,
      sentence: `Port ${at} for printing cannot be opened (${trouble.code}). ${still}`,
      cure: 'Look whether PLATEN_HOST names an address of this machine, or set PLATEN_IPP_PORT to another port.',
    },
  ];
}

async function kerberosChecks({ settings }: PrintingParts, cannot: PrintingApp['cannot']): Promise<Check[]> {
  const id = 'print-kerberos';
  const missing = await cannot('print.kerberos');
  if (missing !== undefined) {
    return [
      {
        id,
        ok: false,
        sentence: 'Kerberos tickets are to be taken for printing, but cannot be here.',
        cure: missing,
      },
    ];
  }
  const path = (settings().print.keytab.trim() || (process.env['KRB5_KTNAME'] ?? USUAL_KEYTAB)).replace(
    /^(FILE|WRFILE):/,
    '',
  );
  const readable = await access(path, constants.R_OK).then(
    () => true,
    () => false,
  );
  return [
    readable
      ? { id, ok: true, sentence: `Kerberos tickets are opened with the keytab ${path}.` }
      : {
          id,
          ok: false,
          sentence: `The keytab ${path} is not there, or this server’s user may not read it: no Kerberos ticket can be opened.`,
          cure: 'Put a keytab with the key of HTTP/NAME-OF-THIS-SERVER there, readable by the service’s user only, or name another one (Settings, Printing from computers and phones, Keytab file).',
        },
  ];
}
