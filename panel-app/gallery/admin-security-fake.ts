// The part of the made-up console server that answers about administrators: the door, the own account, the others, the audit log.
import type { AdminMe } from '@platen/shared/api/admin';
import type {
  AdminAccount,
  AdminView,
  AuditVerdict,
  JoinFacts,
  SecondStep,
  SignInWays,
} from '@platen/shared/api/admin-security';
import { type AdminRole, ROLE_SCOPES } from '@platen/shared/scopes';
import {
  account,
  adminSessions,
  admins,
  auditEntries,
  QR_SVG,
  RECOVERY_CODES,
  soundLog,
} from './admin-security-data.ts';

export interface SecurityScene {
  readonly role?: AdminRole;
  readonly ways?: SignInWays;
  /** The password is not enough. */
  readonly second?: SecondStep['ways'];
  readonly secondFactorNeeded?: boolean;
  readonly join?: JoinFacts;
  readonly account?: AdminAccount;
  readonly admins?: readonly AdminView[];
  readonly verdict?: AuditVerdict;
  /** Nothing in the log fits. */
  readonly quietLog?: boolean;
}

const DAY = 24 * 3_600_000;

export const meOf = ({ role = 'administrator', secondFactorNeeded = false }: SecurityScene): AdminMe => ({
  name: 'Renate',
  role,
  scopes: [...ROLE_SCOPES[role]],
  secondFactorNeeded,
  siteName: 'Northgate Library',
  tryOut: true,
});

export interface SecurityFake {
  /** What is answered without a session; undefined: nothing of the door. */
  readonly door: (method: string, parts: readonly string[]) => unknown;
  /** @param parts of the path behind /api/admin; undefined: nothing is there. */
  readonly answer: (method: string, parts: readonly string[], url: URL, body: unknown) => unknown;
}

export function securityFake(scene: SecurityScene, now: number): SecurityFake {
  let mine = scene.account ?? account(now);
  let all = [...(scene.admins ?? admins(now))];
  let open = adminSessions(now);
  const link = (id: string, name: string) => ({
    id,
    name,
    path: '/admin/#join=2yO3mZcHk9fGq7RtVxWbN4sLpD8uJeAi-1oQ0hTnKzM',
    until: now + DAY,
  });
  const done = { ok: true };

  function ofAccount(method: string, [what, id]: readonly (string | undefined)[], body: unknown): unknown {
    if (what === undefined) return mine;
    if (what === 'sessions') {
      if (method === 'DELETE') open = open.filter((one) => one.own || (id !== undefined && one.id !== id));
      return method === 'GET' ? { sessions: open.filter(({ name }) => name === mine.name) } : done;
    }
    if (what === 'totp' && method === 'POST') {
      return { enrolment: 'sealed', secret: 'JBSW Y3DP EHPK 3PXP JBSW Y3DP EHPK 3PXP', svg: QR_SVG };
    }
    if (what === 'totp') {
      const fresh = mine.recoveryCodesLeft === 0;
      mine = { ...mine, hasTotp: method === 'PUT', recoveryCodesLeft: 10 };
      return method === 'PUT' ? (fresh ? { recoveryCodes: RECOVERY_CODES } : {}) : done;
    }
    if (what === 'recovery-codes') return { recoveryCodes: RECOVERY_CODES };
    if (what === 'passkeys' && id === 'options')
      return { options: { challenge: 'AAAA' }, challenge: 'sealed' };
    if (what === 'passkeys' && method === 'DELETE') {
      mine = { ...mine, passkeys: mine.passkeys.filter((one) => one.id !== id) };
    }
    if (what === 'passkeys' && method === 'POST') {
      const { name } = body as { name: string };
      mine = { ...mine, passkeys: [...mine.passkeys, { id: 'k9', name, host: 'localhost', createdAt: now }] };
      return {};
    }
    return done;
  }

  function ofAdmins(method: string, [id, act]: readonly (string | undefined)[], body: unknown): unknown {
    if (id === undefined && method === 'GET') return { admins: all };
    if (id === undefined) {
      const { name, role } = body as { name: string; role: AdminRole };
      const added: AdminView = {
        id: 'a9',
        name,
        role,
        state: 'invited',
        linkUntil: now + DAY,
        secondFactor: 'none',
        openId: false,
        fromDirectory: false,
        createdAt: now,
        sessions: 0,
        own: false,
      };
      all = [...all, added];
      return link('a9', name);
    }
    const known = all.find((one) => one.id === id);
    if (act === 'link') return link(id, known?.name ?? '');
    if (act === 'sessions') return done;
    const { role, off } = (body ?? {}) as { role?: AdminRole; off?: boolean };
    all = all.flatMap((one) =>
      one.id !== id
        ? [one]
        : method === 'DELETE'
          ? []
          : [
              {
                ...one,
                ...(role === undefined ? {} : { role }),
                ...(off === undefined ? {} : { state: off ? ('off' as const) : ('on' as const) }),
              },
            ],
    );
    return done;
  }

  function ofAudit(what: string | undefined, url: URL): unknown {
    if (what === 'verify') return scene.verdict ?? soundLog(now);
    const words = (url.searchParams.get('search') ?? '').toLowerCase();
    const who = url.searchParams.get('who');
    const before = Number(url.searchParams.get('before') ?? Number.MAX_SAFE_INTEGER);
    const entries = auditEntries(now).filter(
      (entry) =>
        scene.quietLog !== true &&
        entry.number < before &&
        (who === null || entry.who === who) &&
        JSON.stringify(entry).toLowerCase().includes(words),
    );
    const actors = [...new Set(auditEntries(now).map((entry) => entry.who))].sort();
    // Older ones are made of the same, further back.
    const next = before > 1284 && entries.length === 10 ? { next: 1275 } : {};
    return { entries, ...(before > 1284 ? { actors } : {}), ...next };
  }

  return {
    door: (method, [area, what, more]) => {
      if (area === 'session' && what === 'ways') return scene.ways ?? { passkey: true };
      if (area === 'session' && what === 'passkey' && more === 'options') {
        return { options: { challenge: 'AAAA' }, challenge: 'sealed' };
      }
      if (area === 'join' && what === 'look') {
        return scene.join ?? { name: 'Otto', role: 'operator', isNew: true };
      }
      if (area === 'session' && method === 'POST' && what === undefined && scene.second !== undefined) {
        return { attempt: 'attempt', ways: scene.second };
      }
      return undefined;
    },
    answer: (method, [area, ...rest], url, body) => {
      if (area === 'account') return ofAccount(method, rest, body);
      if (area === 'admins') return ofAdmins(method, rest, body);
      if (area === 'audit' || area === 'audit.csv') return ofAudit(rest[0], url);
      if (area === 'sessions') {
        if (method === 'DELETE') open = open.filter(({ id }) => id !== rest[0]);
        return method === 'GET' ? { sessions: open } : done;
      }
      if (area === 'prove') {
        if (method === 'GET')
          return { password: mine.hasPassword, code: mine.hasTotp, passkey: mine.passkeys.length > 0 };
        return { until: now + 600_000 };
      }
      return undefined;
    },
  };
}
