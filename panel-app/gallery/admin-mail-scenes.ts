// The mail screens as scenes: accounts, adding one, its sheet, senders, messages, the outbox.
import { refuse } from './admin-fake.ts';
import { mailAccounts, senderMistakes, testedRefused, testedUntrusted } from './admin-mail-data.ts';
import type { AdminPicture } from './admin-picture.ts';
import { pictureNow } from './picture-clock.ts';

const now = pictureNow;
const [first] = mailAccounts(now);

export const MAIL_PICTURES: readonly AdminPicture[] = [
  { name: 'mail', scene: {}, hash: '#mail' },
  { name: 'mail-none', scene: { mailAccounts: [], mailQuiet: true }, hash: '#mail' },
  {
    name: 'mail-no-sender',
    scene: {
      mailAccounts: first === undefined ? [] : [{ ...first, waiting: 0, quarantined: 0 }],
      mailQuiet: true,
    },
    hash: '#mail',
  },
  { name: 'mail-add', scene: {}, hash: '#mail=new-receive' },
  { name: 'mail-add-imap', scene: {}, hash: '#mail=new-receive', steps: [['provider-other', 'on']] },
  { name: 'mail-add-microsoft', scene: {}, hash: '#mail=new-receive', steps: [['provider-microsoft', 'on']] },
  { name: 'mail-add-exchange', scene: {}, hash: '#mail=new-receive', steps: [['provider-exchange', 'on']] },
  {
    name: 'mail-add-google',
    scene: {},
    hash: '#mail=new-send',
    steps: [
      ['provider-google', 'on'],
      ['address', 'print-answers@northgate.example'],
      ['secret', 'abcd efgh ijkl mnop'],
      ['sendTo', 'renate@northgate.example'],
      ['Test'],
    ],
  },
  {
    name: 'mail-add-loop',
    scene: { answers: { 'POST /api/admin/mail/accounts': () => refuse('mail-account-is-sender') } },
    hash: '#mail=new-send',
    steps: [
      ['provider-other', 'on'],
      ['address', 'print@northgate.example'],
      ['host', 'smtp.northgate.example'],
      ['secret', 'something'],
      ['Add account'],
    ],
  },
  {
    name: 'mail-add-untrusted',
    scene: { mailTested: testedUntrusted },
    hash: '#mail=new-receive',
    steps: [
      ['provider-other', 'on'],
      ['address', 'print@northgate.example'],
      ['host', 'imap.northgate.example'],
      ['secret', 'something'],
      ['Test'],
    ],
  },
  { name: 'mail-account', scene: {}, hash: '#mail=account-m1' },
  {
    name: 'mail-account-trouble',
    scene: { mailTested: testedRefused },
    hash: '#mail=account-m2',
    steps: [['Test']],
  },
  {
    name: 'mail-account-sends',
    scene: {},
    hash: '#mail=account-m3',
    steps: [['host', 'smtp.elsewhere.example']],
  },
  { name: 'mail-account-remove', scene: {}, hash: '#mail=account-m1', steps: [['Remove account']] },
  { name: 'mail-senders', scene: {}, hash: '#mail=senders' },
  { name: 'mail-senders-none', scene: { mailQuiet: true }, hash: '#mail=senders' },
  { name: 'mail-sender', scene: {}, hash: '#mail=rule-s3' },
  { name: 'mail-sender-add', scene: {}, hash: '#mail=senders', steps: [['Add to a list']] },
  {
    name: 'mail-senders-import',
    scene: { mailImported: senderMistakes },
    hash: '#mail=import',
    steps: [['text', 'example.com\nanna at example.org\n\n\n*'], ['Import these']],
  },
  { name: 'mail-messages', scene: {}, hash: '#mail=messages' },
  { name: 'mail-messages-all', scene: {}, hash: '#mail=messages', steps: [['shown', 'all']] },
  { name: 'mail-messages-none', scene: { mailQuiet: true }, hash: '#mail=messages' },
  { name: 'mail-message', scene: {}, hash: '#mail=message-q1' },
  { name: 'mail-message-delete', scene: {}, hash: '#mail=message-q1', steps: [['Delete']] },
  { name: 'mail-outbox', scene: {}, hash: '#mail=outbox' },
  { name: 'mail-outbox-none', scene: { mailQuiet: true }, hash: '#mail=outbox' },
  { name: 'mail-sent-unknown', scene: {}, hash: '#mail=sent-o3', steps: [['Send again']] },
];
