// The console's calls about people beyond the plain list: sheets, switching off, sessions, cards, CSV both ways, guests.
import type { AdminUser } from '@platen/shared/api/admin';
import type {
  GuestAdd,
  GuestCode,
  Guests,
  UserChange,
  UserImported,
  UserSheet,
} from '@platen/shared/api/admin-people';
import type { UserShow } from '@platen/shared/api/user-sources';
import { type ApiResult, callApi } from './api-call.ts';

type Signal = AbortSignal | undefined;
type Done = { readonly ok: true };

/** 50,000 people get a code each. */
const IMPORT_MS = 300_000;

const path = (...parts: readonly string[]): string =>
  `/api/admin/${parts.map((part) => encodeURIComponent(part)).join('/')}`;

export interface PeopleQuery {
  readonly search?: string | undefined;
  readonly show?: UserShow | undefined;
  readonly directory?: string | undefined;
  readonly limit?: number | undefined;
}
export interface PeopleList {
  readonly users: readonly AdminUser[];
  /** At most 1,000: then `more` says that there are more. */
  readonly total: number;
  readonly more?: boolean;
}

function withQuery(where: string, { search, show, directory, limit }: PeopleQuery): string {
  const given = Object.entries({ search, show, directory, limit }).filter(
    ([, value]) => value !== undefined && value !== '',
  );
  const text = new URLSearchParams(given.map(([name, value]) => [name, String(value)])).toString();
  return text === '' ? where : `${where}?${text}`;
}

export const readPeople = (ask: PeopleQuery, signal?: Signal): Promise<ApiResult<PeopleList>> =>
  callApi({ path: withQuery(path('users'), ask), signal });
/** Where the browser gets the same list as a file. */
export const peopleCsvUrl = (ask: PeopleQuery): string => withQuery(path('users.csv'), ask);
export const readPerson = (id: string, signal?: Signal): Promise<ApiResult<UserSheet>> =>
  callApi({ path: path('users', id), signal });
export const changePerson = (id: string, change: UserChange): Promise<ApiResult<AdminUser>> =>
  callApi({ method: 'PATCH', path: path('users', id), body: change });
/** At every panel and in every browser. */
export const signOutPerson = (id: string): Promise<ApiResult<Done>> =>
  callApi({ method: 'DELETE', path: path('users', id, 'sessions') });
export const removeCard = (id: string, card: string): Promise<ApiResult<Done>> =>
  callApi({ method: 'DELETE', path: path('users', id, 'cards', card) });
/** @param apply false: only tells what would change. */
export const importPeople = (
  text: string,
  apply: boolean,
  mail: boolean,
  signal?: Signal,
): Promise<ApiResult<UserImported>> =>
  callApi({
    method: 'POST',
    path: `${path('users', 'import')}?apply=${apply ? 'yes' : 'no'}&mail=${mail ? 'yes' : 'no'}`,
    file: new Blob([text], { type: 'text/csv' }),
    signal,
    timeoutMs: IMPORT_MS,
  });

export const readGuests = (signal?: Signal): Promise<ApiResult<Guests>> =>
  callApi({ path: path('guests'), signal });
/** The answer is the only time the code is shown. */
export const addGuest = (guest: GuestAdd): Promise<ApiResult<GuestCode>> =>
  callApi({ method: 'POST', path: path('guests'), body: guest });
export const endGuest = (id: string): Promise<ApiResult<Done>> =>
  callApi({ method: 'DELETE', path: path('guests', id) });
