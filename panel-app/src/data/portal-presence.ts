// The portal's calls of a phone that stands at a printer.
import type { PortalPresence, PresenceScanned } from '@platen/shared/api/presence';
import { type ApiResult, callApi } from './api-call.ts';

/** Says that this browser has scanned a panel's code, whether or not anybody is signed in. */
export const scanCode = (token: string): Promise<ApiResult<PresenceScanned>> =>
  callApi({ method: 'POST', path: '/api/portal/presence/scan', body: { token } });

/** Where this phone is, by what it has scanned. The printer is asked on the way, which may take seconds. */
export const standHere = (signal?: AbortSignal): Promise<ApiResult<PortalPresence>> =>
  callApi({ method: 'POST', path: '/api/portal/presence', body: {}, signal, timeoutMs: 25_000 });
