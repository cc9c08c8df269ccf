// What the API may do with the server's certificate; build-certificate.ts puts it together. Types only.
import type {
  AcmeLook,
  AcmeLooked,
  AcmeSetUp,
  CertificateChecked,
  CertificateFinding,
  CertificateRequestAsk,
  CertificateUpload,
  CertificateView,
  WaitingRequest,
} from '@platen/shared/api/admin-certificate';
import type { Check } from './doctor.ts';

export interface CertificateApp {
  readonly view: () => Promise<CertificateView>;
  /** What would come of using it; keeps nothing. */
  readonly check: (upload: CertificateUpload) => Promise<CertificateChecked>;
  /** Uses it from now on. Rejects with `certificate-unusable` when something stands against it, and `https-off`. */
  readonly install: (upload: CertificateUpload, who: string) => Promise<void>;
  /** Rejects with `not-found` when there was none before. */
  readonly goBack: (who: string) => Promise<void>;
  /** A new key that waits, and the request for its certificate. Rejects with `certificate-name`. */
  readonly request: (ask: CertificateRequestAsk, who: string) => Promise<WaitingRequest>;
  readonly dropRequest: (who: string) => Promise<void>;
  /** The public certificate with its chain, PEM. */
  readonly pem: () => string | undefined;
  /** Rejects with `acme-failed`. */
  readonly acmeLook: (ask: AcmeLook, signal: AbortSignal) => Promise<AcmeLooked>;
  /** Rejects with `acme-failed`, `acme-name` or `acme-terms`; the first try begins at once. */
  readonly acmeSetUp: (ask: AcmeSetUp, who: string, signal: AbortSignal) => Promise<void>;
  readonly acmeNow: (who: string) => Promise<void>;
  readonly acmeOff: (who: string) => Promise<void>;
  /** What has to be shown to an authority for its token. */
  readonly answerTo: (token: string) => Promise<string | undefined>;
  /** What is wrong with the certificate in use, worst first. */
  readonly findings: () => Promise<CertificateFinding[]>;
  /** For the doctor, beyond dates and names: renewal, files that cannot be used. */
  readonly doctor: () => Promise<Check[]>;
}
