// The console's certificate: what it is, checking and using another one, requests, renewal by an authority.
import {
  AcmeLook,
  AcmeLooked,
  AcmeSetUp,
  CertificateChecked,
  CertificateRequestAsk,
  CertificateUpload,
  CertificateView,
  WaitingRequest,
} from '@platen/shared/api/admin-certificate';
import { AppError } from '@platen/shared/app-error';
import type { App } from '../../app.ts';
import { defineRoute, type Route } from '../route.ts';

const BASE = '/api/admin/certificate';

export function adminCertificateRoutes(app: App): Route[] {
  const { certificates } = app;

  return [
    defineRoute({
      method: 'GET',
      path: BASE,
      role: 'admin',
      scope: 'security:read',
      summary: 'The certificate in use, what is wrong with it, the one before, requests, renewal.',
      reply: CertificateView,
      handle: async () => certificates.view(),
    }),
    defineRoute({
      method: 'GET',
      path: `${BASE}/public`,
      role: 'admin',
      scope: 'security:read',
      summary: 'The public certificate with its chain.',
      rawReply: 'application/x-pem-file',
      handle: async () => {
        const pem = certificates.pem();
        if (pem === undefined) throw new AppError('https-off');
        return new Response(pem, {
          headers: {
            'content-type': 'application/x-pem-file',
            'content-disposition': 'attachment; filename="platen-certificate.pem"',
          },
        });
      },
    }),
    defineRoute({
      method: 'POST',
      path: `${BASE}/check`,
      role: 'admin',
      scope: 'security:change',
      summary: 'What would come of using this certificate; nothing is kept.',
      body: CertificateUpload,
      reply: CertificateChecked,
      handle: async ({ body }) => certificates.check(body),
    }),
    defineRoute({
      method: 'PUT',
      path: BASE,
      role: 'admin',
      scope: 'security:change',
      fresh: true,
      summary: 'Use this certificate from now on.',
      body: CertificateUpload,
      reply: CertificateView,
      handle: async ({ body, caller }) => {
        await certificates.install(body, caller.who);
        return certificates.view();
      },
    }),
    defineRoute({
      method: 'POST',
      path: `${BASE}/back`,
      role: 'admin',
      scope: 'security:change',
      fresh: true,
      summary: 'Use the certificate from before again.',
      reply: CertificateView,
      handle: async ({ caller }) => {
        await certificates.goBack(caller.who);
        return certificates.view();
      },
    }),
    defineRoute({
      method: 'POST',
      path: `${BASE}/request`,
      role: 'admin',
      scope: 'security:change',
      summary: 'A new key, which waits here, and the request for its certificate.',
      body: CertificateRequestAsk,
      reply: WaitingRequest,
      handle: async ({ body, caller }) => certificates.request(body, caller.who),
    }),
    defineRoute({
      method: 'DELETE',
      path: `${BASE}/request`,
      role: 'admin',
      scope: 'security:change',
      summary: 'Forget the request and its key.',
      reply: CertificateView,
      handle: async ({ caller }) => {
        await certificates.dropRequest(caller.who);
        return certificates.view();
      },
    }),
    defineRoute({
      method: 'POST',
      path: `${BASE}/acme/look`,
      role: 'admin',
      scope: 'security:change',
      summary: 'What an authority says of itself: its terms, and whether it wants an account of its own.',
      body: AcmeLook,
      reply: AcmeLooked,
      handle: async ({ body, signal }) => certificates.acmeLook(body, signal),
    }),
    defineRoute({
      method: 'PUT',
      path: `${BASE}/acme`,
      role: 'admin',
      scope: 'security:change',
      fresh: true,
      summary: 'Have an authority issue the certificate and renew it; the first try begins at once.',
      body: AcmeSetUp,
      reply: CertificateView,
      handle: async ({ body, caller, signal }) => {
        await certificates.acmeSetUp(body, caller.who, signal);
        return certificates.view();
      },
    }),
    defineRoute({
      method: 'POST',
      path: `${BASE}/acme/now`,
      role: 'admin',
      scope: 'security:change',
      summary: 'Try again now.',
      reply: CertificateView,
      handle: async ({ caller }) => {
        await certificates.acmeNow(caller.who);
        return certificates.view();
      },
    }),
    defineRoute({
      method: 'DELETE',
      path: `${BASE}/acme`,
      role: 'admin',
      scope: 'security:change',
      summary: 'Do not renew any more; the certificate in use stays.',
      reply: CertificateView,
      handle: async ({ caller }) => {
        await certificates.acmeOff(caller.who);
        return certificates.view();
      },
    }),
  ];
}
