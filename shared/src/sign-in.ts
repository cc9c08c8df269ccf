// The ways to sign in, as they are stored with a session and shown to its owner.
export const SIGN_IN_VIAS = [
  'code',
  'email-and-code',
  'mailed-code',
  'directory',
  'openid',
  'card',
  'device',
  'guest',
  'password',
  'passkey',
  'setup',
] as const;
export type SignInVia = (typeof SIGN_IN_VIAS)[number];
