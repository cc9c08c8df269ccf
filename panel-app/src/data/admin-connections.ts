// The console's calls about programs and backups: tokens, webhooks and their messages, backups of this server.
import type { AdminBackup } from '@platen/shared/api/admin-backup';
import type {
  AdminConnections,
  ApiTokenAdd,
  ApiTokenMade,
  HookDeliveries,
  WebhookAdd,
  WebhookChange,
  WebhookSaved,
  WebhookTested,
} from '@platen/shared/api/admin-connections';
import { type ApiResult, callApi } from './api-call.ts';

type Signal = AbortSignal | undefined;
type Done = { readonly ok: true };

/** The server waits a quarter of a minute for a receiver's answer. */
const TEST_MS = 30_000;

const hook = (id: string, ...rest: readonly string[]): string =>
  ['/api/admin/webhooks', ...[id, ...rest].map(encodeURIComponent)].join('/');

export const readConnections = (signal?: Signal): Promise<ApiResult<AdminConnections>> =>
  callApi({ path: '/api/admin/connections', signal });
export const addToken = (token: ApiTokenAdd): Promise<ApiResult<ApiTokenMade>> =>
  callApi({ method: 'POST', path: '/api/admin/tokens', body: token });
export const removeToken = (id: string): Promise<ApiResult<Done>> =>
  callApi({ method: 'DELETE', path: `/api/admin/tokens/${encodeURIComponent(id)}` });

export const addWebhook = (webhook: WebhookAdd): Promise<ApiResult<WebhookSaved>> =>
  callApi({ method: 'POST', path: '/api/admin/webhooks', body: webhook });
/** What is absent stays. */
export const changeWebhook = (id: string, change: WebhookChange): Promise<ApiResult<WebhookSaved>> =>
  callApi({ method: 'PATCH', path: hook(id), body: change });
export const removeWebhook = (id: string): Promise<ApiResult<Done>> =>
  callApi({ method: 'DELETE', path: hook(id) });
export const renewHookSecret = (id: string): Promise<ApiResult<{ readonly secret: string }>> =>
  callApi({ method: 'POST', path: hook(id, 'secret') });
export const testWebhook = (id: string): Promise<ApiResult<WebhookTested>> =>
  callApi({ method: 'POST', path: hook(id, 'test'), timeoutMs: TEST_MS });
export const readDeliveries = (id: string, signal?: Signal): Promise<ApiResult<HookDeliveries>> =>
  callApi({ path: hook(id, 'deliveries'), signal });
export const sendHookAgain = (id: string, delivery: string): Promise<ApiResult<Done>> =>
  callApi({ method: 'POST', path: hook(id, 'deliveries', delivery, 'again') });

export const readBackup = (signal?: Signal): Promise<ApiResult<AdminBackup>> =>
  callApi({ path: '/api/admin/backup', signal });
export const beginBackup = (): Promise<ApiResult<Done>> =>
  callApi({ method: 'POST', path: '/api/admin/backup' });
/** Asks for everything that the download asks for; the browser then takes the file itself. */
export const backupReady = (): Promise<ApiResult<Done>> =>
  callApi({ method: 'POST', path: '/api/admin/backup/ready' });
export const BACKUP_FILE = '/api/admin/backup/file';
export const setBackupPassphrase = (passphrase: string): Promise<ApiResult<Done>> =>
  callApi({ method: 'PUT', path: '/api/admin/backup/passphrase', body: { passphrase } });
