// What the stand-in of a Xerox device is set to, and what it keeps (eip-device.ts).
import { createHash } from 'node:crypto';
import type { EipService } from './eip-device-paths.ts';

export interface EipOptions {
  readonly admin?: { readonly name: string; readonly password: string };
  /** Its clock is ahead of the test's by this. */
  readonly skewMs?: number;
  /** It sends no Date header. */
  readonly tellsNoTime?: boolean;
  /** Services whose switch is off. */
  readonly off?: readonly EipService[];
  /** It finds the SOAP 1.2 header in one form only. */
  readonly versaLink?: boolean;
  /** WebletModificationDisabledException */
  readonly installsOff?: boolean;
  /** How many apps it takes; RegistryFullException beyond. */
  readonly capacity?: number;
  /** "Verify server certificates" */
  readonly verifiesCertificates?: boolean;
  /** Of its own certificate, Unix ms. */
  readonly certificateEnds?: number;
  /** It answers lists and entries to its administrator only. */
  readonly closedLists?: boolean;
  /** Nothing listens for HTTPS. */
  readonly withoutHttps?: boolean;
  readonly now?: () => number;
}

export interface EipCall {
  readonly service: EipService | undefined;
  readonly operation: string;
  readonly secure: boolean;
  readonly signedIn: boolean;
  readonly raw: string;
}

export interface EipApp {
  readonly fields: Readonly<Record<string, string>>;
  readonly checksum: string;
}

export interface EipState {
  readonly apps: Map<string, EipApp>;
  /** DER of the certificates it trusts. */
  readonly pool: Buffer[];
  defaultPathway: string;
  readonly pathwayApp: Map<string, string>;
  changes: number;
}

/** As checksums look: they change with every change. */
export const checksumOf = (fields: object, changes: number): string =>
  createHash('sha1').update(JSON.stringify(fields)).update(String(changes)).digest('hex').slice(0, 8);
