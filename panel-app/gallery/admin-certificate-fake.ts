// The part of the made-up console server that answers for the certificate.
import type {
  AcmeLooked,
  AcmeSetUp,
  CertificateChecked,
  CertificateRequestAsk,
  CertificateView,
} from '@platen/shared/api/admin-certificate';
import { acmeOff, bought, certificateView, checkedWell, waitingRequest } from './admin-certificate-data.ts';

export interface CertificateScene {
  readonly certificate?: Partial<CertificateView>;
  readonly certificateChecked?: CertificateChecked;
  readonly acmeLooked?: AcmeLooked;
}

export interface CertificateFake {
  /** @param parts of the path behind /api/admin/certificate */
  readonly answer: (method: string, parts: readonly string[], body: unknown) => unknown;
  /** A setting was changed: those of the wire are shown here, too. */
  readonly changed: (key: string, value: unknown) => void;
}

export function certificateFake(scene: CertificateScene, now: number): CertificateFake {
  let view: CertificateView = { ...certificateView(now), ...scene.certificate };
  const bound = (): CertificateView => view;

  return {
    changed: (key, value) => {
      const name = key.split('.')[1] ?? '';
      if (name in view.wire) view = { ...view, wire: { ...view.wire, [name]: value } };
    },
    answer: (method, [area, act], body) => {
      if (area === 'check') return scene.certificateChecked ?? checkedWell(now);
      if (area === undefined && method === 'PUT') {
        const { request: _paired, previous: _old, ...rest } = view;
        const { current } = view;
        view = {
          ...rest,
          ...(current === undefined ? {} : { previous: current }),
          current: { ...bought(now), from: 'administrator' },
          findings: [],
          acme: acmeOff,
        };
        return bound();
      }
      if (area === 'back' && view.previous !== undefined) {
        const { previous, current } = view;
        view = {
          ...view,
          current: { ...previous, from: 'administrator' },
          ...(current === undefined ? {} : { previous: current }),
        };
        return bound();
      }
      if (area === 'request' && method === 'POST') {
        const { names } = body as CertificateRequestAsk;
        const request = { ...waitingRequest(now), names, createdAt: now };
        view = { ...view, request };
        return request;
      }
      if (area === 'request') {
        const { request: _dropped, ...rest } = view;
        view = rest;
        return bound();
      }
      if (area === 'acme' && act === 'look') {
        return (
          scene.acmeLooked ?? {
            terms: 'https://letsencrypt.org/documents/LE-SA-v1.6.pdf',
            needsBinding: false,
          }
        );
      }
      if (area === 'acme' && method === 'PUT') {
        const { directory, email, names } = body as AcmeSetUp;
        view = {
          ...view,
          acme: { directory, email, names, bound: false, phase: 'working', step: 'challenge' },
        };
        return bound();
      }
      if (area === 'acme' && method === 'POST') {
        view = { ...view, acme: { ...view.acme, phase: 'working', step: 'order' } };
        return bound();
      }
      if (area === 'acme') view = { ...view, acme: acmeOff };
      return bound();
    },
  };
}
