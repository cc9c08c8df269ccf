// The tables of docs/api.md and docs/webhooks.md that the code also knows: operations and events.
import assert from 'node:assert/strict';
import test from 'node:test';
import { HOOK_EVENTS } from '@platen/shared/webhook';
import { routesAlone } from '../api/routes-alone.ts';
import { keepPart, markdownTable } from './keep-equal.ts';

const WHO: Readonly<Record<string, string>> = {
  anyone: 'anyone',
  panel: 'a panel',
  'panel-user': 'who is signed in at a panel',
  'portal-user': 'who is signed in to the portal',
  converter: 'a conversion server',
  admin: '',
};

/** What `data` holds; flow/store, people/ and devices/ push it. */
const EVENTS: Readonly<Record<(typeof HOOK_EVENTS)[number], readonly [when: string, data: string]>> = {
  'job.received': ['a document has come', '`jobId`, `userId`, `channel`, `mediaType`, `size`'],
  'job.held': ['it is ready to print', '`jobId`, `userId`, `pages`'],
  'job.refused': ['it could not be made ready', '`jobId`, `userId`, `reason` (a code of errors.md)'],
  'release.done': [
    'the printer confirmed it, or a person said that it came out',
    '`releaseId`, `jobId`, `userId`, `printerId`, `outcome`, `pages`, `pagesDone`, `confidence`',
  ],
  'release.failed': [
    'nothing was printed (`outcome` returned), or it was stopped (cancelled)',
    '`releaseId`, `jobId`, `userId`, `printerId`, `outcome`, `pages`, `pagesDone`, `reason`',
  ],
  'release.uncertain': ['nobody knows: a person has to decide', 'the same'],
  'printer.condition': [
    "a printer's state, or the reasons for it, changed",
    '`printerId`, `state`, `reasons` (separated by blanks), `accepting`',
  ],
  'user.added': ['a person has an account now', '`userId`, `source`'],
  'user.disabled': ['a person was switched off', '`userId`, `by` (administrator or directory)'],
  attack: [
    'a network or the whole site used its budget of wrong codes up',
    '`source`, `wrong`, `blockedUntil` (Unix ms)',
  ],
  'certificate.expiring': [
    '30, 14 and 3 days before the certificate of HTTPS ends',
    '`notAfter`, `daysLeft`, `names`',
  ],
};

test('docs/webhooks.md tells every event', async () => {
  assert.deepEqual(Object.keys(EVENTS), [...HOOK_EVENTS]);
  const rows = Object.entries(EVENTS).map(([event, [when, data]]) => [`\`${event}\``, when, data]);
  await keepPart('docs/webhooks.md', 'events', markdownTable(['event', 'when', 'data'], rows));
});

test('docs/api.md lists every operation with who may call it', async () => {
  const rows = routesAlone().map(({ method, path, role, scope, fresh, summary }) => {
    const who =
      role !== 'admin'
        ? WHO[role]
        : scope === 'own'
          ? 'who is signed in to the console'
          : `\`${scope ?? ''}\``;
    const plain = path.replace(/\{[^}]*\}/g, '');
    return [`\`${method} ${plain}\``, `${who ?? ''}${fresh === true ? ', freshly proved' : ''}`, summary];
  });
  await keepPart('docs/api.md', 'operations', markdownTable(['operation', 'for', 'what it does'], rows));
});
