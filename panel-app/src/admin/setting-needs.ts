// Which settings have no effect because another one is off, and what to say of it.
import type { SettingsView } from '@platen/shared/api/admin';
import { say } from './speech.ts';

type Setting = SettingsView['groups'][number]['settings'][number];

/** @param all every setting, by key. @returns undefined while it has its effect. */
export function idleBecause({ needs }: Setting, all: ReadonlyMap<string, Setting>): string | undefined {
  if (needs === undefined) return undefined;
  const wantedOff = needs.startsWith('!');
  const other = all.get(wantedOff ? needs.slice(1) : needs);
  if (other === undefined) return undefined;
  const on = typeof other.value === 'boolean' ? other.value : other.value !== '';
  if (on !== wantedOff) return undefined;
  return say(
    typeof other.value !== 'boolean'
      ? 'settings-empty-because'
      : wantedOff
        ? 'settings-on-because'
        : 'settings-off-because',
    { label: other.label },
  );
}
