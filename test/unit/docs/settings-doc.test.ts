// docs/settings.md is written from shared/src/settings.ts.
import test from 'node:test';
import type { Setting } from '@platen/shared/define-settings';
import { SETTINGS_GROUPS } from '@platen/shared/settings';
import { keepFile, markdownTable } from './keep-equal.ts';

test('docs/settings.md tells every setting as the code defines it', async () => {
  const lines = [
    '# Settings',
    '',
    'Everything an administrator can change while the server runs, in the console under Settings or with',
    '`PUT /api/admin/settings/KEY`. What the server needs to know before it starts (folders, ports, database) is in the',
    'environment and stands in the [README](../README.md).',
    '',
    'This page is written from `shared/src/settings.ts`.',
  ];
  for (const { id, title, settings } of SETTINGS_GROUPS) {
    const rows = Object.entries(settings as Readonly<Record<string, Setting>>).map(([name, setting]) => [
      `\`${id}.${name}\``,
      `${setting.label}. ${setting.help}`,
      defaultOf(setting),
      rangeOf(setting),
    ]);
    lines.push('', `## ${title}`, '', ...markdownTable(['key', 'what it does', 'default', 'may be'], rows));
  }
  await keepFile('docs/settings.md', lines);
});

function defaultOf(setting: Setting): string {
  switch (setting.type) {
    case 'boolean':
      return setting.default ? 'on' : 'off';
    case 'number':
      return setting.unit === undefined ? String(setting.default) : `${setting.default} ${setting.unit}`;
    case 'choice':
      return setting.choices[setting.default] ?? setting.default;
    case 'text':
      return setting.default === '' ? '(empty)' : setting.default;
  }
}

function rangeOf(setting: Setting): string {
  switch (setting.type) {
    case 'boolean':
      return 'on, off';
    case 'number':
      return `${setting.min} to ${setting.max}`;
    case 'choice':
      return Object.keys(setting.choices)
        .map((choice) => `\`${choice}\``)
        .join(', ');
    case 'text':
      return `up to ${setting.maxLength} characters`;
  }
}
