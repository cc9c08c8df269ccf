// The icon of the panel on a device's menu, as another reader of PNG sees it.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { panelIcon } from '@platen/edge-server/devices/panels/panel-icon';
import sharp from 'sharp';

test('the icon is a picture that others can read', async () => {
  const { width, height, format } = await sharp(panelIcon()).metadata();
  assert.deepEqual([width, height, format], [64, 64, 'png']);
  const { data } = await sharp(panelIcon()).raw().toBuffer({ resolveWithObject: true });
  assert.deepEqual([...data.subarray(0, 3)], [0x1f, 0x4e, 0x8c]);
});
