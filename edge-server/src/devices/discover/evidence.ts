// What one question to the network showed of a device. Types only; merge-evidence.ts makes findings of them.
import type { DiscoveryEvidence } from '@platen/shared/api/discovery';
import type { DeviceIdentity } from '@platen/shared/device';

export interface Evidence {
  readonly kind: DiscoveryEvidence;
  /** Canonical; see canonicalAddress. */
  readonly address: string;
  /** Where documents could be sent. */
  readonly uri?: string | undefined;
  readonly names: readonly string[];
  readonly location?: string | undefined;
  readonly identity: DeviceIdentity;
}

/** Passed in, so that a search can be tested without SNMP. Resolves with nothing where nobody answers. */
export type AskIdentity<Access> = (
  host: string,
  access: Access,
  options: { readonly timeoutMs: number; readonly signal: AbortSignal },
) => Promise<DeviceIdentity | undefined>;
