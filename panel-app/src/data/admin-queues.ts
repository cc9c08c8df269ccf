// The console's calls about queues for LPR and raw TCP.
import type { AdminQueue, AdminQueues, QueueAdd, QueueChange } from '@platen/shared/api/admin-queues';
import { type ApiResult, callApi } from './api-call.ts';

const one = (id: string): string => `/api/admin/queues/${encodeURIComponent(id)}`;

export const readQueues = (signal?: AbortSignal): Promise<ApiResult<AdminQueues>> =>
  callApi({ path: '/api/admin/queues', signal });
export const addQueue = (queue: QueueAdd): Promise<ApiResult<AdminQueue>> =>
  callApi({ method: 'POST', path: '/api/admin/queues', body: queue });
/** What is absent stays. */
export const changeQueue = (id: string, change: QueueChange): Promise<ApiResult<AdminQueue>> =>
  callApi({ method: 'PATCH', path: one(id), body: change });
export const removeQueue = (id: string): Promise<ApiResult<{ readonly ok: true }>> =>
  callApi({ method: 'DELETE', path: one(id) });
