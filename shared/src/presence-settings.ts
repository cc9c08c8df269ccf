// The settings of standing at a printer with a phone: the code that its panel shows, and what it is worth (SPEC B15).
import { defineSettings } from './define-settings.ts';

export const presenceSettings = defineSettings('presence', 'Phones at the printer', {
  enabled: {
    type: 'boolean',
    default: true,
    label: 'Release by QR code',
    help: 'Panels show a code that changes every 30 seconds. Whoever scans it with a phone and signs in to the portal sees their own documents and prints them there, without touching the panel. The code opens nothing by itself. A photo of it that is sent to somebody far away is worth a minute at most: whoever opens it in that time and signs in as themselves could print their own documents there.',
  },
  minutes: {
    needs: 'presence.enabled',
    type: 'number',
    default: 5,
    min: 1,
    max: 60,
    integer: true,
    unit: 'minutes',
    label: 'A scan is good for',
    help: 'For this long the phone counts as being at that printer, signing in included. Then it scans again. Signing out ends it at once.',
  },
  needed: {
    needs: 'presence.enabled',
    type: 'boolean',
    default: false,
    label: 'Printing from the portal needs presence',
    help: 'The portal then prints only at a printer whose panel was scanned a moment ago, so that nothing lies in a tray. Print queues have no panel: nothing is printed to them from the portal. Panels themselves go on as before.',
  },
  sites: {
    needs: 'presence.needed',
    type: 'text',
    default: '',
    maxLength: 2000,
    multiline: true,
    label: 'Only at these sites',
    help: 'One a line, as the printers have it. Empty: everywhere.',
  },
});
