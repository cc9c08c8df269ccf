// The administrator's settings: rows in the database, a checked and complete object in memory.
import { AppError } from '@platen/shared/app-error';
import { type Setting, type SettingValue, settingProblem } from '@platen/shared/define-settings';
import { SETTINGS_GROUPS, type Settings } from '@platen/shared/settings';
import { eq } from 'drizzle-orm';
import type { Database } from '../db/database.ts';
import type { Clock, Log } from '../deps.ts';
import { audit } from '../people/audit.ts';

/** Another edge server on the same database may have changed something. */
const REREAD_MS = 5_000;

export interface SettingsStore {
  /** As they are now; cheap. */
  readonly now: () => Settings;
  /** Sets one (`codes.minLength`), or with undefined goes back to its default. Throws `bad-setting`. */
  readonly change: (key: string, value: unknown, who: string) => Promise<void>;
  readonly stop: () => void;
}

export async function openSettings(db: Database, clock: Clock, log: Log): Promise<SettingsStore> {
  let current = await read();

  async function read(): Promise<Settings> {
    const rows = await db.read((tx) => tx.q.select().from(tx.t.settings));
    const stored = new Map(rows.map((row) => [row.key, row.value]));
    return Object.fromEntries(
      SETTINGS_GROUPS.map((group) => [
        group.id,
        Object.fromEntries(
          Object.entries(group.settings as Readonly<Record<string, Setting>>).map(([name, setting]) => {
            const value = stored.get(`${group.id}.${name}`);
            // A stored value that no longer fits (an older Platen wrote it) falls back to the default.
            const fits = value !== undefined && settingProblem(setting, value) === undefined;
            return [name, fits ? value : setting.default];
          }),
        ),
      ]),
    ) as unknown as Settings;
  }

  const timer = setInterval(() => {
    read().then(
      (fresh) => {
        current = fresh;
      },
      (cause: unknown) => log.warn('settings could not be read again', { cause }),
    );
  }, REREAD_MS);
  timer.unref();

  return {
    now: () => current,
    change: async (key, value, who) => {
      const setting = findSetting(key);
      if (setting === undefined) throw new AppError('not-found', { what: `setting ${key}` });
      const problem = value === undefined ? undefined : settingProblem(setting, value);
      if (problem !== undefined)
        throw new AppError('bad-setting', { key, label: setting.label, detail: problem });
      await db.write(async (tx) => {
        const { settings } = tx.t;
        const now = clock.now();
        if (value === undefined) {
          await tx.q.delete(settings).where(eq(settings.key, key));
        } else {
          const row = { value: value as SettingValue, changedAt: now, changedBy: who };
          await tx.q
            .insert(settings)
            .values({ key, ...row })
            .onConflictDoUpdate({ target: settings.key, set: row });
        }
        const detail = { value: value === undefined ? 'default' : (value as SettingValue) };
        await audit(tx, now, { who, act: 'changed setting', about: key, detail });
      });
      current = await read();
    },
    stop: () => clearInterval(timer),
  };
}

function findSetting(key: string): Setting | undefined {
  const [groupId, name] = key.split('.');
  const group = SETTINGS_GROUPS.find((candidate) => candidate.id === groupId);
  if (group === undefined || name === undefined || !Object.hasOwn(group.settings, name)) return undefined;
  return (group.settings as Readonly<Record<string, Setting>>)[name];
}
