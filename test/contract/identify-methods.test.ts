// Every way to sign in holds to the same contract: it takes its own input and nobody else's, is off where the settings say so, names accounts by words
// that give nothing away, answers unknown and mistyped alike, and asks nobody inside a transaction.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { chooseMethod } from '@platen/edge-server/flow/release/identify/choose-method';
import type {
  FindPerson,
  IdentifyMethod,
  SignInSettings,
  Typed,
} from '@platen/edge-server/flow/release/identify/identify-method';
import { IDENTIFY_METHODS } from '@platen/edge-server/flow/release/identify/methods';
import { PANEL_WAYS } from '@platen/shared/api/panel';
import { AppError } from '@platen/shared/app-error';
import { SIGN_IN_VIAS } from '@platen/shared/sign-in';
import { type TestDeps, testDeps } from '../support/deps.ts';

const METHODS: readonly IdentifyMethod[] = IDENTIFY_METHODS;

/** What each way takes, right and wrong; a new way adds its line, or the first test fails. */
const TYPED: Readonly<
  Record<IdentifyMethod['id'], { readonly right: Typed; readonly wrong: readonly Typed[] }>
> = {
  code: { right: { code: '48291730' }, wrong: [{ code: '48291731' }, { code: '0' }] },
  'email-and-code': {
    right: { email: ' Anna@Example.org', code: '4829 1730' },
    wrong: [
      { email: 'anna@example.org', code: '48291731' },
      { email: 'nobody@example.org', code: '48291730' },
      { email: 'nobody@example.org', code: '48291731' },
    ],
  },
  directory: {
    right: { user: 'anna', password: 'right' },
    wrong: [
      { user: 'anna', password: 'left' },
      { user: 'nobody', password: 'right' },
    ],
  },
  card: { right: { card: '04:A2:2B:91' }, wrong: [{ card: 'FFFF0000' }] },
  device: {
    right: { deviceUser: 'anna', deviceEmail: 'anna@example.org' },
    wrong: [{ deviceUser: 'Guest' }, { deviceUser: 'nobody' }],
  },
  guest: { right: { code: '77777770' }, wrong: [{ code: '48291730' }, { code: '77777771' }] },
};

/** Everything on, in the way in which each method is on. */
const ON: Partial<SignInSettings> = { panelDirectory: true, panelCard: true, guests: true };

let deps: TestDeps;
let settings: SignInSettings;
let asked: { user: string; password: string }[] = [];
before(async () => {
  deps = await testDeps();
  settings = { ...deps.settings().signIn, ...ON };
});
after(() => deps.close());

const CODES: Readonly<Record<string, string>> = { '48291730': 'anna', '77777770': 'guest' };
const people: FindPerson = {
  byCode: async (_tx, code) => {
    const id = CODES[code.replace(/\s/g, '')];
    return id === undefined ? undefined : { id, isGuest: id === 'guest' };
  },
  // No PIN is live; test/contract/job-pins.test.ts has them.
  byPin: async () => undefined,
  byEmail: async (_tx, email) => (email === 'anna@example.org' ? { id: 'anna' } : undefined),
  byCard: async (_tx, card) => (card === '04:A2:2B:91' ? { id: 'anna' } : undefined),
  byDevice: async (_tx, { user }) => (user === 'anna' ? { id: 'anna' } : undefined),
  byPassword: async (typed) => {
    asked.push(typed);
    return typed.user === 'anna' && typed.password === 'right'
      ? { kind: 'ok', userId: 'anna' }
      : { kind: 'wrong' };
  },
  word: (text) => deps.sealing.keyedHash('guess', text).slice(0, 32),
};

async function run(method: IdentifyMethod, typed: Typed, now = settings): Promise<string | undefined> {
  if (method.ask !== undefined) {
    const answer = await method.ask(typed, people, AbortSignal.timeout(5_000));
    return answer.kind === 'ok' ? answer.userId : undefined;
  }
  const found = await deps.db.read(async (tx) => method.find?.(tx, typed, people, now));
  if (found === undefined) return undefined;
  if ('id' in found) return found.id;
  return ('asks' in found ? found.asks : found.instead).code;
}

test('every way is in the list once, and has a word for sessions and for panels', () => {
  assert.equal(METHODS.length, 6);
  assert.deepEqual(METHODS.map(({ id }) => id).toSorted(), Object.keys(TYPED).toSorted());
  assert.deepEqual(METHODS.map(({ id }) => id).toSorted(), [...PANEL_WAYS].toSorted());
  for (const { id, via, find, ask } of METHODS) {
    assert.ok(SIGN_IN_VIAS.includes(via), id);
    assert.ok((find === undefined) !== (ask === undefined), `${id} looks up or asks, not both`);
  }
});

