// The printer a delivery goes to, as registered: its addresses, and what is known of it where it cannot be asked.
import type { AccountingStyle } from '@platen/shared/device';

/** From the device's profile; for raw and LPR, where nothing can be asked. */
export interface DeliveryFacts {
  /** Media types it takes; absent: not known. */
  readonly formats?: readonly string[] | undefined;
  /** Absent: no PJL is sent. */
  readonly pjl?:
    | {
        /** Copies, sides and the like can be set. */
        readonly options: boolean;
        /** It answers on the connection (ECHO, USTATUS). */
        readonly backChannel: boolean;
        /** xerox: a ticket as `@PJL XCPT` lines. Absent: generic. */
        readonly style?: 'generic' | 'xerox' | 'fujixerox' | undefined;
      }
    | undefined;
  /** Media type to the word after `@PJL ENTER LANGUAGE=`. */
  readonly language?: Readonly<Record<string, string>> | undefined;
  readonly accounting?: { readonly style: AccountingStyle } | undefined;
  /** IPP attribute to the values known of the family, such as finishings-supported. */
  readonly options?: Readonly<Record<string, readonly (string | number)[]>> | undefined;
}

/** Accounting data of the person who releases. */
export interface AccountingData {
  readonly user?: string | undefined;
  readonly account?: string | undefined;
}

export interface PrinterTarget {
  readonly id: string;
  readonly name: string;
  /** Its first address. */
  readonly uri: string;
  /** All addresses in order, the first included; absent: `uri` alone. */
  readonly uris?: readonly string[] | undefined;
  /** SHA-256 of the certificate that was accepted when the printer was registered, hex. */
  readonly tlsPin?: string | undefined;
  readonly delivery?: DeliveryFacts | undefined;
  readonly accounting?: AccountingData | undefined;
}
