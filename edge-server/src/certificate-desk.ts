// What administrators do with the certificate: look, check, use another one, go back, request one, have it renewed. Each change is audited.
import { createPrivateKey, X509Certificate } from 'node:crypto';
import type {
  CertificateFacts,
  CertificateFinding,
  CertificateUpload,
  CertificateView,
} from '@platen/shared/api/admin-certificate';
import { AppError } from '@platen/shared/app-error';
import { type AcmeRenewal, unprovable } from './acme-renewal.ts';
import { acmeSentence } from './acme-words.ts';
import type { CertificateApp } from './certificate-app.ts';
import type { Tx } from './db/database.ts';
import type { Deps } from './deps.ts';
import type { Check } from './doctor.ts';
import { isCertificateName, splitNames } from './platform/certificate.ts';
import { factsOf } from './platform/certificate-facts.ts';
import { chainOf, type Judged, judgeChain, judgeUpload } from './platform/certificate-judge.ts';
import type { CertificateStore } from './platform/certificate-store.ts';
import { readUpload } from './platform/certificate-upload.ts';
import { finding } from './platform/certificate-words.ts';
import { AcmeError } from './protocols/acme/acme-error.ts';
import type { SettingsStore } from './settings/settings-store.ts';

export interface CertificateDeskDeps extends Pick<Deps, 'db' | 'clock' | 'settings'> {
  readonly store: CertificateStore | undefined;
  readonly acme: AcmeRenewal;
  readonly settingsStore: Pick<SettingsStore, 'change'>;
  readonly audit: (tx: Tx, at: number, who: string, act: string, about: string) => Promise<void>;
  readonly hosts: () => readonly string[];
  /** The machine's own names and addresses. */
  readonly ownNames: () => readonly string[];
  readonly ports: () => { readonly http: number | undefined; readonly https: number | undefined };
  readonly printersOverHttp: () => Promise<number>;
}

const LEVELS = { stop: 0, warn: 1, note: 2 } as const;