for (const method of METHODS) {
  const { right, wrong } = TYPED[method.id];

  test(`${method.id}: takes its own input, finds the person, and nobody for what is wrong`, async () => {
    assert.equal(method.takes(right), true);
    assert.equal(method.takes({}), false);
    assert.equal(await run(method, right), method.id === 'guest' ? 'guest' : 'anna');
    for (const typed of wrong) {
      assert.equal(method.takes(typed), true);
      assert.equal(await run(method, typed), undefined, JSON.stringify(typed));
    }
  });

  test(`${method.id}: unknown and mistyped are answered alike`, () => {
    const answers = wrong.map((typed) => method.wrong(settings, typed));
    assert.equal(new Set(answers.map((error) => `${error.code} ${JSON.stringify(error.values)}`)).size, 1);
  });

  test(`${method.id}: names an account by a word that gives nothing away, the same for every spelling`, () => {
    const { pair } = method.guess(right, people);
    const given = Object.values(right).map((text) => text.trim().toLowerCase());
    for (const text of given) assert.ok(!(pair ?? '').includes(text));
    assert.deepEqual(method.guess(right, people), method.guess({ ...right }, people));
  });

  test(`${method.id}: is chosen where it is on, and refused where it is off`, () => {
    const surface = method.on(settings, 'panel') ? 'panel' : 'portal';
    const on = method.id === 'guest' ? { ...settings, panelCode: 'off' as const } : settings;
    assert.equal(chooseMethod(right, on, method.id === 'guest' ? 'panel' : surface).id, method.id);
    const off: SignInSettings = {
      ...settings,
      panelCode: 'off',
      panelDirectory: false,
      panelCard: false,
      panelDevice: false,
      guests: false,
      portalOwnCode: false,
      portalDirectory: false,
    };
    for (const where of ['panel', 'portal'] as const) {
      assert.equal(method.on(off, where), false);
      assert.throws(() => chooseMethod(right, off, where), AppError);
    }
    assert.throws(
      () => chooseMethod(right, off, 'panel'),
      (error) => error instanceof AppError && error.code === 'sign-in-way-off',
    );
  });
}

test('a code alone is never enough in the portal, where nobody stands at a panel, whatever else is sent along', () => {
  for (const now of [settings, { ...settings, portalOwnCode: false }]) {
    for (const typed of [
      { code: '77777770' },
      { code: '48291730', password: 'x' },
      { code: '48291730', email: ' ', user: '' },
      { code: '48291730', card: '04:A2:2B:91' },
    ]) {
      assert.throws(
        () => chooseMethod(typed, now, 'portal'),
        (error) => error instanceof AppError && error.code === 'bad-email',
      );
    }
  }
  const guest = chooseMethod(
    { code: '77777770', email: 'k7pwd@guest' },
    { ...settings, portalOwnCode: false },
    'portal',
  );
  assert.equal(guest.id, 'guest');
  assert.ok(guest.guess({ code: '77777770', email: 'k7pwd@guest' }, people).pair !== undefined);
});

test('three spellings of one directory account are one account for the budgets', () => {
  const directory = METHODS.find(({ id }) => id === 'directory');
  const words = ['anna', 'EXAMPLE\\Anna', ' anna@example.org ', 'ａｎｎａ'].map(
    (user) => directory?.guess({ user, password: 'x' }, people).pair,
  );
  assert.equal(new Set(words).size, 1);
});

test('a chosen domain goes before the name, unless the name says one itself', async () => {
  const directory = METHODS.find(({ id }) => id === 'directory');
  asked = [];
  for (const user of ['anna', 'OTHER\\anna', 'anna@example.org']) {
    await directory?.ask?.({ user, domain: 'STAFF', password: 'x' }, people, AbortSignal.timeout(5_000));
  }
  assert.deepEqual(
    asked.map(({ user }) => user),
    ['STAFF\\anna', 'OTHER\\anna', 'anna@example.org'],
  );
});

test('a password is handed on as it was typed, and an empty one too: the directory part refuses it', async () => {
  const directory = METHODS.find(({ id }) => id === 'directory');
  asked = [];
  for (const password of [' with blanks ', '', '\0']) {
    await directory?.ask?.({ user: 'anna', password }, people, AbortSignal.timeout(5_000));
  }
  assert.deepEqual(
    asked.map(({ password }) => password),
    [' with blanks ', '', '\0'],
  );
});

test('with card and code together a card alone asks for the code, and only its owner’s opens', async () => {
  const card = METHODS.find(({ id }) => id === 'card');
  assert.ok(card !== undefined);
  const pin = { ...settings, cardPin: true };
  assert.equal(await run(card, { card: '04:A2:2B:91' }, pin), 'card-needs-code');
  assert.equal(await run(card, { card: '04:A2:2B:91', code: '48291730' }, pin), 'anna');
  for (const typed of [
    { card: '04:A2:2B:91', code: '77777770' },
    { card: '04:A2:2B:91', code: '1' },
    { card: 'FFFF0000', code: '48291730' },
  ]) {
    assert.equal(await run(card, typed, pin), undefined, 'a miss, so that the budget counts it');
    assert.equal(card.wrong(pin, typed).code, 'wrong-code');
    assert.equal(card.guess(typed, people).at, 'code', 'counted as a try at that card’s owner');
  }
});
