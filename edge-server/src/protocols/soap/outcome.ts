// How a SOAP call can end. Every end is a value: which one it was decides what a person is told to change at the device.
import type { SoapFault } from './soap-fault.ts';
import type { XmlElement } from './xml-element.ts';

/** What the answer told beside its content. */
export interface AnswerFacts {
  /** Unix ms by the clock of the device: its Date header; absent where it sent none. */
  readonly deviceTime?: number;
  /** SHA-256 of the device's certificate, lower-case hex; absent without TLS. */
  readonly fingerprint?: string;
  /** Unix ms of the end of that certificate. */
  readonly certificateEndsAt?: number;
}

export type SoapFailure =
  /** No connection: refused, no route, unknown name. */
  | 'refused-connection'
  /** The certificate is not valid, or no TLS is spoken there. */
  | 'tls'
  /** Another certificate than the pinned one: nothing was sent. */
  | 'wrong-certificate'
  | 'timeout'
  | 'reset'
  | 'too-large'
  /** The answer is no SOAP envelope. */
  | 'not-soap'
  | 'aborted';

export type SoapOutcome =
  /** `body`: the first element in the envelope's body; absent when that is empty. */
  | (AnswerFacts & { readonly kind: 'answer'; readonly body?: XmlElement })
  | (AnswerFacts & { readonly kind: 'fault'; readonly fault: SoapFault })
  /** HTTP, but neither 200 nor a fault: 401, 403, 404, 301. Redirections are never followed. */
  | (AnswerFacts & { readonly kind: 'http-status'; readonly status: number })
  /** `detail`: one clean line. */
  | (AnswerFacts & { readonly kind: 'failed'; readonly why: SoapFailure; readonly detail: string });
