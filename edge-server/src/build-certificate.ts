// Puts together what has to do with the server's certificate: what administrators do with it, renewal by an authority, warnings. Wiring only.
import { hostname } from 'node:os';
import { makeAcmeRenewal } from './acme-renewal.ts';
import type { CertificateApp } from './certificate-app.ts';
import { makeCertificateDesk } from './certificate-desk.ts';
import { makeCertificateWatch } from './certificate-watch.ts';
import type { Config } from './config.ts';
import { checkedLookup, mayBeAsked } from './devices/address-policy.ts';
import { ownAddresses } from './devices/discover/own-links.ts';
import { listPrinters } from './devices/printers.ts';
import type { InsertOutbox } from './flow/outbox/insert-outbox.ts';
import { certificateNames } from './network-names.ts';
import type { Storage } from './open-storage.ts';
import { audit } from './people/audit.ts';
import type { CertificateStore } from './platform/certificate-store.ts';
import type { PrintingApp } from './printing-app.ts';
import { publicHosts } from './public-hosts.ts';

export interface CertificateParts {
  readonly config: Pick<Config, 'mailLoopback'>;
  /** undefined: HTTPS is off. */
  readonly store: CertificateStore | undefined;
  readonly insertOutbox: InsertOutbox;
  readonly started: () => boolean;
  readonly httpsPort: () => number | undefined;
  readonly ownPorts: () => readonly number[];
  readonly printing: Pick<PrintingApp, 'port'>;
}

export interface BuiltCertificate {
  readonly app: CertificateApp;
  readonly start: () => void;
  readonly stop: () => Promise<void>;
}

export function buildCertificate(
  { deps, settingsStore, holder }: Storage,
  parts: CertificateParts,
): BuiltCertificate {
  const { store, ownPorts } = parts;
  const note = (tx: Parameters<typeof audit>[0], at: number, who: string, act: string, about: string) =>
    audit(tx, at, { who, act, about });
  // An authority may be on the network's inside; this server itself and the clouds' metadata may not be meant.
  const rules = () => ({
    allowLoopback: parts.config.mailLoopback,
    ownAddresses: ownAddresses(),
    ownPorts: ownPorts(),
    port: 443,
  });
  const acme = makeAcmeRenewal({
    ...deps,
    holder,
    store,
    ready: parts.started,
    lookup: checkedLookup(rules),
    mayAsk: (address) => mayBeAsked(address, rules()),
    audit: note,
  });
  const hosts = () => publicHosts(deps.settings(), hostname);
  const desk = makeCertificateDesk({
    ...deps,
    store,
    acme,
    settingsStore,
    audit: note,
    hosts,
    ownNames: certificateNames,
    ports: () => {
      const https = parts.httpsPort();
      return { https, http: ownPorts().find((port) => port !== https && port !== parts.printing.port()) };
    },
    printersOverHttp: async () =>
      (await deps.db.read(listPrinters)).filter(({ enabled, allowHttp }) => enabled && allowHttp).length,
  });
  const watch = makeCertificateWatch({
    ...deps,
    holder,
    insertOutbox: parts.insertOutbox,
    current: async () => {
      if (store === undefined) return undefined;
      const { description, from } = store.now();
      const issued = await acme.isIssued(description.sha256);
      const renewsItself = from === 'platen' || (issued && deps.settings().secure.acmeDirectory !== '');
      return { description, renewsItself, findings: await desk.findings() };
    },
  });
  const stopListening = store?.onChange(() => {
    // Not waited for: it may write, and whoever has just brought a certificate need not wait for a message to administrators.
    void watch.look();
  });

  return {
    app: desk,
    start: () => {
      acme.start();
      watch.start();
    },
    stop: async () => {
      stopListening?.();
      await acme.stop();
      await watch.stop();
    },
  };
}
