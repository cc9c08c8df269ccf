// Fonts and conversion servers in the console's settings, on a made-up server.
import { refuse } from '../../panel-app/gallery/admin-fake.ts';
import {
  type AdminStage,
  press,
  setAdminStage,
  settle,
  type as typeInto,
} from '../../panel-app/gallery/admin-stage.ts';
import { adminStyles } from '../../panel-app/src/admin/admin-styles.ts';
import { installStyles } from '../../panel-app/src/theme/install-styles.ts';
import { accessible, afterEach, describe, equal, it, ok, shows, until } from './portal-and-admin-checks.ts';

let stage: AdminStage | undefined;
const called = (call: string): Promise<boolean> =>
  until(call, () => stage?.server.calls.includes(call) === true);
const bodyShows = (text: string): boolean => document.body.innerText.includes(text);

async function looksRight(): Promise<void> {
  // What appears softly is still too pale to be read at its first moment.
  await settle(200);
  await accessible();
}

function give(...names: readonly string[]): void {
  const field = document.querySelector<HTMLInputElement>('admin-fonts input[type=file]');
  ok(field !== null, 'a place to pick files');
  const files = new DataTransfer();
  for (const name of names) files.items.add(new File(['x'], name));
  field.files = files.files;
  field.dispatchEvent(new Event('change'));
}

installStyles(document, adminStyles);

describe('conversion in the console', () => {
  afterEach(() => stage?.clear());

  it('lists fonts and conversion servers below the settings, accessibly', async () => {
    stage = await setAdminStage({ name: 'flow', scene: {}, hash: '#settings' });
    await shows('Northgate Sans');
    await shows('Not since this server started');
    await looksRight();
  });

  it('adds the fonts that were picked', async () => {
    stage = await setAdminStage({ name: 'flow', scene: {}, hash: '#settings=fonts' });
    give('One.ttf', 'Two & more.otf');
    await called('POST /api/admin/fonts?name=One.ttf');
    await called('POST /api/admin/fonts?name=Two+%26+more.otf');
    await shows('Two & more.otf');
    await looksRight();
  });

  it('adds a font that was dropped, and says which one was refused and why', async () => {
    const answers = { 'POST /api/admin/fonts*': () => refuse('font-unusable', { why: 'it is damaged' }) };
    stage = await setAdminStage({ name: 'flow', scene: { answers }, hash: '#settings=fonts' });
    const dataTransfer = new DataTransfer();
    dataTransfer.items.add(new File(['x'], 'Broken.ttf'));
    const place = document.querySelector('admin-fonts section');
    place?.dispatchEvent(new DragEvent('drop', { dataTransfer, bubbles: true, cancelable: true }));
    await shows('Broken.ttf: This font cannot be used: it is damaged.');
    await looksRight();
  });

  it('removes a font after asking', async () => {
    stage = await setAdminStage({ name: 'flow', scene: {}, hash: '#settings=fonts' });
    await press('Remove Han Serif Regular');
    await shows('printed with another font');
    await looksRight();
    await press('Remove the font');
    await called('DELETE /api/admin/fonts/Han%20Serif.ttc');
    await until('the font to be gone', () => !bodyShows('Han Serif'));
  });

  it('shows the token of a new conversion server once', async () => {
    stage = await setAdminStage({ name: 'flow', scene: {}, hash: '#settings=machines' });
    await press('Add conversion server');
    await typeInto('name', 'barn');
    await press('Add and make a token');
    await shows('Zk3vQ9wT');
    equal(stage.server.bodies.at(-1), { name: 'barn' });
    await looksRight();
    await press('Done');
    await until('the token to be gone', () => !bodyShows('Zk3vQ9wT'));
    await shows('barn');
  });

  it('removes a conversion server after asking', async () => {
    stage = await setAdminStage({ name: 'flow', scene: {}, hash: '#settings=machines' });
    await press('Remove attic');
    await press('Remove it');
    await called('DELETE /api/admin/converters/attic');
    await until('the server to be gone', () => !bodyShows('attic'));
  });
});
