// The part of the made-up console server that answers for tokens, webhooks and backups.
import type { AdminBackup } from '@platen/shared/api/admin-backup';
import type {
  AdminApiToken,
  AdminWebhook,
  ApiTokenAdd,
  HookDelivery,
  WebhookAdd,
  WebhookTested,
} from '@platen/shared/api/admin-connections';
import { apiTokens, backupWell, deliveries, webhooks } from './admin-connections-data.ts';

export interface ConnectionsScene {
  readonly tokens?: readonly AdminApiToken[];
  readonly webhooks?: readonly AdminWebhook[];
  readonly deliveries?: readonly HookDelivery[];
  readonly hookTested?: WebhookTested;
  readonly backup?: AdminBackup;
}

const SECRET = 'whsec_Zk3vQ9wT1bYx7LrC5uNs0dHeJf8aPmGi2oKtWqRzVyE';

/** @returns undefined for what is not its business. */
export function connectionsFake(scene: ConnectionsScene, now: number) {
  let tokens = [...(scene.tokens ?? apiTokens(now))];
  let hooks = [...(scene.webhooks ?? webhooks(now))];
  let backup = scene.backup ?? backupWell(now);

  function ofTokens(method: string, id: string, body: unknown): unknown {
    if (method === 'DELETE') {
      tokens = tokens.filter((token) => token.id !== id);
      return { ok: true };
    }
    const { name, scopes, days } = body as ApiTokenAdd;
    const made: AdminApiToken = {
      id: 't-new',
      name,
      label: 'plt_Zk3vQ9',
      scopes,
      createdAt: now,
      createdBy: 'admin:Renate',
      expired: false,
      ...(days === undefined ? {} : { expiresAt: now + days * 86_400_000 }),
    };
    tokens = [...tokens, made];
    return { token: 'plt_Zk3vQ9wT1bYx7LrC5uNs0dHeJf8aPmGi2oKtWqRzVyE', made };
  }

  function ofHooks(method: string, id: string, act: string, body: unknown): unknown {
    if (act === 'deliveries')
      return method === 'GET' ? { deliveries: scene.deliveries ?? deliveries(now) } : { ok: true };
    if (act === 'secret') return { secret: SECRET };
    if (act === 'test') {
      return scene.hookTested ?? { ok: true, sentence: 'It arrived: the answer was status 200.' };
    }
    if (method === 'DELETE') {
      hooks = hooks.filter((hook) => hook.id !== id);
      return { ok: true };
    }
    const known = hooks.find((hook) => hook.id === id);
    const webhook: AdminWebhook = {
      ...(known ?? {
        id: 'w-new',
        enabled: true,
        createdAt: now,
        createdBy: 'admin:Renate',
        tone: 'quiet',
        condition: 'new',
      }),
      ...(body as WebhookAdd),
    };
    const shown: AdminWebhook = webhook.enabled ? webhook : { ...webhook, tone: 'quiet', condition: 'off' };
    hooks = known === undefined ? [...hooks, shown] : hooks.map((hook) => (hook.id === id ? shown : hook));
    return { webhook: shown, ...(known === undefined ? { secret: SECRET } : {}) };
  }

  function ofBackup(method: string, act: string): unknown {
    if (method === 'PUT') backup = { ...backup, passphraseSet: true };
    if (method === 'POST' && act === '') backup = { ...backup, running: 'backup', done: 734_003_200 };
    return method === 'GET' ? backup : { ok: true };
  }

  return (method: string, url: URL, body: unknown): unknown => {
    const [area, id = '', act = ''] = url.pathname.split('/').slice(3).map(decodeURIComponent);
    if (area === 'connections') return { tokens, webhooks: hooks };
    if (area === 'tokens') return ofTokens(method, id, body);
    if (area === 'webhooks') return ofHooks(method, id, act, body);
    if (area === 'backup') return ofBackup(method, id);
    return undefined;
  };
}
