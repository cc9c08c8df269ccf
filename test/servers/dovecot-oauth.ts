// Bearer tokens that a Dovecot of ours accepts by XOAUTH2 and OAUTHBEARER: JSON Web Tokens (RFC 7519) signed with a secret it is told.
import { createHmac } from 'node:crypto';
import type { DovecotOptions } from './dovecot.ts';

/** For startDovecot: it lets in whoever shows a token of `oauthToken` with the same secret. */
export const oauthOptions = (secret: string): Pick<DovecotOptions, 'settings' | 'files'> => ({
  settings: `auth_mechanisms = plain login xoauth2 oauthbearer
passdb {
  driver = oauth2
  mechanisms = xoauth2 oauthbearer
  args = {directory}/oauth2.conf
}
`,
  files: {
    'oauth2.conf': `introspection_mode = local
local_validation_key_dict = fs:posix:prefix={directory}/keys/
username_attribute = sub
`,
    'keys/default/HS256/default': Buffer.from(secret).toString('base64'),
  },
});

const encoded = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');

/** Good for ten minutes, or expired already. */
export const oauthToken = (secret: string, user: string, isExpired = false): string => {
  const now = Math.floor(Date.now() / 1_000);
  const claims = { sub: user, iat: now - 1_000, exp: isExpired ? now - 500 : now + 600 };
  const signed = `${encoded({ alg: 'HS256', typ: 'JWT' })}.${encoded(claims)}`;
  return `${signed}.${createHmac('sha256', secret).update(signed).digest('base64url')}`;
};
