// Queues for LPR and raw printing in the console, on a made-up server: what is asked of the server, what is refused, what is asked first.
import type { AdminScene } from '../../panel-app/gallery/admin-fake.ts';
import {
  type AdminStage,
  press,
  setAdminStage,
  type as typeInto,
} from '../../panel-app/gallery/admin-stage.ts';
import { adminStyles } from '../../panel-app/src/admin/admin-styles.ts';
import { installStyles } from '../../panel-app/src/theme/install-styles.ts';
import { afterEach, describe, equal, it, ok, shows, until } from './portal-and-admin-checks.ts';

let stage: AdminStage | undefined;
const open = async (hash: string, scene: AdminScene = {}): Promise<void> => {
  stage = await setAdminStage({ name: 'flow', scene, hash });
};
const called = (call: string): Promise<boolean> =>
  until(call, () => stage?.server.calls.includes(call) === true);
const lastBody = (): unknown => stage?.server.bodies.at(-1);

installStyles(document, adminStyles);

describe('queues in the console', () => {
  afterEach(() => stage?.clear());

  it('says what they lack before it offers one, and opens one for the networks named', async () => {
    await open('#connections=queues', { queues: [] });
    await shows('no encryption and no password');
    await press('New queue');
    await typeInto('name', 'scans');
    await typeInto('networks', '10.1.0.0/16\n10.2.3.4');
    await typeInto('sources', '10.2.3.4 = anna@example.org');
    await press('Open the queue');
    await called('POST /api/admin/queues');
    equal(lastBody(), {
      name: 'scans',
      kind: 'lpr',
      port: 515,
      networks: ['10.1.0.0/16', '10.2.3.4'],
      trustNames: false,
      domain: '',
      names: [],
      sources: [{ from: '10.2.3.4', email: 'anna@example.org' }],
      fallback: '',
      enabled: true,
    });
    await shows('scans');
  });

  it('names the line that is no rule, and asks nothing of the server', async () => {
    await open('#connections=queues', { queues: [] });
    await press('New queue');
    await typeInto('name', 'scans');
    await typeInto('networks', '10.1.0.0/16');
    await typeInto('names', 'anna');
    await press('Open the queue');
    await shows('This line is not understood: anna.');
    ok(stage?.server.calls.includes('POST /api/admin/queues') === false, 'nothing was asked for');
  });

  it('says whose documents were refused, and begins the line that mends it', async () => {
    await open('#connections=queue-q1');
    await shows('sysadm at 10.20.1.14');
    await press('Say whose documents of sysadm at 10.20.1.14 are');
    await typeInto('names', 'loandesk = mira.okafor@northgate.example\nsysadm = tomasz@northgate.example');
    await press('Save');
    await called('PATCH /api/admin/queues/q1');
    equal((lastBody() as { names: unknown }).names, [
      { from: 'loandesk', email: 'mira.okafor@northgate.example' },
      { from: 'sysadm', email: 'tomasz@northgate.example' },
    ]);
    await until('the refused to go', () => !document.body.innerText.includes('sysadm at'));
  });

  it('asks before it removes one', async () => {
    await open('#connections=queue-q2');
    await press('Remove queue');
    ok(stage?.server.calls.includes('DELETE /api/admin/queues/q2') === false, 'it was asked first');
    await press('Remove it');
    await called('DELETE /api/admin/queues/q2');
    await until('the row to go', () => !document.body.innerText.includes('microfilm'));
  });

  it('says that "Require secure channel" closes them', async () => {
    await open('#connections=queues', { secureOnly: true });
    await shows('No queue is open while it is');
  });
});
