// Who did something, as the story of a document names them; the audit log has "admin:anna", "token:backup" and "command line".

export function whoWords(who: string): string {
  const cut = who.indexOf(':');
  const name = who.slice(cut + 1);
  if (who === 'command line') return 'the command line';
  if (who.startsWith('admin:')) return `administrator ${name}`;
  return who.startsWith('token:') ? `the program ${name}` : who;
}
