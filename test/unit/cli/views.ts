// Answers of the API with all their fields, for the fake server.
import type { AdminJob, AdminPrinter, AdminUser } from '@platen/shared/api/admin';
import type { ReleaseView } from '@platen/shared/api/common';
import { NOW } from './run-platen.ts';

export function aJob(fields: Partial<AdminJob> = {}): AdminJob {
  return {
    id: 'job1',
    title: 'Report.pdf',
    state: 'held',
    sentence: 'Ready. 3 pages.',
    tone: 'quiet',
    channel: 'command-line',
    mediaType: 'application/pdf',
    size: 20_480,
    pages: 3,
    colour: 'color',
    paper: 'A4',
    receivedAt: NOW - 5 * 60_000,
    expiresAt: NOW + 23 * 3_600_000,
    notes: [],
    ticket: {},
    owner: 'anna@example.org',
    ...fields,
  };
}

export function aPrinter(fields: Partial<AdminPrinter> = {}): AdminPrinter {
  return {
    id: 'prn1',
    name: 'Copy room',
    alias: 'copy',
    location: '2nd floor',
    enabled: true,
    sentence: 'Ready.',
    tone: 'ok',
    uri: 'ipps://10.0.0.20/ipp/print',
    allowHttp: false,
    source: 'console',
    kind: 'printer',
    otherUris: [],
    forDirectMail: false,
    forPublic: false,
    directQueue: false,
    deviceSignIn: false,
    sources: {},
    readOnly: [],
    credentials: {},
    panelPath: '/panel/key',
    waiting: 0,
    virtual: false,
    ...fields,
  };
}

export function aRelease(fields: Partial<ReleaseView> = {}): ReleaseView {
  return {
    id: 'rel1',
    jobId: 'job1',
    printerId: 'prn1',
    printerName: 'Copy room',
    state: 'claimed',
    ended: false,
    tone: 'busy',
    sentence: 'Waiting for the printer.',
    mayCancel: true,
    startedAt: NOW,
    ...fields,
  };
}

export function aUser(fields: Partial<AdminUser> = {}): AdminUser {
  return {
    id: 'usr1',
    email: 'anna@example.org',
    name: 'Anna Berg',
    held: 2,
    createdAt: NOW - 86_400_000,
    source: 'console',
    ...fields,
  };
}
