// Scopes and events in words, grouped as people think of them.
import { type Scope, TOKEN_SCOPES } from '@platen/shared/scopes';
import type { HookEvent } from '@platen/shared/webhook';
import { type Sentence, say } from './speech.ts';

export interface ScopeArea {
  readonly id: string;
  readonly read: Scope | undefined;
  readonly change: Scope | undefined;
}

/** What a token may hold, by area: looking and changing. */
export const SCOPE_AREAS: readonly ScopeArea[] = areas();

function areas(): ScopeArea[] {
  const ids = [...new Set(TOKEN_SCOPES.map((scope) => scope.replace(/:.*/, '')))];
  return ids.map((id) => ({
    id,
    read: TOKEN_SCOPES.find((scope) => scope === `${id}:read`),
    change: TOKEN_SCOPES.find((scope) => scope === `${id}:change`),
  }));
}

export const areaWords = (id: string): string => say(`scope-area-${id}` as Sentence);

/** "see documents, change printers" */
export function scopeWords(scopes: readonly string[]): string {
  const said = SCOPE_AREAS.flatMap(({ id, read, change }) => {
    const what = areaWords(id).toLocaleLowerCase();
    if (change !== undefined && scopes.includes(change)) return [say('may-and-change', { what })];
    if (read !== undefined && scopes.includes(read)) return [say('may-only-see', { what })];
    return [];
  });
  return said.join(', ');
}

export const EVENT_GROUPS: readonly { readonly label: Sentence; readonly events: readonly HookEvent[] }[] = [
  { label: 'hook-group-documents', events: ['job.received', 'job.held', 'job.refused'] },
  {
    label: 'hook-group-printing',
    events: ['release.done', 'release.failed', 'release.uncertain', 'printer.condition'],
  },
  { label: 'hook-group-site', events: ['user.added', 'user.disabled', 'attack', 'certificate.expiring'] },
];

/** "Printed, not printed" */
export const eventsWords = (events: readonly string[]): string => {
  const said = events.map(eventWords).join(', ').toLocaleLowerCase();
  return said.charAt(0).toLocaleUpperCase() + said.slice(1);
};

/** One that a newer server knows is shown by its name. */
export function eventWords(event: string): string {
  const words = say(`event-${event}` as Sentence);
  return words.startsWith('event-') ? event : words;
}
