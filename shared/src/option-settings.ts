// The organisation's default options (SPEC B10), in the ticket's words. People set their own in the portal.
import type { DefaultOptions } from './default-options.ts';
import { defineSettings, type SettingsOf } from './define-settings.ts';
import { SIDES } from './ticket.ts';

/** No default: the document is printed as it was sent, and the rest is the printer's. */
const AS_SENT = 'as-sent';

export const optionSettings = defineSettings('options', 'Default options', {
  sides: {
    type: 'choice',
    default: AS_SENT,
    choices: {
      [AS_SENT]: 'As sent',
      'one-sided': 'One side',
      'two-sided-long-edge': 'Both sides, turned along the long edge',
      'two-sided-short-edge': 'Both sides, turned along the short edge',
    },
    label: 'Sides',
    help: 'For documents that say nothing of it themselves. People set their own in the portal, and choose otherwise at the panel.',
  },
  printColorMode: {
    type: 'choice',
    default: AS_SENT,
    choices: {
      [AS_SENT]: 'As sent',
      auto: 'Colour where the document has it',
      monochrome: 'Black and white',
    },
    label: 'Colour',
    help: 'Black and white saves toner. Who needs colour chooses it in the portal or at the panel.',
  },
  media: {
    type: 'choice',
    default: AS_SENT,
    choices: {
      [AS_SENT]: 'As sent',
      iso_a4_210x297mm: 'A4',
      'na_letter_8.5x11in': 'Letter',
    },
    label: 'Paper',
    help: 'As sent is right where several sizes are loaded. A4 or Letter puts every document on that paper; larger pages are made smaller.',
  },
});

/** What of it is a default. */
export function siteDefaults(options: SettingsOf<typeof optionSettings.settings>): DefaultOptions {
  const { sides, printColorMode, media } = options;
  const known = SIDES.find((one) => one === sides);
  return {
    ...(known === undefined ? {} : { sides: known }),
    ...(printColorMode === 'auto' || printColorMode === 'monochrome' ? { printColorMode } : {}),
    ...(media === AS_SENT ? {} : { media }),
  };
}
