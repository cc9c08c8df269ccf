// The console's calls about the server's certificate.
import type {
  AcmeLook,
  AcmeLooked,
  AcmeSetUp,
  CertificateChecked,
  CertificateRequestAsk,
  CertificateUpload,
  CertificateView,
  WaitingRequest,
} from '@platen/shared/api/admin-certificate';
import { type ApiResult, callApi } from './api-call.ts';

const BASE = '/api/admin/certificate';
/** The authority is asked meanwhile, and may be far away. */
const AUTHORITY_MS = 60_000;

/** A download: the public certificate with its chain. */
export const CERTIFICATE_URL = `${BASE}/public`;

export const readCertificate = (signal?: AbortSignal): Promise<ApiResult<CertificateView>> =>
  callApi({ path: BASE, signal });
export const checkCertificate = (upload: CertificateUpload): Promise<ApiResult<CertificateChecked>> =>
  callApi({ method: 'POST', path: `${BASE}/check`, body: upload, timeoutMs: AUTHORITY_MS });
export const useCertificate = (upload: CertificateUpload): Promise<ApiResult<CertificateView>> =>
  callApi({ method: 'PUT', path: BASE, body: upload, timeoutMs: AUTHORITY_MS });
export const goBack = (): Promise<ApiResult<CertificateView>> =>
  callApi({ method: 'POST', path: `${BASE}/back`, body: {} });
export const requestCertificate = (ask: CertificateRequestAsk): Promise<ApiResult<WaitingRequest>> =>
  callApi({ method: 'POST', path: `${BASE}/request`, body: ask, timeoutMs: AUTHORITY_MS });
export const dropRequest = (): Promise<ApiResult<CertificateView>> =>
  callApi({ method: 'DELETE', path: `${BASE}/request` });
export const lookAtAuthority = (ask: AcmeLook): Promise<ApiResult<AcmeLooked>> =>
  callApi({ method: 'POST', path: `${BASE}/acme/look`, body: ask, timeoutMs: AUTHORITY_MS });
export const setUpRenewal = (ask: AcmeSetUp): Promise<ApiResult<CertificateView>> =>
  callApi({ method: 'PUT', path: `${BASE}/acme`, body: ask, timeoutMs: AUTHORITY_MS });
export const renewNow = (): Promise<ApiResult<CertificateView>> =>
  callApi({ method: 'POST', path: `${BASE}/acme/now`, body: {} });
export const stopRenewal = (): Promise<ApiResult<CertificateView>> =>
  callApi({ method: 'DELETE', path: `${BASE}/acme` });
