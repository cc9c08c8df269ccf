// The portal's calls about notifications.
import type { PushDevice, PushState, PushSubscribe, PushTested } from '@platen/shared/api/portal-push';
import { type ApiResult, callApi } from './api-call.ts';

const PATH = '/api/portal/push';
/** A push service on the other side of the world, and a retry of the network's. */
const TEST_MS = 20_000;

export const readPush = (): Promise<ApiResult<PushState>> => callApi({ path: PATH });

export const putPush = (subscription: PushSubscribe): Promise<ApiResult<PushDevice>> =>
  callApi({ method: 'PUT', path: PATH, body: subscription });

export const dropPush = (id: string): Promise<ApiResult<{ readonly ok: true }>> =>
  callApi({ method: 'DELETE', path: `${PATH}/${encodeURIComponent(id)}` });

export const testPush = (id: string): Promise<ApiResult<PushTested>> =>
  callApi({ method: 'POST', path: `${PATH}/${encodeURIComponent(id)}/test`, body: {}, timeoutMs: TEST_MS });
