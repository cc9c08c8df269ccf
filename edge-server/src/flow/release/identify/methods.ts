// The ways to say who one is, in the order they are tried on what was given: what names the person most closely comes first.
import { identifyByCard } from './card.ts';
import { identifyByCode } from './code.ts';
import { identifyByDevice } from './device.ts';
import { identifyByDirectory } from './directory.ts';
import { identifyByEmailAndCode } from './email-and-code.ts';
import { identifyGuest } from './guest.ts';
import type { IdentifyMethod } from './identify-method.ts';

export const IDENTIFY_METHODS = [
  identifyByCard,
  identifyByDirectory,
  identifyByEmailAndCode,
  identifyByCode,
  identifyGuest,
  identifyByDevice,
] as const satisfies readonly IdentifyMethod[];
