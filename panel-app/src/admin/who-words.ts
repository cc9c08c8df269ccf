// Who did something, as the audit log has it, in words: "admin:anna" -> "anna".
import { say } from './speech.ts';

export function whoWords(who: string): string {
  if (who === 'command line') return say('audit-command-line');
  const [kind, name] = [who.slice(0, who.indexOf(':')), who.slice(who.indexOf(':') + 1)];
  if (kind === 'admin') return name;
  if (kind === 'token') return say('audit-program', { name });
  return who;
}
