// Which errors a route can answer with: those that its kind brings along, and those of what it does. Written by hand for the second part; the
// description says that there may be more (`default`), and docs/errors.md has them all.
import type { ErrorCode } from '@platen/shared/error-table';
import type { Route } from './route.ts';

const RELEASE: readonly ErrorCode[] = [
  'job-not-ready',
  'job-busy',
  'job-gone',
  'option-unsupported',
  'printer-off',
  'accounting-needed',
  'conflict',
];
const INTAKE: readonly ErrorCode[] = [
  'document-empty',
  'document-too-large',
  'document-type',
  'document-truncated',
  'length-mismatch',
  'disk-full',
  'storage-failed',
];
const GUESS: readonly ErrorCode[] = ['too-many-tries', 'account-off'];

/** The first that fits counts. */
const OF_WHAT_IT_DOES: readonly (readonly [RegExp, readonly ErrorCode[]])[] = [
  [/^POST \/api\/panel\/session$/, ['wrong-code', 'code-needs-email', ...GUESS]],
  [/^POST \/api\/portal\/session$/, ['wrong-code', 'code-needs-email', ...GUESS]],
  [/^POST \/api\/admin\/(session|prove|join)/, ['wrong-password', ...GUESS]],
  [/^POST \/api\/admin\/setup$/, ['setup-done', 'wrong-password']],
  [/^POST \/api\/(panel|portal|admin)\/release$/, RELEASE],
  [/\/releases\/:id\/decision$/, ['conflict', 'option-unsupported']],
  [/\/jobs\/:id\/unlock$/, ['document-password', 'conflict']],
  [/\/pages\/:page/, ['job-not-ready', 'job-gone']],
  [/^POST \/api\/(portal|admin)\/documents$/, INTAKE],
  [/\/uploads/, INTAKE],
  [/^POST \/api\/admin\/printers\/probe$/, ['printer-unreachable', 'printer-not-allowed', 'printer-busy']],
  [/^POST \/api\/admin\/printers$/, ['printer-unreachable', 'printer-not-allowed', 'printer-busy']],
  [/^PATCH \/api\/admin\/printers/, ['printer-declared']],
  [/^POST \/api\/admin\/users$/, ['user-exists', 'bad-email']],
  [/^PUT \/api\/admin\/settings/, ['bad-setting']],
  [/^POST \/api\/admin\/tokens$/, ['token-scope', 'token-name', 'too-many-tokens']],
  [/^(POST|PATCH) \/api\/admin\/webhooks(\/:id)?$/, ['webhook-url', 'too-many-webhooks']],
  [
    /^(GET|POST) \/api\/admin\/backup(\/(file|ready))?$/,
    ['backup-running', 'backup-passphrase', 'backup-folder'],
  ],
  [/^GET \/readyz$/, ['not-ready']],
];

/** Each once, in no special order. */
export function errorCodesOf(route: Route): ErrorCode[] {
  const codes = new Set<ErrorCode>(['https-only', 'internal']);
  const changes = !['GET', 'HEAD', 'OPTIONS'].includes(route.method);
  if (changes) codes.add('wrong-origin');
  if (route.role !== 'anyone') codes.add('not-signed-in');
  if (route.role === 'panel' || route.role === 'panel-user') {
    codes.add('panel-unknown');
    codes.add('printer-off');
  }
  if (route.role === 'admin') codes.add('not-allowed');
  if (route.fresh === true) codes.add('prove-again');
  if (route.role === 'admin' && route.scope !== 'own') codes.add('second-factor-needed');
  if (route.body !== undefined || route.query !== undefined) codes.add('bad-request');
  if (route.path.includes(':')) codes.add('not-found');
  const own = OF_WHAT_IT_DOES.find(([pattern]) => pattern.test(`${route.method} ${route.path}`));
  for (const code of own?.[1] ?? []) codes.add(code);
  return [...codes];
}
