// The start of a protocol without sessions of its own (raw, LPR): links that are open are closed with it, and share what is
// known of how printers live.
import type { DeliveryLink, DeliveryProtocol, DeliveryTools } from './delivery-protocol.ts';
import { type Life, openLife } from './life-signs.ts';
import type { PrinterTarget } from './target.ts';

/** @param open makes a link that calls `closed` when it has been closed. */
export function startLinks(
  open: (target: PrinterTarget, tools: DeliveryTools, life: Life, closed: () => void) => DeliveryLink,
): DeliveryProtocol['start'] {
  return (tools) => {
    const life = openLife(tools);
    const links = new Set<DeliveryLink>();
    return {
      open(target) {
        const link = open(target, tools, life, () => links.delete(link));
        links.add(link);
        return link;
      },
      close() {
        for (const link of links) link.close?.();
      },
    };
  };
}