export function makeCertificateDesk(deps: CertificateDeskDeps): CertificateApp {
  const { store, acme, clock } = deps;
  const note = (who: string, act: string, about: string) =>
    deps.db.write((tx) => deps.audit(tx, clock.now(), who, act, about));
  const opened = (): CertificateStore => {
    if (store === undefined) throw new AppError('https-off');
    return store;
  };

  async function judge({ files, passphrase }: CertificateUpload): Promise<Judged> {
    const upload = await readUpload(
      files.map((file) => Buffer.from(file, 'base64')),
      passphrase,
    );
    const request = await store?.request();
    const judged = judgeUpload(
      upload,
      {
        request: request === undefined ? undefined : createPrivateKey(request.key),
        current: store === undefined ? undefined : createPrivateKey(store.now().key),
      },
      { now: clock.now(), wanted: deps.hosts() },
    );
    const renews = deps.settings().secure.acmeDirectory.trim() !== '' && judged.usable !== undefined;
    return {
      ...judged,
      findings: byLevel([...judged.findings, ...(renews ? [finding('replaces-acme')] : [])]),
    };
  }

  async function findings(): Promise<CertificateFinding[]> {
    if (store === undefined) return [];
    const { cert } = store.now();
    const problem = store.problem();
    const { phase, problem: renewal } = await acme.view();
    const unrenewed = phase === 'failed' && renewal !== undefined;
    const judged = judgeChain(parseChain(cert), { now: clock.now(), wanted: deps.hosts() });
    return byLevel([
      ...judged,
      ...(unrenewed ? [finding('renewal-failed', { detail: renewal.sentence })] : []),
      ...(problem === undefined ? [] : [finding('on-disk', { detail: problem })]),
    ]);
  }

  async function view(): Promise<CertificateView> {
    const { http, https } = deps.ports();
    const { site, secure } = deps.settings();
    const [previous, request, acmeView, printersOverHttp, found] = await Promise.all([
      store?.previous(),
      store?.request(),
      acme.view(),
      deps.printersOverHttp(),
      findings(),
    ]);
    return {
      now: clock.now(),
      ...(http === undefined ? {} : { httpPort: http }),
      ...(https === undefined ? {} : { httpsPort: https }),
      ...(store === undefined ? {} : { current: await current(store) }),
      findings: found,
      ...(previous === undefined ? {} : { previous: factsOf(parseChain(previous.cert)) }),
      ...(request === undefined ? {} : { request: await waiting(request) }),
      suggested: suggested(),
      acme: acmeView,
      wire: {
        passwordEntry: secure.passwordEntry,
        channel: secure.channel,
        panelOverHttp: site.panelOverHttp,
        portalOverHttp: site.portalOverHttp,
        printersOverHttp,
      },
    };
  }

  async function current(from: CertificateStore): Promise<NonNullable<CertificateView['current']>> {
    const { cert, from: whose } = from.now();
    const facts = factsOf(parseChain(cert));
    return { ...facts, from: (await acme.isIssued(facts.sha256)) ? 'acme' : whose };
  }

  /** What people open, then the machine's names; addresses only where there is nothing else, since authorities issue none for them. */
  function suggested(): string[] {
    const all = splitNames([...deps.hosts(), ...deps.ownNames()].join(' ')).filter(isCertificateName);
    const names = all.filter((name) => unprovable(name) !== 'address');
    return names.length > 0 ? names : all;
  }

  async function waiting({ pem, key, createdAt }: { pem: string; key: string; createdAt: number }) {
    const { describeRequest } = await import('./platform/certificate-request.ts');
    return { ...describeRequest(pem, key), createdAt, pem };
  }

  async function askAcme<T>(asked: Promise<T>): Promise<T> {
    try {
      return await asked;
    } catch (cause) {
      if (!(cause instanceof AcmeError)) throw cause;
      const values = { sentence: acmeSentence(cause.trouble), detail: cause.message };
      throw new AppError('acme-failed', values, { cause });
    }
  }

  return {
    view,
    findings,
    check: async (upload) => {
      const { usable, ...judged } = await judge(upload);
      return { ...judged, findings: [...judged.findings], usable: usable !== undefined };
    },
    install: async (upload, who) => {
      const at = opened();
      const { usable, findings: found, keyFrom, certificate } = await judge(upload);
      if (usable === undefined || certificate === undefined) {
        const first = found.find(({ level }) => level === 'stop') ?? found[0];
        throw new AppError('certificate-unusable', { detail: first?.sentence ?? '' });
      }
      if (deps.settings().secure.acmeDirectory.trim() !== '')
        await deps.settingsStore.change('secure.acmeDirectory', undefined, who);
      await note(who, 'installed a certificate', certificate.sha256);
      await at.install(usable);
      if (keyFrom === 'request') await at.dropRequest();
    },
    goBack: async (who) => {
      const at = opened();
      const before = await at.previous();
      if (before === undefined) throw new AppError('not-found', { what: 'a certificate from before' });
      const facts: CertificateFacts = factsOf(parseChain(before.cert));
      // What renews itself would replace it again at once.
      if (deps.settings().secure.acmeDirectory.trim() !== '' && !(await acme.isIssued(facts.sha256)))
        await deps.settingsStore.change('secure.acmeDirectory', undefined, who);
      await note(who, 'went back to the certificate from before', facts.sha256);
      await at.goBack();
    },
    request: async (ask, who) => {
      const at = opened();
      const names = splitNames(ask.names.join(' '));
      const bad = names.find((name) => !isCertificateName(name));
      if (bad !== undefined) throw new AppError('certificate-name', { name: bad });
      const { makeRequest } = await import('./platform/certificate-request.ts');
      const { pem, key } = await makeRequest({ ...ask, names });
      await note(who, 'requested a certificate', names.join(' '));
      await at.keepRequest({ pem, key });
      return waiting({ pem, key, createdAt: clock.now() });
    },
    dropRequest: async (who) => {
      await note(who, 'dropped the request for a certificate', '');
      await opened().dropRequest();
    },
    pem: () => store?.now().cert,
    acmeLook: async ({ directory, root }, signal) => {
      const { meta } = await askAcme(acme.look(directory, root, signal));
      return {
        ...(meta?.termsOfService === undefined ? {} : { terms: meta.termsOfService }),
        ...(meta?.website === undefined ? {} : { website: meta.website }),
        needsBinding: meta?.externalAccountRequired === true,
      };
    },
    acmeSetUp: async (ask, who, signal) => {
      const at = opened();
      const names = splitNames(ask.names.join(' '));
      const bad = names.find((name) => !isCertificateName(name) || unprovable(name) !== undefined);
      if (bad !== undefined) throw new AppError('acme-name', { name: bad });
      const { meta } = await askAcme(acme.look(ask.directory, ask.root, signal));
      if ((meta?.termsOfService ?? '') !== ask.agreed) throw new AppError('acme-terms');
      const { directory, email, root, binding } = ask;
      const { change } = deps.settingsStore;
      // Off while it changes: half of it must not be tried.
      await change('secure.acmeDirectory', undefined, who);
      const terms = { directory, url: ask.agreed, at: clock.now(), who };
      await acme.setUp({ terms, root, binding, replaces: at.now().description.sha256 });
      await change('secure.acmeNames', names.join(' '), who);
      await change('secure.acmeEmail', email, who);
      await change('secure.acmeDirectory', directory, who);
      await note(who, 'agreed to the terms of an authority', ask.agreed === '' ? directory : ask.agreed);
      void acme.knock();
    },
    acmeNow: async (who) => {
      await note(who, 'had the certificate renewed', '');
      await acme.hurry();
    },
    acmeOff: (who) => deps.settingsStore.change('secure.acmeDirectory', undefined, who),
    answerTo: acme.answerTo,
    doctor: async () => {
      const { phase, problem } = await acme.view();
      const renewal: Check[] =
        phase === 'off'
          ? []
          : problem === undefined
            ? [{ id: 'acme', ok: true, sentence: 'The certificate renews itself.' }]
            : [
                {
                  id: 'acme',
                  ok: false,
                  sentence: `The certificate was not renewed. ${problem.sentence}`,
                  cure: `Look under Security, Certificate.${problem.detail === undefined ? '' : ` It said: ${problem.detail}`}`,
                },
              ];
      const disk = (await findings()).filter(({ code }) => code === 'on-disk');
      return [
        ...renewal,
        ...disk.map(({ sentence, cure }) => ({ id: 'certificate-files', ok: false, sentence, cure })),
      ];
    },
  };
}

const byLevel = (findings: readonly CertificateFinding[]): CertificateFinding[] =>
  [...findings].sort((a, b) => LEVELS[a.level] - LEVELS[b.level]);

/** The certificate in use and those behind it, as they stand in its file. */
function parseChain(pem: string): readonly [X509Certificate, ...X509Certificate[]] {
  const blocks = pem.match(/-----BEGIN CERTIFICATE-----[\s\S]*?-----END CERTIFICATE-----/g) ?? [];
  const leaf = new X509Certificate(blocks[0] ?? pem);
  return chainOf(leaf, [leaf, ...blocks.slice(1).map((block) => new X509Certificate(block))]);
}
