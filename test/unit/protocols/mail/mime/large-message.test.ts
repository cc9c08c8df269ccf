// Memory stays flat however large an attachment is.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const program = fileURLToPath(new URL('large-message.ts', import.meta.url));

interface Told {
  readonly parts: number;
  readonly size: number;
  readonly decoded: number;
  readonly grownBytes: number;
}

for (const encoding of ['base64', 'quoted-printable'])
  test(`a message of 100 MB in ${encoding} is outlined and opened without a copy of it in memory`, {
    timeout: 120_000,
  }, async (t) => {
    const { stdout } = await promisify(execFile)(
      process.execPath,
      ['--expose-gc', '--import', 'tsx', program, '100', encoding],
      { cwd: fileURLToPath(new URL('.', import.meta.url)) },
    );
    const told = JSON.parse(stdout) as Told;
    t.diagnostic(`${encoding}: grown by ${(told.grownBytes / 1024 / 1024).toFixed(1)} MB`);
    assert.equal(told.parts, 3);
    assert.ok(told.size > 100 * 1024 * 1024);
    assert.ok(told.decoded > 70 * 1024 * 1024);
    // 35 to 41 MB on a quiet machine (the target is 48); under load the collector comes later.
    assert.ok(told.grownBytes < 72 * 1024 * 1024, `${told.grownBytes}`);
  });
