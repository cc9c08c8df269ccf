// What people and directories say of themselves is text in every place of the console that shows it (threats.md T42).
import type { AdminUser } from '@platen/shared/api/admin';
import {
  directories,
  guests,
  previewedTooMany,
  testedWell,
} from '../../panel-app/gallery/admin-people-data.ts';
import type { AdminPicture } from '../../panel-app/gallery/admin-picture.ts';
import { type AdminStage, press, setAdminStage } from '../../panel-app/gallery/admin-stage.ts';
import { afterEach, describe, equal, it, ok, until } from './portal-and-admin-checks.ts';

let stage: AdminStage | undefined;
const open = async (picture: Omit<AdminPicture, 'name'>): Promise<AdminStage> => {
  stage = await setAdminStage({ name: 'flow', ...picture });
  return stage;
};
const now = Date.now();

/** Whatever of these became markup would run, or stand in the page as an element. */
const EVIL = [
  '<img src=x onerror="window.pwned=1">',
  '"><script>window.pwned=1</script>',
  "' onfocus='window.pwned=1' autofocus='",
  '<svg onload="window.pwned=1">',
  'javascript:window.pwned=1',
  '${window.pwned=1}{{constructor.constructor("window.pwned=1")()}}',
] as const;

describe('what people and directories say of themselves', () => {
  afterEach(() => stage?.clear());

  async function isText(where: string): Promise<void> {
    await until(`${where} shows it`, () => document.body.innerText.includes('onerror='));
    await new Promise((resolve) => setTimeout(resolve, 100));
    ok(!('pwned' in window), `${where}: nothing ran`);
    const made = document.querySelectorAll(
      'main img[src="x"], main script, main svg[onload], main [onfocus]',
    );
    equal(made.length, 0, where);
    for (const link of document.querySelectorAll('main a'))
      ok(!/^\s*javascript:/i.test(link.getAttribute('href') ?? ''), `${where}: a link`);
  }

  it('is text in the list, in a sheet, in a directory, in a guest, in an import', async () => {
    const all = EVIL.join(' ');
    const user: AdminUser = {
      id: 'u1',
      email: `${EVIL[0]}@example.org`,
      name: all,
      department: all,
      held: 1,
      createdAt: now,
      source: 'directory',
    };
    const sheet = {
      username: all,
      directory: { id: 'd1', name: all },
      cards: [{ id: EVIL[4], label: EVIL[0], createdAt: now }],
      sessions: [{ where: 'portal', address: EVIL[0], agent: all, createdAt: now }],
    } as const;
    const [directory] = directories(now);
    const [guest] = guests(now);
    if (directory === undefined || guest === undefined) throw new Error('there is always a first one');
    const scene = {
      users: [user],
      sheet: { ...sheet, cards: [...sheet.cards], sessions: [...sheet.sessions] },
      directories: [
        {
          ...directory,
          name: all,
          settings: { ...directory.settings, filter: all, bindName: all },
          down: { since: now, problem: all },
        },
      ],
      directoryTested: {
        ...testedWell,
        steps: [{ what: EVIL[1], ok: true, detail: all }],
        samples: [{ name: all, email: all, username: all }],
      },
      directoryPreview: { ...previewedTooMany, samples: [{ what: 'added' as const, who: all, detail: all }] },
      guests: [{ ...guest, name: all, email: all }],
      usersImported: {
        applied: false,
        added: 1,
        changed: 0,
        unchanged: 0,
        wrongMore: 0,
        sample: [{ line: 1, email: all, name: all, what: 'added' as const }],
        wrong: [{ line: 2, text: all, sentence: all }],
      },
      mailQuiet: true,
    };
    await open({ scene, hash: '#users=u1' });
    await isText('the person');
    await press('Cards and sign-ins');
    await isText('cards and sessions');
    stage?.clear();
    await open({ scene, hash: '#users=directory-d1', steps: [['Preview import']] });
    await isText('the directory');
    await press('Settings');
    await press('Test');
    await isText('the test');
    stage?.clear();
    await open({ scene, hash: '#users=guests-g1' });
    await isText('the guest');
    stage?.clear();
    await open({ scene, hash: '#users=import', steps: [['text', all], ['See what would change']] });
    await isText('the import');
  });
});
