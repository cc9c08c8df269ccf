// The settings of notices that are pushed to browsers (SPEC H7).
import { defineSettings } from './define-settings.ts';

export const pushSettings = defineSettings('push', 'Push notifications', {
  enabled: {
    type: 'boolean',
    default: true,
    label: 'People may switch on notifications',
    help: 'Each person decides on each phone or computer. Notices go through the push services of Google, Mozilla, Apple or Microsoft, as the browser has it: they learn when something was sent to which browser, and cannot read it, since it is encrypted to that browser. This server must be able to reach them over HTTPS.',
  },
  services: {
    type: 'text',
    default: '',
    maxLength: 2000,
    multiline: true,
    label: 'Further push services',
    help: 'Host names of push services of your own, one a line. Those of Google, Mozilla, Apple and Microsoft are known; nothing is ever sent anywhere else.',
  },
});
