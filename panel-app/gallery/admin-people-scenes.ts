// The screens about people as scenes: the list, one person's sheet, importing, directories, guests.
import type { AdminUser } from '@platen/shared/api/admin';
import { directories, lookedUntrusted, previewedTooMany, testedRefused } from './admin-people-data.ts';
import type { AdminPicture } from './admin-picture.ts';
import { pictureNow } from './picture-clock.ts';

const now = pictureNow;
const [first] = directories(now);
const many: readonly AdminUser[] = Array.from({ length: 60 }, (_, n) => ({
  id: `m${n}`,
  email: `reader${String(n).padStart(4, '0')}@campus.example`,
  name: `Reader ${n + 1}`,
  held: n % 7 === 0 ? 2 : 0,
  createdAt: now - n * 86_400_000,
  source: 'directory' as const,
}));

export const PEOPLE_PICTURES: readonly AdminPicture[] = [
  { name: 'users', scene: {}, hash: '#users' },
  { name: 'users-quiet', scene: { mailQuiet: true }, hash: '#users' },
  { name: 'users-none', scene: { users: [], mailQuiet: true }, hash: '#users' },
  { name: 'users-many', scene: { users: many, usersMore: true, mailQuiet: true }, hash: '#users' },
  { name: 'users-searched', scene: { mailQuiet: true }, hash: '#users', steps: [['Filter Users', 'nobody']] },
  { name: 'user', scene: { mailQuiet: true }, hash: '#users=u1' },
  { name: 'user-directory', scene: { mailQuiet: true }, hash: '#users=u2' },
  { name: 'user-off', scene: { mailQuiet: true }, hash: '#users=u4' },
  { name: 'user-switch-off', scene: { mailQuiet: true }, hash: '#users=u1', steps: [['Switch off']] },
  {
    name: 'user-code-mailed',
    scene: { mailQuiet: true },
    hash: '#users=u1',
    steps: [['New code'], ['Make a new code']],
  },
  { name: 'user-documents', scene: { mailQuiet: true }, hash: '#users=u1', steps: [['Documents']] },
  { name: 'user-access', scene: { mailQuiet: true }, hash: '#users=u1', steps: [['Cards and sign-ins']] },
  { name: 'user-add', scene: { mailQuiet: true }, hash: '#users', steps: [['Add user']] },
  {
    name: 'user-added',
    scene: { noMail: true, mailQuiet: true },
    hash: '#users',
    steps: [['Add user'], ['email', 'lena@example.org'], ['Add and make a code']],
  },
  { name: 'users-import', scene: { mailQuiet: true }, hash: '#users=import' },
  {
    name: 'users-import-look',
    scene: { mailQuiet: true },
    hash: '#users=import',
    steps: [['text', 'email,name\nlena.brandt@example.org,Lena Brandt'], ['See what would change']],
  },
  {
    name: 'users-imported',
    scene: { mailQuiet: true },
    hash: '#users=import',
    steps: [['text', 'email\nlena@example.org'], ['See what would change'], ['Import 3 people']],
  },
  { name: 'directories', scene: {}, hash: '#users=directory' },
  { name: 'directories-none', scene: { directories: [] }, hash: '#users=directory' },
  { name: 'directory', scene: {}, hash: '#users=directory-d1' },
  { name: 'directory-down', scene: {}, hash: '#users=directory-d2' },
  {
    name: 'directory-preview',
    scene: {},
    hash: '#users=directory-d1',
    steps: [['Preview import']],
  },
  {
    name: 'directory-would-stop',
    scene: { directoryPreview: previewedTooMany },
    hash: '#users=directory-d1',
    steps: [['Preview import']],
  },
  {
    name: 'directory-importing',
    scene: first === undefined ? {} : { directories: [{ ...first, importing: { seen: 23_400 } }] },
    hash: '#users=directory-d1',
  },
  { name: 'directory-settings', scene: {}, hash: '#users=directory-d1', steps: [['Settings']] },
  {
    name: 'directory-elsewhere',
    scene: {},
    hash: '#users=directory-d1',
    steps: [['Settings'], ['host', 'dc2.ad.northgate.example']],
  },
  { name: 'directory-tested', scene: {}, hash: '#users=directory-d1', steps: [['Settings'], ['Test']] },
  {
    name: 'directory-untrusted',
    scene: { directoryTested: testedRefused(now) },
    hash: '#users=directory-d1',
    steps: [['Settings'], ['Test']],
  },
  { name: 'directory-remove', scene: {}, hash: '#users=directory-d1', steps: [['Remove directory']] },
  { name: 'directory-add', scene: {}, hash: '#users=directory-new' },
  {
    name: 'directory-add-untrusted',
    scene: { directoryLooked: lookedUntrusted(now) },
    hash: '#users=directory-new',
    steps: [['host', 'dc1.ad.northgate.example'], ['Look at it']],
  },
  {
    name: 'directory-add-found',
    scene: {},
    hash: '#users=directory-new',
    steps: [['host', 'dc1.ad.northgate.example'], ['Look at it']],
  },
  { name: 'guests', scene: {}, hash: '#users=guests' },
  { name: 'guests-none', scene: { guests: [] }, hash: '#users=guests' },
  { name: 'guests-off', scene: { guests: [], guestsOff: true }, hash: '#users=guests' },
  { name: 'guest', scene: {}, hash: '#users=guests-g1' },
  { name: 'guest-end', scene: {}, hash: '#users=guests-g1', steps: [['End now']] },
  { name: 'guest-add', scene: {}, hash: '#users=guests', steps: [['Give out a guest code']] },
  {
    name: 'guest-added',
    scene: {},
    hash: '#users=guests',
    steps: [['Give out a guest code'], ['name', 'Workshop, table 4'], ['Make the code']],
  },
];
