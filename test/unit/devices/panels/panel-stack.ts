// A panel installer over a real database, with a printer in it and a stand-in device behind it.
import {
  makePanelInstaller,
  type PanelInstaller,
} from '@platen/edge-server/devices/panels/make-panel-installer';
import {
  findPrinter,
  makePrinters,
  type PrinterRow,
  type Printers,
} from '@platen/edge-server/devices/printers';
import { makeSelfSigned } from '@platen/edge-server/platform/certificate-make';
import type { SoapAsk } from '@platen/edge-server/protocols/soap/call-soap';
import { callSoap } from '@platen/edge-server/protocols/soap/call-soap';
import type { PanelPlatform } from '@platen/shared/device';
import { type EipDevice, startEipDevice } from '../../../servers/eip-device.ts';
import type { EipOptions } from '../../../servers/eip-device-state.ts';
import { type TestDeps, testDeps } from '../../../support/deps.ts';

export const ADMIN = { name: 'admin', password: 'correct-Horse-9' };

export interface PanelStack {
  readonly deps: TestDeps;
  readonly device: EipDevice;
  readonly printers: Printers;
  readonly panels: PanelInstaller;
  /** Every SOAP request that went out. */
  readonly sent: SoapAsk[];
  /** The printer's row as it is now. */
  row(): Promise<PrinterRow>;
  readonly id: string;
  /** This server's certificate. */
  readonly certificatePem: string;
  /** As after a restart: nothing is remembered but the database. */
  again(): PanelInstaller;
  close(): Promise<void>;
}

export interface StackOptions {
  readonly device?: EipOptions;
  readonly platform?: PanelPlatform;
  readonly apeosVersion?: string;
  /** Store the device administrator's credentials; the right ones unless told. */
  readonly stored?: typeof ADMIN | 'none';
  readonly pin?: 'right' | 'other' | 'none';
  readonly allowHttp?: boolean;
  readonly httpsPort?: number | undefined;
  readonly uri?: string;
  readonly certificateNames?: readonly string[];
  readonly allowLoopback?: boolean;
}

export async function panelStack(options: StackOptions = {}): Promise<PanelStack> {
  const deps = await testDeps();
  const device = await startEipDevice({ admin: ADMIN, now: deps.clock.now, ...options.device });
  const printers = makePrinters(deps);
  const pin = { right: device.pin, other: 'ab'.repeat(32), none: undefined }[options.pin ?? 'right'];
  const added = await printers.add(
    {
      name: 'Copy room',
      uri: options.uri ?? 'ipps://127.0.0.1/ipp/print',
      allowHttp: options.allowHttp ?? false,
    },
    pin === undefined ? {} : { tlsPin: pin },
    'test',
  );
  const { id } = added;
  const { stored = ADMIN } = options;
  if (stored !== 'none') await printers.setCredentials(id, { admin: stored });
  const { cert } = await makeSelfSigned({
    names: ['print.example.org', '127.0.0.1'],
    organization: 'Platen test',
    notBefore: deps.clock.now() - 86_400_000,
    notAfter: deps.clock.now() + 86_400_000,
    key: undefined,
  });
  const sent: SoapAsk[] = [];
  const row = async (): Promise<PrinterRow> => {
    const found = await deps.db.read((tx) => findPrinter(tx, id));
    if (found === undefined) throw new Error('the printer is gone');
    return found;
  };
  const again = () =>
    makePanelInstaller({
      ...deps,
      version: '1.2.3',
      panelPath: printers.panelPath,
      credentials: async () => printers.credentialsOf(await row()).admin,
      panelFacts: () => ({
        platform: options.platform ?? 'xerox-eip',
        ...(options.apeosVersion === undefined ? {} : { apeosVersion: options.apeosVersion }),
      }),
      rules: () => ({ allowLoopback: options.allowLoopback ?? true }),
      httpsPort: () => ('httpsPort' in options ? options.httpsPort : 8443),
      certificateNames: () => options.certificateNames ?? ['print.example.org', '127.0.0.1', 'localhost'],
      certificatePem: () => Promise.resolve(cert),
      ports: device.ports,
      call: (asked) => {
        sent.push(asked);
        return callSoap(asked);
      },
    });
  return {
    deps,
    device,
    printers,
    panels: again(),
    sent,
    row,
    id,
    certificatePem: cert,
    again,
    close: async () => {
      await device.stop();
      await deps.close();
    },
  };
}
