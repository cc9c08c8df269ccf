// The certificate's tab as scenes: as it is at first, bought, renewing itself, ending; bringing one, requesting one, renewal, plain HTTP.
import type { CertificateView } from '@platen/shared/api/admin-certificate';
import {
  acmeFailed,
  acmeOff,
  acmeOn,
  bought,
  certificateView,
  checkedBadly,
  checkedLocked,
  renewing,
  selfSigned,
  waitingRequest,
} from './admin-certificate-data.ts';
import type { AdminPicture } from './admin-picture.ts';
import { pictureNow } from './picture-clock.ts';

const now = pictureNow;
const hash = '#security=certificate';
const { wire } = certificateView(now);
const own: Partial<CertificateView> = {
  current: { ...bought(now), from: 'administrator' },
  findings: [],
  previous: selfSigned(now),
};
const ending: Partial<CertificateView> = {
  current: { ...bought(now, 9), from: 'administrator' },
  previous: selfSigned(now),
  findings: [
    {
      code: 'ends-soon',
      level: 'warn',
      sentence: 'It ends in 9 days, on 2026-12-01.',
      cure: 'Have it renewed by its authority, or let an authority renew it by itself (ACME).',
    },
  ],
};
const pem = '-----BEGIN CERTIFICATE-----\nMIIB...';

export const CERTIFICATE_PICTURES: readonly AdminPicture[] = [
  { name: 'certificate', scene: {}, hash },
  { name: 'certificate-own', scene: { certificate: own }, hash },
  { name: 'certificate-back', scene: { certificate: own }, hash, steps: [['Use the one before']] },
  { name: 'certificate-ending', scene: { certificate: ending }, hash },
  {
    name: 'certificate-check',
    scene: {},
    hash,
    steps: [['Paste text instead'], ['pem', pem], ['Check']],
  },
  {
    name: 'certificate-check-bad',
    scene: { certificateChecked: checkedBadly(now) },
    hash,
    steps: [['Paste text instead'], ['pem', pem], ['Check']],
  },
  {
    name: 'certificate-check-locked',
    scene: { certificateChecked: checkedLocked },
    hash,
    steps: [['Paste text instead'], ['pem', pem], ['Check']],
  },
  { name: 'certificate-request', scene: {}, hash, steps: [['Request one']] },
  {
    name: 'certificate-request-waits',
    scene: { certificate: { request: waitingRequest(now) } },
    hash,
    steps: [['Request one']],
  },
  { name: 'certificate-acme', scene: {}, hash, steps: [['Renew by itself'], ['authority', 'other']] },
  {
    name: 'certificate-acme-terms',
    scene: {
      acmeLooked: { terms: 'https://authority.example/terms.pdf', needsBinding: true },
    },
    hash,
    steps: [['Renew by itself'], ['authority', 'zerossl'], ['Continue']],
  },
  {
    name: 'certificate-acme-working',
    scene: { certificate: { acme: { ...acmeOn(now), phase: 'working', step: 'challenge' } } },
    hash,
  },
  {
    name: 'certificate-acme-on',
    scene: { certificate: { current: { ...renewing(now), from: 'acme' }, findings: [], acme: acmeOn(now) } },
    hash,
  },
  {
    name: 'certificate-acme-failed',
    scene: {
      certificate: { current: { ...renewing(now), from: 'acme' }, findings: [], acme: acmeFailed(now) },
    },
    hash,
  },
  {
    name: 'certificate-wire-open',
    scene: {
      certificate: { ...own, acme: acmeOff, wire: { ...wire, passwordEntry: false, panelOverHttp: true } },
    },
    hash,
  },
  { name: 'certificate-wire-redirect', scene: { certificate: own }, hash, steps: [['wire-redirect', 'on']] },
];
