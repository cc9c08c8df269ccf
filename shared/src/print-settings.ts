// The settings of printing from computers and phones (IPP, AirPrint).
import { defineSettings } from './define-settings.ts';

export const printSettings = defineSettings('print', 'Printing from computers and phones', {
  ipp: {
    type: 'boolean',
    default: true,
    label: 'File > Print (IPP, AirPrint)',
    help: 'One queue that holds everything until its owner types a code at a printer. People sign in with email address and code, or use their own queue address.',
  },
  plain: {
    type: 'boolean',
    default: false,
    label: 'Also without encryption',
    help: 'Leave off. On: documents and codes of clients that cannot do TLS cross the network unprotected.',
  },
  trustNames: {
    type: 'boolean',
    default: false,
    label: 'Believe the user name a computer tells',
    help: 'Only where every computer on the network is yours: whoever names somebody else prints as that person. Nobody is asked for a password then.',
  },
});
