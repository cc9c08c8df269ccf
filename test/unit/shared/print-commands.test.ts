// Commands to paste: whatever a site is called, a shell reads one command with those very words.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { test } from 'node:test';
import {
  addressParts,
  chromeRollOut,
  cupsCommand,
  cupsRollOut,
  queueId,
  windowsCommand,
  windowsRollOut,
} from '@platen/shared/print-commands';

const ADDRESS = 'ipps://print.example.com:8443/ipp/print';
const NAMES = ['Follow me', `Tom's "Häll" $(touch x) \`id\`; rm -rf ~ & \\ \n |`, '', '’; calc #'];

for (const name of NAMES) {
  test(`a shell reads the command for ${JSON.stringify(name)} as it was meant`, () => {
    const lpadmin = 'lpadmin() { for word; do printf "%s\\n" "$word"; done; }; lpstat() { return 1; };';
    for (const command of [cupsCommand(ADDRESS, name), cupsRollOut(ADDRESS, name)]) {
      const words = execFileSync('sh', ['-c', `${lpadmin}\n${command}`], { encoding: 'utf8' }).split('\n');
      const shown = name.replace('\n', ' ');
      assert.deepEqual(words.slice(0, -1), [
        '-p',
        queueId(name),
        '-D',
        shown,
        '-E',
        '-v',
        ADDRESS,
        '-m',
        'everywhere',
      ]);
    }
  });

  test(`nothing of ${JSON.stringify(name)} is outside of PowerShell's quotes`, () => {
    const text = windowsRollOut(ADDRESS, name);
    const bare = text.replace(/'(?:[^'‘’‚‛]|['‘’‚‛]{2})*'/g, '');
    assert.equal(
      bare,
      'if (-not (Get-Printer -Name  -ErrorAction SilentlyContinue)) {\r\n  Add-Printer -IppURL \r\n}\r\n',
    );
  });
}

test('the name of a queue is plain wherever it is typed', () => {
  assert.equal(queueId('Häll 1.5 (ü)'), 'Hall-1-5-u');
  assert.equal(queueId('日本'), 'Platen');
  assert.ok(queueId('x'.repeat(200)).length <= 40);
});

test('the others', () => {
  assert.equal(windowsCommand(ADDRESS), `Add-Printer -IppURL '${ADDRESS}'`);
  assert.deepEqual(JSON.parse(chromeRollOut(ADDRESS, 'A "b"')), {
    displayName: 'A "b"',
    uri: ADDRESS,
    useDriverlessConfig: true,
  });
  assert.deepEqual(addressParts(ADDRESS), { host: 'print.example.com', port: 8443, queue: 'ipp/print' });
  assert.deepEqual(addressParts('ipps://[2001:db8::1]/ipp/q/x'), {
    host: '[2001:db8::1]',
    port: 631,
    queue: 'ipp/q/x',
  });
  assert.equal(addressParts('http://x/y'), undefined);
});
