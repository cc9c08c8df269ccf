// What a device's own browser can do for the panel app beside showing it. Whatever a platform cannot do is absent. Written for old browsers:
// XMLHttpRequest, no Proxy, no look-behind, nothing that a polyfill cannot give.

/** Who the device says is signed in at it; texts that it does not have are empty. */
export interface DevicePerson {
  readonly name: string;
  /** EXAMPLE\anna or anna@ad.example.org. */
  readonly qualified: string;
  readonly email: string;
}

export interface PanelPlatform {
  readonly kind: 'browser' | 'eip' | 'apeos';
  /** Leaves to the device's own menu. False: the app is still here, and a person has to press the device's Home key. */
  readonly exit?: () => Promise<boolean>;
  /** Undefined where nobody is, and where the device does not say. Never rejects. */
  readonly signedInAtDevice?: () => Promise<DevicePerson | undefined>;
  /** Cards that the device's own reader has read, as the device spells them. @returns ends it. */
  readonly onCard?: (read: (number: string) => void) => () => void;
  /** Somebody signed in or out at the device: whoever comes next is somebody else. @returns ends it. */
  readonly onSwitch?: (switched: () => void) => () => void;
  /** Whether touches beep. */
  readonly beep?: (on: boolean) => void;
  /** Puts right what this browser does otherwise: touches, soft keyboard. @returns ends it. */
  readonly begin: () => () => void;
}

/** One task after the other: the device's browser loses answers of parallel requests (panel-platforms.md section 2). */
export type InTurn = <T>(task: () => Promise<T>) => Promise<T>;
