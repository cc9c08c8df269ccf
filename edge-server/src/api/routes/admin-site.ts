// The settings: their definitions and values, and changing one. The dashboard is admin-overview.ts.
import { SettingChange, SettingsView } from '@platen/shared/api/admin';
import type { Setting } from '@platen/shared/define-settings';
import { SETTINGS_GROUPS } from '@platen/shared/settings';
import type { App } from '../../app.ts';
import { checkSetting } from '../check-setting.ts';
import { guardSetting } from '../guarded-settings.ts';
import { defineRoute, type Route } from '../route.ts';

export function adminSiteRoutes(app: App): Route[] {
  return [
    defineRoute({
      method: 'GET',
      path: '/api/admin/settings',
      role: 'admin',
      scope: 'settings:read',
      summary: 'All settings with their definitions and values.',
      reply: SettingsView,
      handle: () => settingsView(app),
    }),
    defineRoute({
      method: 'PUT',
      path: '/api/admin/settings/:key',
      role: 'admin',
      scope: 'settings:change',
      summary: 'Change one setting; null goes back to its default.',
      body: SettingChange,
      reply: SettingsView,
      handle: async ({ caller, body, params }) => {
        const key = params['key'] ?? '';
        guardSetting(app, caller, key);
        await checkSetting(app, key, body.value ?? undefined);
        await app.settings.change(key, body.value ?? undefined, caller.who);
        return settingsView(app);
      },
    }),
  ];
}

async function settingsView(app: App) {
  const cannot = new Map<string, string>();
  for (const group of SETTINGS_GROUPS) {
    for (const name of Object.keys(group.settings)) {
      const why = await app.printing.cannot(`${group.id}.${name}`);
      if (why !== undefined) cannot.set(`${group.id}.${name}`, why);
    }
  }
  const values = app.settings.now() as unknown as Readonly<
    Record<string, Readonly<Record<string, number | boolean | string>>>
  >;
  return {
    groups: SETTINGS_GROUPS.map((group) => ({
      id: group.id,
      title: group.title,
      settings: Object.entries(group.settings as Readonly<Record<string, Setting>>).map(
        ([name, setting]) => ({
          key: `${group.id}.${name}`,
          type: setting.type,
          label: setting.label,
          help: setting.help,
          value: values[group.id]?.[name] ?? setting.default,
          default: setting.default,
          ...(setting.type === 'number'
            ? {
                min: setting.min,
                max: setting.max,
                ...(setting.unit === undefined ? {} : { unit: setting.unit }),
              }
            : {}),
          ...(setting.type === 'choice' ? { choices: { ...setting.choices } } : {}),
          ...(setting.type === 'text' && setting.multiline === true ? { multiline: true } : {}),
          ...optional('cannot', cannot.get(`${group.id}.${name}`)),
          ...(setting.needs === undefined ? {} : { needs: setting.needs }),
        }),
      ),
    })),
  };
}

const optional = <K extends string, T>(name: K, value: T | undefined): Partial<Record<K, T>> =>
  value === undefined ? {} : ({ [name]: value } as Record<K, T>);
