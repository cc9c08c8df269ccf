// A printer with all its addresses as one link: preflight asks them in order, and the first that answers carries the attempt. From
// then on, and after a crash, only that one is spoken to: another address cannot know what became of a job.
import type { Clock } from '../../deps.ts';
import type { DeliveryLink, NotNow, Preflight, Refused } from './delivery-protocol.ts';
import { orderAddresses } from './protocol-order.ts';

/** An address that did not answer is tried after the others for this long. */
const DOWN_MS = 60_000;

/** Which addresses did not answer lately, for all deliveries of this process. */
export interface DownAddresses {
  isDown(uri: string): boolean;
  note(uri: string, answers: boolean): void;
}

export function makeDownAddresses(clock: Clock): DownAddresses {
  const since = new Map<string, number>();
  return {
    isDown(uri) {
      const at = since.get(uri);
      if (at === undefined) return false;
      if (clock.monotonic() - at < DOWN_MS) return true;
      since.delete(uri);
      return false;
    },
    note(uri, answers) {
      if (answers) since.delete(uri);
      else since.set(uri, clock.monotonic());
    },
  };
}

export interface AddressesOptions {
  /** In the order they are registered; never empty. */
  readonly uris: readonly string[];
  /** The address this attempt has used already; null before its intent. */
  readonly fixed: () => string | null;
  /** undefined: nothing speaks to such an address. */
  readonly open: (uri: string) => DeliveryLink | undefined;
  readonly order: () => { readonly order: string; readonly encryptedOnly: boolean };
  readonly down: DownAddresses;
}

/** Why another address is tried after this one. Not after a certificate that is wrong: that must stop, not lead to a weaker way. */
const TRY_ANOTHER: ReadonlySet<string> = new Set([
  'printer-unreachable',
  'printer-address',
  'printer-refused',
]);

export function openAddresses(options: AddressesOptions): DeliveryLink {
  const { uris, fixed, down } = options;
  const links = new Map<string, DeliveryLink>();
  let current: string | undefined;

  function linkTo(uri: string): DeliveryLink {
    const known = links.get(uri);
    if (known !== undefined) return known;
    const link = options.open(uri) ?? NO_LINK;
    links.set(uri, link);
    return link;
  }

  /** The address of this attempt. */
  function link(): DeliveryLink {
    return linkTo(fixed() ?? current ?? uris[0] ?? '');
  }

  async function ask(uri: string, signal: AbortSignal): Promise<Preflight> {
    const preflight = await linkTo(uri).preflight(signal);
    if (!signal.aborted)
      down.note(uri, preflight.kind === 'ready' || preflight.code !== 'printer-unreachable');
    return preflight;
  }

  async function preflight(signal: AbortSignal): Promise<Preflight> {
    const bound = fixed();
    if (bound !== null) return ask(bound, signal);
    const by = options.order();
    const ordered = orderAddresses(uris, { ...by, isDown: down.isDown });
    let best: NotNow | Refused | undefined;
    for (const uri of ordered) {
      const answer = await ask(uri, signal);
      if (answer.kind === 'ready') {
        if (current !== uri) links.get(current ?? '')?.close?.();
        current = uri;
        return answer;
      }
      // "Later" is worth more than "never": it is what the person is told to wait for.
      if (best === undefined || (best.kind === 'refused' && answer.kind === 'not-now')) best = answer;
      if (!TRY_ANOTHER.has(answer.code) || signal.aborted) return answer;
    }
    return (
      best ?? { kind: 'refused', code: 'printer-trust', detail: 'only encrypted connections are allowed' }
    );
  }

  return {
    preflight,
    create: (...given) => link().create(...given),
    send: (...given) => link().send(...given),
    look: (...given) => link().look(...given),
    find: (...given) => link().find(...given),
    now: (...given) => link().now(...given),
    cancel: (...given) => link().cancel(...given),
    close() {
      for (const one of links.values()) one.close?.();
    },
  };
}

/** A printer that was removed, or whose address nothing here speaks. */
const NO_ADDRESS = { code: 'printer-address', detail: 'nothing speaks to this address' } as const;
const NO_LINK: DeliveryLink = {
  preflight: async () => ({ kind: 'refused', ...NO_ADDRESS }),
  create: async () => ({ kind: 'refused', ...NO_ADDRESS }),
  send: async () => ({ kind: 'refused', ...NO_ADDRESS }),
  look: async () => ({ kind: 'unreachable', ...NO_ADDRESS }),
  find: async () => ({ kind: 'unreachable', ...NO_ADDRESS }),
  now: async () => undefined,
  cancel: async () => ({ kind: 'unreachable', ...NO_ADDRESS }),
};
