// What a printer's DNS-SD announcement says (Apple Bonjour Printing Specification 1.2.1, PWG 5100.14 section 4.2.4): a name, a
// place, a path. All of it is the word of whoever sent it: it names what to ask, and what it says counts least. Pure.
import type { DeviceIdentity } from '@platen/shared/device';
import { cleanText } from '../../protocols/ipp/clean-text.ts';
import type { FoundService } from '../../protocols/mdns/collect-services.ts';
import { hostInUri, ippUri } from './ask-address.ts';
import { cleanUuid } from './ask-ipp.ts';
import type { Evidence } from './evidence.ts';
import { discoveryLimits } from './limits.ts';

export const SERVICE_TYPES = ['_ipps._tcp', '_ipp._tcp', '_pdl-datastream._tcp', '_printer._tcp'] as const;

/** Ports below 1024 that printing uses; an announcement shall not send us to mail or file servers. */
const LOW_PORTS: readonly number[] = [80, 443, 515, 631];
/** RFC 8011 and LPR allow more; real paths and queues are words and slashes. */
const PATH = /^[A-Za-z0-9._~/-]{0,127}$/;

/** One for each address at which the service can be asked. */
export function readService(service: FoundService): readonly Evidence[] {
  const { type, port, txt } = service;
  const path = (txt.get('rp') ?? '').replace(/^\/+/, '');
  const mayUse =
    (LOW_PORTS.includes(port) || port >= 1_024) && PATH.test(path) && !path.split('/').includes('..');
  const names = [cut(service.instance)].filter((name) => name !== '');
  const location = cut(txt.get('note') ?? '');
  const identity = identityOf(service);
  return service.addresses.map((address) => ({
    kind: 'mdns' as const,
    address,
    ...(mayUse ? { uri: uriOf(type, address, port, path) } : {}),
    names,
    ...(location === '' ? {} : { location }),
    identity,
  }));
}

function uriOf(type: string, address: string, port: number, path: string): string {
  if (type === '_ipp._tcp') return ippUri('ipp', address, port, `/${path}`);
  if (type === '_ipps._tcp') return ippUri('ipps', address, port, `/${path}`);
  const host = hostInUri(address);
  if (type === '_printer._tcp') return `lpd://${host}${port === 515 ? '' : `:${port}`}/${path}`;
  return `socket://${host}${port === 9100 ? '' : `:${port}`}`;
}

function identityOf({ txt, host }: FoundService): DeviceIdentity {
  const model = cut(txt.get('ty') ?? '') || cut((txt.get('product') ?? '').replace(/^\((.*)\)$/, '$1'));
  const maker = cut(txt.get('usb_mfg') ?? '');
  const product = cut(txt.get('usb_mdl') ?? '');
  const uuid = cleanUuid(txt.get('uuid'));
  const hostName = cut(host);
  return {
    ...(model === '' ? {} : { makeAndModel: model }),
    ...(maker === '' || product === '' || /[;:]/.test(maker + product)
      ? {}
      : { deviceId: `MFG:${maker};MDL:${product};` }),
    ...(uuid === undefined ? {} : { uuid }),
    ...(hostName === '' ? {} : { hostName }),
  };
}

const cut = (text: string): string => cleanText(text, discoveryLimits.textLength);
