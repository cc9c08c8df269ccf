// Every way of delivering, in the order they are tried for a printer's URI. A new one adds its file and a line here.
import type { DeliveryProtocol } from './delivery-protocol.ts';
import { ippDelivery } from './ipp.ts';

export const DELIVERY_PROTOCOLS = [ippDelivery] as const satisfies readonly DeliveryProtocol[];
