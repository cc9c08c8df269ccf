// The other ways to sign in at a panel as scenes: user name and password, domains, guests, cards.
import type { PanelStart } from '@platen/shared/api/panel';
import { CARD_EVENT } from '../src/panel/card-event.ts';
import { settle } from './hand-clock.ts';
import { refused } from './panel-fake.ts';
import type { PanelScene, PanelStage } from './panel-scene.ts';

/** The stand-in of a device with a reader: it hands a card over as a platform does. */
export async function holdCard(number = '04:A2:2B:91:7F:11:80'): Promise<void> {
  document.dispatchEvent(new CustomEvent(CARD_EVENT, { detail: number }));
  await settle();
}

const ALL: Partial<PanelStart> = {
  ways: ['card', 'directory', 'email-and-code', 'code'],
  domains: [
    { id: 'STAFF', label: 'Staff' },
    { id: 'STUDENTS', label: 'Students' },
  ],
};
const DIRECTORY: Partial<PanelStart> = { ways: ['directory'] };
const show = (screen: 'ways' | 'user' | 'domains') => (stage: PanelStage) =>
  stage.panel.store.set({ screen });
const typed = (change: {
  field: 'user' | 'password';
  user?: string;
  password?: string;
  domain?: string;
}) => ({
  user: '',
  password: '',
  domain: undefined,
  sending: false,
  refusal: undefined,
  ...change,
});

export const WAYS_SCENES: readonly PanelScene[] = [
  { name: 'ways-code', start: ALL },
  {
    name: 'ways',
    start: { ...ALL, needsEmail: true, ways: ['card', 'directory', 'email-and-code', 'guest'] },
    act: show('ways'),
  },
  { name: 'ways-user', start: ALL, act: show('user') },
  {
    name: 'ways-user-typed',
    start: ALL,
    act: ({ panel }) =>
      panel.store.set({
        screen: 'user',
        user: typed({ field: 'user', user: 'mara.novak', domain: 'STAFF' }),
      }),
  },
  {
    name: 'ways-user-password',
    start: DIRECTORY,
    act: ({ panel }) =>
      panel.store.set({ user: typed({ field: 'password', user: 'mara', password: 'Kranj 2026!' }) }),
  },
  {
    name: 'ways-user-wrong',
    start: DIRECTORY,
    act: ({ panel }) =>
      panel.store.set({
        user: {
          ...typed({ field: 'password', user: 'mara' }),
          refusal: 'User name or password is not right.',
        },
      }),
  },
  { name: 'ways-user-first', start: DIRECTORY },
  { name: 'ways-domains', start: ALL, act: show('domains') },
  {
    name: 'ways-guest',
    start: { needsEmail: true, ways: ['email-and-code', 'guest'] },
    act: ({ panel }) => panel.store.set({ entry: { ...panel.store.get().entry, alone: true } }),
  },
  { name: 'ways-card', start: { ways: ['card'] } },
  {
    name: 'ways-card-unknown',
    start: ALL,
    prepare: (server) => {
      server.signIn = refused('card-unknown', {
        next: 'Sign in another way once, and it is yours from then on.',
      });
    },
    act: () => holdCard(),
  },
  {
    name: 'ways-card-pin',
    start: ALL,
    prepare: (server) => {
      server.signIn = refused('card-needs-code');
    },
    act: () => holdCard(),
  },
];
