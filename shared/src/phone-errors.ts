// The part of the error table that is about screens that stay open: live changes, notices pushed to browsers.
import type { ErrorFact } from './error-fact.ts';

export const PHONE_ERRORS = {
  'too-many-streams': {
    status: 429,
    user: 'This page is open too many times. It goes on without live news.',
    operator: 'A stream of events was refused: too many of one session, or of this server.',
    retry: true,
  },
  // Notices pushed to browsers
  'push-off': {
    status: 409,
    user: 'Notifications are switched off here. Ask your administrator.',
    operator: 'A browser asked for notices while push.enabled is off.',
    retry: false,
  },
  'push-service': {
    status: 422,
    user: 'This browser’s notification service cannot be used from here: {detail}',
    operator: 'A push subscription was refused: {detail}',
    retry: false,
  },
  'too-many-push': {
    status: 409,
    user: 'Notifications go to {most} devices already. Remove one of them first.',
    operator: 'Somebody has {most} push subscriptions.',
    retry: false,
  },
  // Standing at a printer with a phone
  'presence-off': {
    status: 409,
    user: 'Printing by scanning a panel’s code is switched off here. Type your code at the panel.',
    operator: 'A panel’s code was asked for or scanned while presence.enabled is off.',
    retry: false,
  },
  'presence-expired': {
    status: 410,
    user: 'This code is no longer valid: it changes every 30 seconds. Scan the one that the panel shows now.',
    operator: 'A scanned code or its presence was too old, changed, or of a printer that is gone.',
    retry: false,
  },
  'presence-needed': {
    status: 403,
    user: 'Here you print standing at the printer: scan the code on the panel of {printer} with this phone, then print.',
    operator: 'presence.needed: no presence at {printer} in this portal session.',
    retry: false,
  },
  'too-many-scans': {
    status: 429,
    user: 'Too many wrong codes came from this network. Wait a minute, then scan again.',
    operator: 'Wrong presence codes from one network.',
    retry: true,
  },
} as const satisfies Readonly<Record<string, ErrorFact>>;
