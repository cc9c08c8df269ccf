// The door and the security section as scenes: the second step, links, administrators, the own account, the audit log.
import { answer, refuse } from './admin-fake.ts';
import type { AdminPicture } from './admin-picture.ts';
import { account, bareAccount, brokenLog } from './admin-security-data.ts';
import { pictureNow } from './picture-clock.ts';

const now = pictureNow;
const SIGN_IN = [['name', 'renate'], ['password', 'correct horse battery'], ['Sign in']] as const;
/** The first call is refused until somebody proves who they are. */
const needsProof = () => {
  let proved = false;
  return {
    'POST /api/admin/prove': () => {
      proved = true;
      return answer({ until: now + 600_000 });
    },
    'POST /api/admin/account/totp': () =>
      proved
        ? answer({ enrolment: 'x', secret: 'JBSW Y3DP', svg: '<svg xmlns="http://www.w3.org/2000/svg"/>' })
        : refuse('prove-again'),
  };
};

export const SECURITY_PICTURES: readonly AdminPicture[] = [
  {
    name: 'sign-in-password-open-id',
    scene: { signedIn: false, ways: { passkey: true, openId: 'Northgate account' } },
  },
  { name: 'sign-in-password-only', scene: { signedIn: false, ways: { passkey: false } } },
  {
    name: 'second-code',
    scene: { signedIn: false, second: { code: true, passkey: true, recovery: true } },
    steps: [...SIGN_IN, ['Use the authenticator app']],
  },
  {
    name: 'second-passkey',
    scene: { signedIn: false, second: { code: false, passkey: true, recovery: true } },
    steps: SIGN_IN,
  },
  {
    name: 'second-recovery',
    scene: {
      signedIn: false,
      second: { code: true, passkey: false, recovery: true },
      answers: { 'POST /api/admin/session/second': () => refuse('wrong-recovery-code') },
    },
    steps: [...SIGN_IN, ['Use a recovery code'], ['recovery', 'k3d9 w7xq 2pmz aa4c'], ['Continue']],
  },
  {
    name: 'second-elsewhere',
    scene: { signedIn: false, second: { code: false, passkey: false, recovery: false } },
    steps: SIGN_IN,
  },
  { name: 'join', scene: { signedIn: false }, hash: '#join=one-time' },
  {
    name: 'join-reset',
    scene: {
      signedIn: false,
      join: { name: 'Renate', role: 'administrator', isNew: false },
      answers: { 'POST /api/admin/join': () => refuse('weak-password', { length: 12 }) },
    },
    hash: '#join=one-time',
    steps: [['password', 'short'], ['Save and sign in']],
  },
  {
    name: 'join-void',
    scene: { signedIn: false, answers: { 'POST /api/admin/join/look': () => refuse('link-void') } },
    hash: '#join=one-time',
  },
  { name: 'factor-gate', scene: { secondFactorNeeded: true, account: bareAccount(now) } },
  { name: 'administrators', scene: {}, hash: '#security' },
  { name: 'administrators-looked-at', scene: { role: 'auditor' }, hash: '#security' },
  { name: 'administrator', scene: {}, hash: '#security=admin-a2' },
  { name: 'administrator-invited', scene: {}, hash: '#security=admin-a4', steps: [['New invitation link']] },
  { name: 'administrator-role', scene: {}, hash: '#security=admin-a2', steps: [['role-auditor', 'on']] },
  { name: 'administrator-directory', scene: {}, hash: '#security=admin-a3' },
  {
    name: 'administrator-last',
    scene: {
      answers: { 'DELETE /api/admin/admins/a1': () => refuse('last-administrator', { name: 'Renate' }) },
    },
    hash: '#security=admin-a1',
    steps: [['Remove'], ['Remove administrator']],
  },
  {
    name: 'administrator-link',
    scene: {},
    hash: '#security=admin-a2',
    steps: [['New password by link'], ['Make the link']],
  },
  { name: 'admin-invite', scene: {}, hash: '#security', steps: [['Invite administrator']] },
  {
    name: 'admin-invited',
    scene: {},
    hash: '#security',
    steps: [['Invite administrator'], ['name', 'otto'], ['Invite']],
  },
  {
    name: 'my-account-open-id',
    scene: { account: { ...bareAccount(now), openId: { name: 'Northgate account', linked: true } } },
    hash: '#security=account',
  },
  { name: 'my-account', scene: {}, hash: '#security=account' },
  {
    name: 'my-account-bare',
    scene: { role: 'helpdesk', account: bareAccount(now) },
    hash: '#security=account',
  },
  { name: 'my-account-password', scene: {}, hash: '#security=account', steps: [['Change password']] },
  {
    name: 'my-account-app',
    scene: { account: bareAccount(now) },
    hash: '#security=account',
    steps: [['Set up']],
  },
  {
    name: 'my-account-codes',
    scene: { account: bareAccount(now) },
    hash: '#security=account',
    steps: [['Set up'], ['code', '123456'], ['Turn on']],
  },
  {
    name: 'my-account-few-codes',
    scene: { account: { ...account(now), recoveryCodesLeft: 2 } },
    hash: '#security=account',
    steps: [['Make new codes']],
  },
  {
    name: 'my-account-passkey-remove',
    scene: {},
    hash: '#security=account',
    steps: [['Remove the passkey Work laptop']],
  },
  { name: 'my-account-passkey-add', scene: {}, hash: '#security=account', steps: [['Add passkey']] },
  { name: 'prove', scene: { answers: needsProof() }, hash: '#security=account', steps: [['Set up anew']] },
  { name: 'audit', scene: {}, hash: '#security=audit' },
  { name: 'audit-broken', scene: { verdict: brokenLog }, hash: '#security=audit' },
  {
    name: 'audit-none',
    scene: { quietLog: true },
    hash: '#security=audit',
    steps: [['search', 'nobody did this']],
  },
];
