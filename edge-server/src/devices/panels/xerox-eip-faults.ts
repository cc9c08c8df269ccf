// What a Xerox device's fault, or its silence, means for the person who installs: a code of the error table.
import { cleanText } from '../../protocols/ipp/clean-text.ts';
import type { SoapOutcome } from '../../protocols/soap/outcome.ts';
import type { PanelTrouble } from './panel-platform.ts';

/** A device clock this far off gets its tokens by its own time, and is told of. WSS receivers take five minutes (profile, section 3.1). */
export const MOST_SKEW_MS = 5 * 60_000;

export interface FaultFacts {
  readonly host: string;
  readonly operation: string;
  /** The request carried the administrator's credentials. */
  readonly signedIn: boolean;
  /** How far the device's clock is ahead of ours; undefined when it tells no time. */
  readonly skewMs: number | undefined;
  /** Texts that must not be repeated: password, panel key. */
  readonly secrets: readonly string[];
}

/** Undefined for an answer. */
export function troubleOf(outcome: SoapOutcome, facts: FaultFacts): PanelTrouble | undefined {
  const { host, operation } = facts;
  const uri = host;
  const said = (detail: string) => clean(detail, facts.secrets);
  switch (outcome.kind) {
    case 'answer':
      return undefined;
    case 'fault':
      return ofFault(outcome.fault, facts);
    case 'http-status':
      if (outcome.status === 401 || outcome.status === 403) return refused(facts);
      return trouble('panel-answer', { host, operation, detail: `HTTP status ${outcome.status}` });
    case 'failed':
      switch (outcome.why) {
        case 'tls':
        case 'wrong-certificate':
          return trouble('printer-trust', { uri, detail: said(outcome.detail) });
        case 'not-soap':
        case 'too-large':
          return trouble('panel-answer', { host, operation, detail: said(outcome.detail) });
        case 'refused-connection':
        case 'timeout':
        case 'reset':
        case 'aborted':
          return trouble('printer-unreachable', { uri, detail: said(outcome.detail) });
      }
  }
}

function ofFault(
  fault: { readonly words: string; readonly reason: string; readonly code: string },
  facts: FaultFacts,
) {
  const { host, operation } = facts;
  const { words } = fault;
  if (/WebletModificationDisabled/i.test(words)) return trouble('panel-installs-off', { host });
  if (/RegistryFull/i.test(words)) return trouble('panel-registry-full', { host });
  // The first two names are Xerox's; the others are those of WSS 1.0 section 12.
  if (
    /FailedAuthentication|AuthenticationFailed|InvalidSecurity|InvalidSecurityToken|MessageExpired/i.test(
      words,
    )
  ) {
    return refused(facts);
  }
  return trouble('panel-answer', {
    host,
    operation,
    detail: clean(`${fault.code} ${fault.reason}`, facts.secrets),
  });
}

function refused(facts: FaultFacts): PanelTrouble {
  const { host, skewMs } = facts;
  if (!facts.signedIn) return trouble('panel-password-needed', { host });
  if (skewMs !== undefined && Math.abs(skewMs) > MOST_SKEW_MS) {
    return { ...trouble('panel-clock', { host, minutes: minutesOf(skewMs) }), passwordRefused: true };
  }
  return { ...trouble('panel-password', { host }), passwordRefused: true };
}

export const minutesOf = (skewMs: number): number => Math.round(Math.abs(skewMs) / 60_000);

export function trouble(code: PanelTrouble['code'], values: PanelTrouble['values']): PanelTrouble {
  return { ok: false, code, values, passwordRefused: false };
}

/** A fault may repeat what was sent. */
export function clean(text: string, secrets: readonly string[]): string {
  const hidden = secrets
    .filter((secret) => secret !== '')
    .reduce((rest, secret) => rest.replaceAll(secret, '[hidden]'), text);
  return cleanText(hidden, 200);
}
