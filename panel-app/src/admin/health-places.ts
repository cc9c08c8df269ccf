// The tabs of Health in their order, each loaded when it is first opened: a new one adds its line here.
import type { Scope } from '@platen/shared/scopes';
import { html, type TemplateResult } from 'lit';
import type { Sentence } from './speech.ts';

export type HealthPlace = 'checks' | 'log' | 'backup';

export const HEALTH_PLACES: readonly {
  readonly id: HealthPlace;
  readonly label: Sentence;
  /** Who sees it. */
  readonly scope: Scope;
  readonly load: () => Promise<unknown>;
  readonly show: () => TemplateResult;
}[] = [
  {
    id: 'checks',
    label: 'health-tab-checks',
    scope: 'health:read',
    load: () => import('./parts/health-checks.ts'),
    show: () => html`<admin-checks></admin-checks>`,
  },
  {
    id: 'log',
    label: 'health-tab-log',
    scope: 'logs:read',
    load: () => import('./parts/health-log.ts'),
    show: () => html`<admin-log></admin-log>`,
  },
  {
    id: 'backup',
    label: 'health-tab-backup',
    scope: 'health:read',
    load: () => Promise.all([import('./parts/backup.ts'), import('./parts/licence.ts')]),
    show: () => html`<admin-backup></admin-backup><admin-licence></admin-licence>`,
  },
];
