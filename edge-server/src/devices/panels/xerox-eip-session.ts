// Talks to the services of one Xerox device for the length of one installation: finds out how it can be reached, keeps to the first
// certificate it shows, signs in by the device's own clock, and never sends credentials again that it refused once.
import type { SoapOutcome } from '../../protocols/soap/outcome.ts';
import type { XmlElement } from '../../protocols/soap/xml-element.ts';
import type { XmlNode } from '../../protocols/soap/xml-write.ts';
import type { PanelTrouble, PanelWork } from './panel-platform.ts';
import { clean, MOST_SKEW_MS, trouble, troubleOf } from './xerox-eip-faults.ts';
import { writeEipMessage } from './xerox-eip-message.ts';
import { EIP_SERVICES, type EipService } from './xerox-eip-services.ts';

/** A nonce is there to differ from all others; 16 octets do. */
const NONCE_OCTETS = 16;

export interface EipRequest {
  readonly service: EipService;
  /** Without "Request". */
  readonly operation: string;
  readonly content?: readonly XmlNode[];
  /** With the administrator's name and password. */
  readonly signIn?: boolean;
  readonly attachment?: { readonly id: string; readonly octets: Uint8Array };
}

export type EipAnswer = { readonly ok: true; readonly body: XmlElement | undefined } | PanelTrouble;

export interface EipSession {
  /** One request, never repeated. */
  ask(request: EipRequest): Promise<EipAnswer>;
  /** How far the device's clock is ahead of ours, in ms; undefined when it tells no time. */
  skewMs(): number | undefined;
  /** SHA-256 of the certificate it shows. */
  readonly pin: string | undefined;
  /** Unix ms. */
  readonly certificateEndsAt: number | undefined;
}

/** Asks the registration service for its version, which needs no password and tells whether the service is on at all. */
export async function openEip(work: PanelWork): Promise<{ ok: true; session: EipSession } | PanelTrouble> {
  const { device, tools } = work;
  const { host } = device;
  let secure = true;
  let skew: number | undefined;
  let refusedOnce = false;
  // The certificate is taken as it comes only where none was ever seen, and only until the first answer.
  let trust: { pin: string } | { rejectUnauthorized: false } =
    device.pin === undefined ? { rejectUnauthorized: false } : { pin: device.pin };
  const key = work.app.url.slice(work.app.url.lastIndexOf('/') + 1);
  const secrets = [work.credentials?.password ?? '', key];

  async function send(request: EipRequest): Promise<SoapOutcome> {
    const { service, operation, content = [], attachment } = request;
    const port = secure ? device.ports.https : device.ports.http;
    const name = host.includes(':') ? `[${host}]` : host;
    const { credentials } = work;
    const message = writeEipMessage({
      service,
      operation,
      content,
      attachment,
      to: `${secure ? 'https' : 'http'}://${name}:${port}${service.path}`,
      messageId: tools.uuid(),
      token:
        request.signIn === true && credentials !== undefined
          ? {
              ...credentials,
              style: work.passwordStyle,
              nonce: tools.random(NONCE_OCTETS),
              // A token from the future or from yesterday is refused like a wrong password.
              createdAt: tools.now() + (skew !== undefined && Math.abs(skew) > MOST_SKEW_MS ? skew : 0),
            }
          : undefined,
    });
    const outcome = await tools.call({
      ...message,
      to: { secure, host, address: device.address, port, path: service.path },
      trust,
      ...(work.signal === undefined ? {} : { signal: work.signal }),
    });
    if (outcome.deviceTime !== undefined) skew = outcome.deviceTime - tools.now();
    return outcome;
  }

  async function ask(request: EipRequest): Promise<EipAnswer> {
    const signedIn = request.signIn === true;
    if (signedIn) {
      if (work.credentials === undefined) return trouble('panel-password-needed', { host });
      if (refusedOnce) return trouble('panel-password-held', { host });
      if (!secure && (!device.digestOverHttp || work.passwordStyle !== 'digest')) {
        return trouble('panel-insecure', { host, detail: 'a password needs TLS' });
      }
    }
    const outcome = await send(request);
    const { operation } = request;
    const found = troubleOf(outcome, { host, operation, signedIn, skewMs: skew, secrets });
    if (found?.passwordRefused === true) refusedOnce = true;
    if (found !== undefined) return found;
    return { ok: true, body: outcome.kind === 'answer' ? outcome.body : undefined };
  }

  const hello: EipRequest = { service: EIP_SERVICES.registration, operation: 'GetInterfaceVersion' };
  let first = await send(hello);
  if (first.kind === 'failed' && first.why === 'refused-connection' && /ECONNREFUSED/.test(first.detail)) {
    // Only where nothing listens: a wrong certificate or a broken handshake may be somebody in between.
    if (!device.digestOverHttp)
      return trouble('panel-insecure', { host, detail: clean(first.detail, secrets) });
    secure = false;
    first = await send(hello);
  }
  const off = serviceOff(first, host, secrets);
  if (off !== undefined) return off;
  const { fingerprint, certificateEndsAt } = first;
  if (secure && fingerprint !== undefined) {
    if (device.pin === undefined && certificateEndsAt !== undefined && certificateEndsAt < tools.now()) {
      return trouble('panel-certificate-ended', { host, date: dayOf(certificateEndsAt) });
    }
    trust = { pin: fingerprint };
  }
  return { ok: true, session: { ask, skewMs: () => skew, pin: fingerprint, certificateEndsAt } };
}

/** Every service answers GetInterfaceVersion, and one that is switched off fails it, each device in its own way. */
function serviceOff(
  outcome: SoapOutcome,
  host: string,
  secrets: readonly string[],
): PanelTrouble | undefined {
  const detail =
    outcome.kind === 'fault'
      ? `${outcome.fault.code} ${outcome.fault.reason}`
      : outcome.kind === 'http-status'
        ? `HTTP status ${outcome.status}`
        : outcome.kind === 'failed' && outcome.why === 'not-soap'
          ? outcome.detail
          : undefined;
  if (detail !== undefined) return trouble('panel-service-off', { host, detail: clean(detail, secrets) });
  const operation = 'GetInterfaceVersion';
  return troubleOf(outcome, { host, operation, signedIn: false, skewMs: undefined, secrets });
}

export const dayOf = (at: number): string => new Date(at).toISOString().slice(0, 10);
