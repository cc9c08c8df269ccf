// What a panel platform is: how the panel app gets onto one kind of device. platforms.ts lists them all. What a platform cannot do
// is an absent function.
import type { PanelWay } from '@platen/shared/api/panel-install';
import type { PanelPlatform } from '@platen/shared/device';
import type { DeviceLogin } from '@platen/shared/device-credentials';
import type { ErrorCode } from '@platen/shared/error-table';
import type { SoapCaller } from '../../protocols/soap/call-soap.ts';
import type { PasswordStyle } from '../../protocols/soap/ws-security.ts';

/** Where and how a device is reached. */
export interface PanelDevice {
  /** As in the printer's address. */
  readonly host: string;
  /** The IP address behind it, judged before. */
  readonly address: string;
  readonly ports: { readonly https: number; readonly http: number };
  /** SHA-256 of its certificate, where one was ever seen. */
  readonly pin: string | undefined;
  /** The password may go out as a digest without TLS: printer, site and the person installing all allow it. */
  readonly digestOverHttp: boolean;
}

/** The app as a device is told of it. */
export interface PanelApp {
  /** Of the icon; also what the registration is found again by. */
  readonly name: string;
  readonly vendor: string;
  readonly description: string;
  /** With the device's key. */
  readonly url: string;
  readonly iconUrl: string;
  readonly descriptionUrl: string;
}

/** The effects, so that tests can have their own. */
export interface PanelTools {
  readonly now: () => number;
  readonly random: (octets: number) => Uint8Array;
  readonly uuid: () => string;
  readonly call: SoapCaller;
}

export interface PanelWork {
  readonly device: PanelDevice;
  readonly app: PanelApp;
  readonly credentials: DeviceLogin | undefined;
  readonly passwordStyle: PasswordStyle;
  /** DER of the certificate the device is to trust; only when that was asked for. */
  readonly certificate: Uint8Array | undefined;
  readonly defaultScreen: boolean;
  readonly tools: PanelTools;
  readonly signal: AbortSignal | undefined;
}

/** Why it did not work; `code` names the sentence. */
export interface PanelTrouble {
  readonly ok: false;
  readonly code: ErrorCode;
  readonly values: Readonly<Record<string, string | number>>;
  /** The device said no to the credentials: they must not be sent again. */
  readonly passwordRefused: boolean;
}

export type PanelOutcome =
  | {
      readonly ok: true;
      /** Sentences worth knowing: what was replaced, what could not be done beside. */
      readonly notes: readonly string[];
      /** SHA-256 of the certificate the device showed. */
      readonly pin: string | undefined;
      /** Some step beside the installation had its password refused. */
      readonly passwordRefused: boolean;
    }
  | PanelTrouble;

export type PanelChecked =
  /** registered: the device opens our address; elsewhere: it has our app, but opens another address; absent: it has no app of ours. */
  { readonly ok: true; readonly found: 'registered' | 'elsewhere' | 'absent' } | PanelTrouble;

export interface PanelFacts {
  /** Which browser of an Apeos device to ask for. */
  readonly apeosVersion?: string | undefined;
}

export interface PanelPlatformPlugin {
  readonly platform: PanelPlatform;
  /** For a person. */
  readonly name: string;
  readonly way: PanelWay;
  /** What the device is to open, from the plain address of the panel app. Absent: no panel. */
  readonly address?: (url: string, facts: PanelFacts) => string;
  /** Most characters of that. */
  readonly addressLimit: number;
  /** What a person does, in order. */
  readonly steps: (address: string) => readonly string[];
  /** The same to take the app away again. */
  readonly removeSteps: () => readonly string[];
  readonly install?: (work: PanelWork) => Promise<PanelOutcome>;
  readonly remove?: (work: PanelWork) => Promise<PanelOutcome>;
  /** Looks without a password. */
  readonly check?: (work: PanelWork) => Promise<PanelChecked>;
}
