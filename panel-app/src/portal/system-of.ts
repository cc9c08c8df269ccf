// Which system the browser is on, for showing its steps first. Rough on purpose: the others are one tap away.
import { agentWords } from './agent-words.ts';

export const SYSTEMS = ['windows', 'mac', 'ios', 'android', 'chromeos', 'linux'] as const;
export type System = (typeof SYSTEMS)[number];

const BY_WORD: Readonly<Record<string, System>> = {
  Windows: 'windows',
  Mac: 'mac',
  iPhone: 'ios',
  iPad: 'ios',
  Android: 'android',
  ChromeOS: 'chromeos',
  Linux: 'linux',
};

/** @param touches navigator.maxTouchPoints: an iPad says it is a Mac, and no Mac has a touch screen. */
export function systemOf(agent: string, touches: number): System | undefined {
  const system = BY_WORD[agentWords(agent)?.system ?? ''];
  return system === 'mac' && touches > 1 ? 'ios' : system;
}
