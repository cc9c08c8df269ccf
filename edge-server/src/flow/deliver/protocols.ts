// Every way of delivering, one for each scheme of an address. A new one adds its file and a line here.
import type { DeliveryProtocol } from './delivery-protocol.ts';
import { ippDelivery } from './ipp.ts';
import { lprDelivery } from './lpr.ts';
import { rawDelivery } from './raw.ts';

export const DELIVERY_PROTOCOLS = [
  ippDelivery,
  rawDelivery,
  lprDelivery,
] as const satisfies readonly DeliveryProtocol[];
