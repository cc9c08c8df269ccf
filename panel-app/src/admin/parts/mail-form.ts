// What the form of a mail account holds, as the server takes it. Reading only; the fields themselves are mail-fields.ts.
import type { MailAccountAdd } from '@platen/shared/api/admin-mail';
import { MAIL_AUTHS, MAIL_SECURITIES, type MailKind } from '@platen/shared/mail';
import { formText } from '../../components/form-text.ts';
import type { MailUse } from '../mail-presets.ts';

/** Settings that are texts and are taken as they were typed. */
const TEXTS = [
  'host',
  'folder',
  'processedFolder',
  'refusedFolder',
  'tokenUrl',
  'tenant',
  'clientId',
  'scope',
  'mailbox',
  'tlsPin',
  'ca',
  'authservId',
] as const;

/** What is empty is absent; a name that nobody gave is the address. */
export function accountOf(form: HTMLFormElement, use: MailUse, kind: MailKind): MailAccountAdd {
  const text = (name: string): string => formText(form, name);
  const number = (name: string): number | undefined => (text(name) === '' ? undefined : Number(text(name)));
  const address = text('address');
  const auth = MAIL_AUTHS.find((one) => one === text('auth')) ?? (kind === 'graph' ? 'oauth2' : 'password');
  const security = MAIL_SECURITIES.find((one) => one === text('security'));
  const [port, pollSeconds] = [number('port'), number('pollSeconds')];
  const signsIn = auth !== 'none' && kind !== 'graph' && form.elements.namedItem('user') !== null;
  const user = signsIn ? text('user') || address : '';
  // As it was typed, spaces and all.
  const secret = new FormData(form).get('secret');
  return {
    name: text('name') || address,
    kind,
    receives: use === 'receive',
    sends: use === 'send',
    address,
    settings: {
      auth,
      ...Object.fromEntries(TEXTS.map((name) => [name, text(name)]).filter(([, value]) => value !== '')),
      ...(user === '' ? {} : { user }),
      ...(security === undefined ? {} : { security }),
      ...(port === undefined ? {} : { port }),
      ...(pollSeconds === undefined ? {} : { pollSeconds }),
    },
    ...(typeof secret === 'string' && secret !== '' ? { secret } : {}),
  };
}
