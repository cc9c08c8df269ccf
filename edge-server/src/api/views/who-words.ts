// Who did something, as the story of a document names them: a stored sentence (shared/src/say/stored.ts). The audit log has "admin:anna",
// "token:backup" and "command line".
import { STORED } from '@platen/shared/say/saying';

export function whoWords(who: string): string {
  const name = who.slice(who.indexOf(':') + 1);
  if (who === 'command line') return STORED.say('who.command-line');
  if (who.startsWith('admin:')) return STORED.say('who.administrator', { name });
  return who.startsWith('token:') ? STORED.say('who.program', { name }) : who;
}
