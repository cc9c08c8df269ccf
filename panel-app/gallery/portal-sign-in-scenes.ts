// The ways to sign in to the portal as scenes.
import { ALL_WAYS, WAYS } from './portal-data.ts';
import { answer, type PortalScene, refuse } from './portal-fake.ts';
import type { PortalPicture } from './portal-picture.ts';

const offering = (ways: object, answers: PortalScene['answers'] = {}): PortalScene => ({
  signedIn: false,
  answers: { 'GET /api/portal/sign-in': () => answer(ways), ...answers },
});
const MAILED = { ...WAYS, ownCode: false, mailedCode: true };

export const SIGN_IN_PICTURES: readonly PortalPicture[] = [
  { name: 'sign-in-all', scene: offering(ALL_WAYS) },
  { name: 'sign-in-mail', scene: offering(MAILED) },
  { name: 'sign-in-mail-code', scene: offering(MAILED), press: ['Mail me a code'] },
  {
    name: 'sign-in-mail-wrong',
    scene: offering(MAILED, { 'POST /api/portal/mailed-code/finish': () => refuse('mailed-code-wrong') }),
    press: ['Mail me a code', 'Sign in'],
  },
  {
    name: 'sign-in-company-wrong',
    scene: offering(MAILED, { 'POST /api/portal/mailed-code': () => refuse('company-code-wrong') }),
    press: ['Mail me a code'],
  },
  { name: 'sign-in-password', scene: offering(ALL_WAYS), press: ['Use my user name and password'] },
  {
    name: 'sign-in-password-away',
    scene: offering(ALL_WAYS, { 'POST /api/portal/session': () => refuse('directory-away') }),
    press: ['Use my user name and password', 'Sign in'],
  },
  { name: 'sign-in-open-id', scene: offering({ ...WAYS, ownCode: false, openId: ALL_WAYS.openId }) },
  {
    name: 'sign-in-open-id-away',
    scene: offering(
      { ...WAYS, ownCode: false, openId: ALL_WAYS.openId },
      { 'POST /api/portal/open-id': () => refuse('open-id-away') },
    ),
    press: ['Continue with Northgate account'],
  },
];
