// platen printer install-panel: gets the panel app onto a printer's own screen, or leads a person who does.
import { PanelDone } from '@platen/shared/api/panel-install';
import { PANEL_PLATFORMS } from '@platen/shared/device';
import { usageError } from '../cli-error.ts';
import { defineCommand } from '../command.ts';
import { LOGIN_OPTIONS, readDeviceLogin } from '../device-login.ts';
import { findPrinter } from '../find-printer.ts';

export const printerInstallPanel = defineCommand({
  name: 'printer install-panel',
  summary: "Install the panel app on a printer's own screen.",
  positionals: [{ name: 'PRINTER' }],
  options: {
    ...LOGIN_OPTIONS,
    certificate: { help: "Give the device this server's certificate, where it checks certificates." },
    'first-screen': { help: 'Make the app the first thing people see.' },
    platform: { value: 'WORD', help: `${PANEL_PLATFORMS.join(', ')}; else what its profile says.` },
    'send-password': { help: 'Send the password itself inside TLS, for devices that take no digest of it.' },
    'digest-over-http': {
      help: 'Where the device has no HTTPS: sign in over plain HTTP. The printer must allow HTTP too.',
    },
    check: { help: 'Change nothing: look whether it is there and has called home.' },
  },
  notes: [
    'PRINTER is its id, name or alias. Devices that take no installation over the network get a list of steps.',
    'A password that the device refused is never sent again by itself: three wrong ones lock the server out.',
    'Example: platen printer install-panel "Copy room" --user admin --password-file /run/secrets/copy-room',
  ],
  run: async (call) => {
    const [typed = ''] = call.given;
    const { options } = call;
    const platform = PANEL_PLATFORMS.find((known) => known === options.platform);
    if (options.platform !== undefined && platform === undefined) {
      throw usageError(
        `There is no platform "${options.platform}".`,
        `One of: ${PANEL_PLATFORMS.join(', ')}.`,
      );
    }
    const credentials = options.check ? undefined : await readDeviceLogin(options);
    const printer = await findPrinter(call.api, typed);
    const path = `/api/admin/printers/${encodeURIComponent(printer.id)}/panel`;
    const done = options.check
      ? await call.api.post(`${path}/check`, undefined, PanelDone)
      : await call.api.post(
          `${path}/install`,
          {
            ...(credentials === undefined ? {} : { credentials }),
            ...(platform === undefined ? {} : { platform }),
            ...(options['send-password'] ? { passwordStyle: 'text' } : {}),
            ...(options['digest-over-http'] ? { digestOverHttp: true } : {}),
            ...(options.certificate ? { installCertificate: true } : {}),
            ...(options['first-screen'] ? { defaultScreen: true } : {}),
          },
          PanelDone,
        );
    const { panel, notes } = done;
    const byHand = panel.way !== 'automatic' && !panel.calledHome;
    return {
      json: done,
      lines: [
        `${printer.name} (${panel.platformName}): ${panel.sentence}`,
        ...notes,
        ...(byHand ? panel.steps.map((step, at) => `${at + 1}. ${step}`) : []),
      ],
    };
  },
});
