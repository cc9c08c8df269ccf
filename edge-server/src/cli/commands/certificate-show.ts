// platen certificate show: the certificate in use, what is wrong with it, and how its renewal stands.
import { CertificateView } from '@platen/shared/api/admin-certificate';
import { certificateLines, findingLines } from '../certificate-lines.ts';
import { CliError, EXIT } from '../cli-error.ts';
import { defineCommand } from '../command.ts';
import { when } from '../when.ts';

export const certificateShow = defineCommand({
  name: 'certificate show',
  summary: 'Show the certificate in use and what is wrong with it.',
  positionals: [],
  options: {},
  notes: [],
  run: async (call) => {
    const view = await call.api.get('/api/admin/certificate', CertificateView);
    const { current, findings, acme, request } = view;
    if (current === undefined) {
      const message = 'HTTPS is switched off: no certificate is in use.';
      throw new CliError(EXIT.refused, {
        code: 'https-off',
        message,
        hint: 'Set PLATEN_HTTPS_PORT to a port.',
      });
    }
    const renewal =
      acme.phase === 'off'
        ? []
        : [
            '',
            acme.problem === undefined
              ? `Renews itself${acme.nextAt === undefined ? '' : `, next ${when(acme.nextAt, call.now())}`}.`
              : `Was not renewed. ${acme.problem.sentence} ${acme.problem.detail ?? ''}`.trim(),
          ];
    return {
      json: view,
      lines: [
        ...certificateLines(current, view.now),
        ...(findings.length === 0 ? [] : ['', ...findingLines(findings)]),
        ...renewal,
        ...(request === undefined
          ? []
          : [
              '',
              `A key waits for its certificate: requested ${when(request.createdAt, call.now())} for ${request.names.join(', ')}.`,
            ]),
      ],
    };
  },
});
