// The families that are shipped; which one a device is of, match-profile.ts decides. A family is one file and one line.
import * as v from 'valibot';
import brother from '../models/brother.json' with { type: 'json' };
import canon from '../models/canon.json' with { type: 'json' };
import canonIrAdv from '../models/canon-ir-adv.json' with { type: 'json' };
import epson from '../models/epson.json' with { type: 'json' };
import fujiXeroxApeosport from '../models/fuji-xerox-apeosport.json' with { type: 'json' };
import fujifilmApeos from '../models/fujifilm-apeos.json' with { type: 'json' };
import genericIppEverywhere from '../models/generic-ipp-everywhere.json' with { type: 'json' };
import genericPclPs from '../models/generic-pcl-ps.json' with { type: 'json' };
import hp from '../models/hp.json' with { type: 'json' };
import hpFuturesmart from '../models/hp-futuresmart.json' with { type: 'json' };
import konicaMinoltaBizhub from '../models/konica-minolta-bizhub.json' with { type: 'json' };
import kyoceraTaskalfa from '../models/kyocera-taskalfa.json' with { type: 'json' };
import lexmark from '../models/lexmark.json' with { type: 'json' };
import platenVirtualMfd from '../models/platen-virtual-mfd.json' with { type: 'json' };
import ricoh from '../models/ricoh.json' with { type: 'json' };
import sharpMx from '../models/sharp-mx.json' with { type: 'json' };
import toshibaEStudio from '../models/toshiba-e-studio.json' with { type: 'json' };
import xerox from '../models/xerox.json' with { type: 'json' };
import xeroxAltalink from '../models/xerox-altalink.json' with { type: 'json' };
import xeroxConnectkey from '../models/xerox-connectkey.json' with { type: 'json' };
import xeroxPrimelink from '../models/xerox-primelink.json' with { type: 'json' };
import xeroxVersalink from '../models/xerox-versalink.json' with { type: 'json' };
import { DeviceProfile } from './device-profile.ts';

const FILES: readonly unknown[] = [
  xeroxAltalink,
  xeroxVersalink,
  xeroxPrimelink,
  xeroxConnectkey,
  xerox,
  fujiXeroxApeosport,
  fujifilmApeos,
  hpFuturesmart,
  hp,
  canonIrAdv,
  canon,
  ricoh,
  konicaMinoltaBizhub,
  kyoceraTaskalfa,
  sharpMx,
  lexmark,
  toshibaEStudio,
  brother,
  epson,
  platenVirtualMfd,
  genericPclPs,
  genericIppEverywhere,
];

/** Throws at start when a shipped file is not a profile: that is a mistake in this checkout. */
export const MODELS: readonly DeviceProfile[] = FILES.map((file) => v.parse(DeviceProfile, file));
