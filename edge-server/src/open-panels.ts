// Puts the installation of panel apps together: certificate, profiles, credentials, which addresses may be asked. Wiring only.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { App } from './app.ts';
import type { Config } from './config.ts';
import type { Deps } from './deps.ts';
import { ownAddresses } from './devices/discover/own-links.ts';
import { makePanelInstaller, type PanelInstaller } from './devices/panels/make-panel-installer.ts';
import { findPrinter, type Printers } from './devices/printers.ts';

export function openPanels(
  deps: Pick<Deps, 'db' | 'clock' | 'ids' | 'log' | 'settings'>,
  config: Pick<Config, 'mode' | 'dataDir'>,
  printers: Printers,
  app: Pick<App, 'profileOf' | 'certificate' | 'httpsPort' | 'version'>,
): PanelInstaller {
  return makePanelInstaller({
    ...deps,
    version: app.version,
    httpsPort: app.httpsPort,
    panelPath: printers.panelPath,
    credentials: async (id) => {
      const row = await deps.db.read((tx) => findPrinter(tx, id));
      return row === undefined ? undefined : printers.credentialsOf(row).admin;
    },
    panelFacts: (row) => app.profileOf(row).panel,
    // The try-out's printers are inside this server; everywhere else its own addresses are no device's.
    rules: () =>
      config.mode === 'try'
        ? { allowLoopback: true }
        : { allowLoopback: false, ownAddresses: ownAddresses() },
    certificateNames: () => app.certificate().names,
    certificatePem: () =>
      readFile(join(config.dataDir, 'tls', 'cert.pem'), 'utf8').catch((cause: unknown) => {
        // Without HTTPS none is ever made.
        if (cause instanceof Error && 'code' in cause && cause.code === 'ENOENT') return undefined;
        throw cause;
      }),
  });
}
