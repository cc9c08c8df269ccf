// "Mail me my code" on the portal's sign-in screen, on a made-up server.
import { answer, type PortalScene, refuse } from '../../panel-app/gallery/portal-fake.ts';
import { buttonNamed, type PortalStage, setPortalStage } from '../../panel-app/gallery/portal-stage.ts';
import { afterEach, describe, equal, it, ok, shows, until } from './portal-and-admin-checks.ts';

let stage: PortalStage | undefined;
const open = async (scene: PortalScene): Promise<PortalStage> => {
  stage = await setPortalStage({ name: 'flow', scene: { signedIn: false, ...scene } });
  return stage;
};
const offered = (): HTMLElement | undefined => buttonNamed(document, 'Mail me my code');
const email = (): HTMLInputElement | null => document.querySelector('[name=email]');

describe('asking for the code by mail', () => {
  afterEach(() => stage?.clear());

  it('is offered only where the server sends mail', async () => {
    const { server } = await open({
      answers: {
        'GET /api/portal/sign-in': () => answer({ codeByMail: false, ownCode: true, mailedCode: false }),
      },
    });
    await until('it was asked', () => server.calls.includes('GET /api/portal/sign-in'));
    equal(offered(), undefined);
  });

  it('wants an address first, sends nothing else, and says the same for everybody', async () => {
    const { server } = await open({});
    (await until('the offer', offered)).click();
    ok(!server.calls.includes('POST /api/portal/code-by-mail'), 'no address, no question');
    const field = await until('the field', email);
    field.value = ' mara@example.org';
    offered()?.click();
    await shows('If mara@example.org has an account here, its code is on the way.');
    equal(server.bodies, [{ email: 'mara@example.org' }]);
    equal(offered(), undefined);
  });

  it('says why it did not work', async () => {
    await open({
      answers: { 'POST /api/portal/code-by-mail': () => refuse('too-many-tries', { seconds: 60 }) },
    });
    const field = await until('the field', email);
    field.value = 'mara@example.org';
    (await until('the offer', offered)).click();
    await shows('Try again in 60 seconds.');
    ok(offered() !== undefined, 'it can be asked again');
  });
});
