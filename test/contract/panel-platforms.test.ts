// What every panel platform must be able to do, asked of each entry of the registry.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { PanelPlatformPlugin } from '@platen/edge-server/devices/panels/panel-platform';
import { findPlatform, PANEL_PLUGINS } from '@platen/edge-server/devices/panels/platforms';
import { PANEL_WAYS } from '@platen/shared/api/panel-install';
import { PANEL_PLATFORMS } from '@platen/shared/device';
import { ADMIN, panelStack } from '../unit/devices/panels/panel-stack.ts';

const URL_WITH_KEY = 'https://10.0.0.5:8443/panel/abcdefghijklmnopqrstuvwxyz';
let checked = 0;

for (const entry of PANEL_PLUGINS) {
  const plugin: PanelPlatformPlugin = entry;
  test(`${plugin.platform} keeps to what a panel platform promises`, async (t) => {
    checked++;
    assert.equal(findPlatform(plugin.platform), plugin);
    assert.ok(PANEL_WAYS.includes(plugin.way));
    assert.ok(plugin.name.length > 2);
    const address = plugin.address?.(URL_WITH_KEY, {});
    const hasPanel = plugin.way !== 'none';
    assert.equal(address !== undefined, hasPanel);
    if (address !== undefined) {
      // Whatever a platform puts in front, host and key stay, and it is plain ASCII a person can type.
      assert.ok(address.endsWith(URL_WITH_KEY.slice(5)), address);
      assert.match(address, /^https[a-z0-9-]*:\/\/[\x21-\x7e]+$/);
      assert.ok(address.length <= plugin.addressLimit);
      const steps = plugin.steps(address);
      assert.ok(steps.length > 1);
      for (const step of [...steps, ...plugin.removeSteps()]) assert.match(step, /^[A-Z].*[.0-9a-z]$/);
      // Who works by hand reads the very address.
      assert.equal(
        steps.some((step) => step.includes(address)),
        plugin.way !== 'automatic',
      );
    }
    // Installed by the server: then it can be taken away and looked at by the server too.
    const automatic = plugin.way === 'automatic';
    assert.deepEqual(
      [plugin.install, plugin.remove, plugin.check].map((ability) => ability !== undefined),
      [automatic, automatic, automatic],
    );

    const s = await panelStack({ platform: plugin.platform, stored: ADMIN });
    t.after(() => s.close());
    const before = await s.panels.look(s.id);
    assert.equal(before.platform, plugin.platform);
    assert.equal(before.calledHome, false);
    const installed = await s.panels.install(s.id, {});
    assert.equal(installed.ok, hasPanel);
    if (!hasPanel) return;
    s.deps.pass(1_000);
    await s.panels.noteContact(s.id, s.deps.clock.now());
    const looked = await s.panels.check(s.id);
    assert.ok(looked.ok && looked.panel.calledHome);
    assert.equal(looked.panel.installedVersion, '1.2.3');
    assert.equal(looked.panel.tone, 'ok');
    const removed = await s.panels.remove(s.id, {});
    assert.ok(removed.ok && !removed.panel.calledHome);
    assert.equal((await s.panels.look(s.id)).installedAt, undefined);
    const { panel } = await s.row();
    assert.equal(panel?.url, undefined);
  });
}

test('every platform a profile can name is in the registry, once', () => {
  assert.equal(checked, 4);
  assert.deepEqual(PANEL_PLUGINS.map(({ platform }) => platform).sort(), [...PANEL_PLATFORMS].sort());
});
