// Somebody who is signed in at the device already, as the device tells its panel (SPEC B2, B3). Whether a device is believed is decided before
// (api/believe-device.ts): here its word is only turned into an account.
import { AppError } from '@platen/shared/app-error';
import { type IdentifyMethod, isGiven } from './identify-method.ts';

export const identifyByDevice: IdentifyMethod = {
  id: 'device',
  via: 'device',
  vouched: true,
  on: ({ panelDevice }, surface) => surface === 'panel' && panelDevice,
  takes: ({ deviceUser }) => isGiven(deviceUser),
  guess: () => ({}),
  // One answer for the unknown, for "Guest" and for names of several people.
  wrong: () => new AppError('device-nobody'),
  find: (tx, { deviceUser = '', deviceQualified = '', deviceEmail = '' }, people) =>
    people.byDevice(tx, { user: deviceUser, qualified: deviceQualified, email: deviceEmail }),
};
