// May a panel's word be taken for who is signed in at its device? Only where the printer's sheet says so, and from the device's own address; the
// panel's key was asked for before (who.ts).
import { AppError } from '@platen/shared/app-error';
import type { App } from '../app.ts';
import { isDeviceItself } from '../devices/is-device-itself.ts';
import type { CallerOf } from './route.ts';

/** Throws `device-sign-in-off` or `device-elsewhere`; both are in the log, without the name that was told. */
export async function believeDevice(
  app: Pick<App, 'log' | 'settings'>,
  { printer, address }: CallerOf['panel'],
): Promise<void> {
  if (!printer.deviceSignIn || !app.settings.now().signIn.panelDevice) {
    throw new AppError('device-sign-in-off', { printer: printer.name });
  }
  if (await isDeviceItself(printer, address)) {
    app.log.info('a device told who is signed in at it', { printer: printer.id, address });
    return;
  }
  app.log.warn('who is signed in at a device was told from elsewhere', { printer: printer.id, address });
  throw new AppError('device-elsewhere', { printer: printer.name, address });
}
