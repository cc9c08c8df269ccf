// The configuration profile, read by a reader of property lists that is not ours: whole whatever a site is called, with what iPhones and Macs need.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { test } from 'node:test';
import { airprintProfile } from '@platen/edge-server/advertise/airprint-profile';
import { skipUnless } from '../../support/skip-unless.ts';

const profile = {
  name: 'Print at Tom & Jerry <"quoted"> \u0000\u0008\ud800 ü',
  description: 'Line\nnext ]]> end </string><key>x</key>',
  organization: 'A & B',
  identifier: 'print.example.com.platen',
  uuids: {
    profile: '11111111-1111-4111-8111-111111111111',
    payload: '22222222-2222-4222-8222-222222222222',
  },
  printers: [{ host: 'print.example.com', port: 631, path: '/ipp/print' }],
};

test('Python reads it as it was meant, and nothing in a name gets out of its place', {
  skip: skipUnless('python3'),
}, () => {
  const read = 'import plistlib,json,sys;print(json.dumps(plistlib.loads(sys.stdin.buffer.read())))';
  const input = airprintProfile(profile);
  const found = JSON.parse(execFileSync('python3', ['-c', read], { input, encoding: 'utf8' })) as unknown;
  const id = 'print.example.com.platen';
  const name = 'Print at Tom & Jerry <"quoted">  ü';
  assert.deepEqual(found, {
    PayloadType: 'Configuration',
    PayloadVersion: 1,
    PayloadIdentifier: id,
    PayloadUUID: profile.uuids.profile,
    PayloadDisplayName: name,
    PayloadDescription: profile.description,
    PayloadOrganization: 'A & B',
    PayloadContent: [
      {
        PayloadType: 'com.apple.airprint',
        PayloadVersion: 1,
        PayloadIdentifier: `${id}.airprint`,
        PayloadUUID: profile.uuids.payload,
        PayloadDisplayName: name,
        AirPrint: [{ IPAddress: 'print.example.com', ResourcePath: '/ipp/print', Port: 631, ForceTLS: true }],
      },
    ],
  });
});
