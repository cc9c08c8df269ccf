// The peer of everything about Office files: `soffice --headless --convert-to pdf`, with a profile that is there already.
import { mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { tempDir } from '../../support/temp-dir.ts';
import { runPeer } from './run-peer.ts';

export type OfficeFile = { readonly name: string; readonly bytes: Uint8Array };

export type PlainOffice = {
  /** Milliseconds of one call with all files; throws when one has no PDF afterwards. */
  convert(): Promise<number>;
  stop(): Promise<void>;
};

/** The files' names must differ before their endings, or LibreOffice writes one over the other. */
export const openPlainOffice = async (files: readonly OfficeFile[]): Promise<PlainOffice> => {
  const folder = await tempDir('peer');
  const made = join(folder.path, 'made');
  const paths = files.map(({ name }) => join(folder.path, name));
  await Promise.all(files.map(({ bytes }, index) => writeFile(paths[index] ?? '', bytes)));
  const profile = `-env:UserInstallation=file://${join(folder.path, 'profile')}`;
  const args = [profile, '--headless', '--norestore', '--convert-to', 'pdf', '--outdir', made, ...paths];
  return {
    async convert() {
      await rm(made, { recursive: true, force: true });
      await mkdir(made);
      const ms = await runPeer('soffice', args);
      const found = (await readdir(made)).length;
      if (found !== files.length) throw new Error(`soffice made ${found} of ${files.length} PDFs`);
      return ms;
    },
    stop: folder.remove,
  };
};
