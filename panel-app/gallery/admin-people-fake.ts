// The part of the made-up console server that answers for people, directories and guests.
import type { AdminUser } from '@platen/shared/api/admin';
import type {
  AdminDirectory,
  DirectoryAdd,
  DirectoryChange,
  DirectoryLooked,
  DirectoryPreview,
  DirectoryTested,
} from '@platen/shared/api/admin-directory';
import type { Guest, GuestAdd, UserChange, UserImported, UserSheet } from '@platen/shared/api/admin-people';
import { users } from './admin-data.ts';
import {
  directories,
  guests,
  imported,
  lookedWell,
  previewed,
  testedWell,
  userSheet,
} from './admin-people-data.ts';

export interface PeopleScene {
  readonly users?: readonly AdminUser[];
  /** There are more than are shown. */
  readonly usersMore?: boolean;
  /** What a person's sheet says besides the usual. */
  readonly sheet?: Partial<UserSheet>;
  /** No account sends: a code is shown. */
  readonly noMail?: boolean;
  readonly usersImported?: UserImported;
  readonly directories?: readonly AdminDirectory[];
  readonly directoryLooked?: DirectoryLooked;
  readonly directoryTested?: DirectoryTested;
  readonly directoryPreview?: DirectoryPreview;
  readonly guests?: readonly Guest[];
  readonly guestsOff?: boolean;
}

export interface PeopleFake {
  /** Undefined: that is somebody else's to answer. */
  readonly answer: (method: string, url: URL, body: unknown) => unknown;
}

/** As many as the list asks for at first. */
const PAGE = 50;

export function peopleFake(scene: PeopleScene, now: number): PeopleFake {
  let allUsers = [...(scene.users ?? users(now))];
  let allDirectories = [...(scene.directories ?? directories(now))];
  let allGuests = [...(scene.guests ?? guests(now))];
  let cardsGone: readonly string[] = [];
  let signedOut = false;

  function list(url: URL): unknown {
    const search = url.searchParams.get('search')?.toLowerCase() ?? '';
    const show = url.searchParams.get('show') ?? 'all';
    const found = allUsers.filter(
      (user) =>
        `${user.email} ${user.name} ${user.department ?? ''}`.toLowerCase().includes(search) &&
        (show === 'all' ||
          show === user.source ||
          (show === 'off' && user.off !== undefined) ||
          (show === 'waiting' && user.held > 0)),
    );
    const limit = Number(url.searchParams.get('limit') ?? PAGE);
    const more = scene.usersMore === true ? { more: true, total: 1000 } : { total: found.length };
    return { users: found.slice(0, limit), ...more };
  }

  function ofUsers(
    method: string,
    [id = '', rest = '', card = '']: readonly string[],
    url: URL,
    body: unknown,
  ) {
    const code = scene.noMail === true ? { code: '735028461' } : {};
    const mailed = scene.noMail !== true;
    if (id === '' && method === 'POST') {
      const { email, name = '' } = body as { email: string; name?: string };
      const user: AdminUser = { id: 'u-new', name, email, held: 0, createdAt: now, source: 'console' };
      allUsers = [user, ...allUsers];
      return { user, mailed, ...code };
    }
    if (id === '') return list(url);
    if (id === 'import') {
      const told = scene.usersImported ?? imported;
      return url.searchParams.get('apply') === 'yes' ? { ...told, applied: true } : told;
    }
    const user = allUsers.find((one) => one.id === id);
    if (user === undefined) return undefined;
    if (rest === 'code') return { user, mailed, ...code };
    if (rest === 'sessions') signedOut = true;
    if (rest === 'cards') cardsGone = [...cardsGone, card];
    if (rest !== '') return { ok: true };
    if (method === 'DELETE') {
      allUsers = allUsers.filter((one) => one !== user);
      return { ok: true };
    }
    if (method === 'PATCH') {
      const { off, ...edit } = body as UserChange;
      const { off: was, ...plain } = user;
      const next = off === undefined ? was : off ? ({ at: now, by: 'administrator' } as const) : undefined;
      const changed = { ...plain, ...edit, ...(next === undefined ? {} : { off: next }) } as AdminUser;
      allUsers = allUsers.map((one) => (one === user ? changed : one));
      return changed;
    }
    const sheet = { ...userSheet(user, now), ...scene.sheet };
    return {
      ...sheet,
      cards: sheet.cards.filter((one) => !cardsGone.includes(one.id)),
      sessions: signedOut || user.off !== undefined ? [] : sheet.sessions,
    };
  }

  function ofDirectories(method: string, [id = '', act = '']: readonly string[], body: unknown): unknown {
    if (id === '' && method === 'GET') return { directories: allDirectories };
    if (id === 'test') return scene.directoryTested ?? testedWell;
    if (id === 'look') return scene.directoryLooked ?? lookedWell;
    if (id === 'order') {
      const { ids } = body as { ids: readonly string[] };
      allDirectories = ids.flatMap((one) => allDirectories.filter((directory) => directory.id === one));
      return { directories: allDirectories };
    }
    if (id === '') {
      const { secret, ...typed } = body as DirectoryAdd;
      const added = { id: 'd-new', enabled: true, secretStored: secret !== undefined, people: 0, ...typed };
      allDirectories = [...allDirectories, added as AdminDirectory];
      return added;
    }
    const directory = allDirectories.find((one) => one.id === id);
    if (directory === undefined) return undefined;
    if (act === 'preview') return scene.directoryPreview ?? previewed;
    if (method === 'DELETE') {
      allDirectories = allDirectories.filter((one) => one !== directory);
      return { ok: true };
    }
    const change = act === 'import' ? { importing: { seen: 300 } } : (body as DirectoryChange);
    const { secret: _, ...rest } = change as DirectoryChange;
    const changed = { ...directory, ...rest } as AdminDirectory;
    allDirectories = allDirectories.map((one) => (one === directory ? changed : one));
    return changed;
  }

  function ofGuests(method: string, [id = '']: readonly string[], body: unknown): unknown {
    if (method === 'DELETE') {
      allGuests = allGuests.filter((one) => one.id !== id);
      return { ok: true };
    }
    if (method === 'GET') return { guests: allGuests, on: scene.guestsOff !== true, hours: 24, pages: 50 };
    const { name = 'Guest', hours, pages } = body as GuestAdd;
    const guest: Guest = {
      id: 'g-new',
      name,
      email: 'b6d3f@guest',
      createdAt: now,
      until: now + hours * 3_600_000,
      ended: false,
      pagesLeft: pages,
      pagesUsed: 0,
      held: 0,
    };
    allGuests = [guest, ...allGuests];
    return { guest, code: '4071852' };
  }

  return {
    answer: (method, url, body) => {
      const [area = '', ...parts] = url.pathname.split('/').slice(3).map(decodeURIComponent);
      if (area === 'users') return ofUsers(method, parts, url, body);
      if (area === 'directories') return ofDirectories(method, parts, body);
      if (area === 'guests') return ofGuests(method, parts, body);
      return undefined;
    },
  };
}
