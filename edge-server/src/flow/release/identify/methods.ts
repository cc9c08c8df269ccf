// The ways to say who one is at a panel, in the order they are tried on what was typed. Card, directory and device sign-in add a line.
import { identifyByCode } from './code.ts';
import { identifyByEmailAndCode } from './email-and-code.ts';
import type { IdentifyMethod } from './identify-method.ts';

export const IDENTIFY_METHODS = [
  identifyByEmailAndCode,
  identifyByCode,
] as const satisfies readonly IdentifyMethod[];
