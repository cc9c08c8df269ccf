// platen printer probe: asks an address what printer it is, without registering anything.
import { DeviceIdentity } from '@platen/shared/device';
import { PrinterCapabilities, PrinterCondition } from '@platen/shared/printer-capabilities';
import * as v from 'valibot';
import { defineCommand } from '../command.ts';

const Probed = v.object({
  capabilities: PrinterCapabilities,
  condition: PrinterCondition,
  identity: DeviceIdentity,
  profile: v.string(),
});

export const printerProbe = defineCommand({
  name: 'printer probe',
  summary: 'Ask an address what printer it is.',
  positionals: [{ name: 'URI' }],
  options: {},
  notes: [
    'Nothing is registered. What is printed after the facts is a device profile: save it under the id it has, as',
    'profiles/<id>.json in the data directory, and change what you know better.',
    'Example: platen printer probe ipps://10.0.0.20/ipp/print',
  ],
  run: async (call) => {
    const [uri] = call.given;
    const probed = await call.api.post('/api/admin/printers/probe', { uri }, Probed);
    const { capabilities: can, condition } = probed;
    const facts: readonly (readonly [string, string])[] = [
      ['Model', can.makeAndModel],
      ['Serial number', probed.identity.serial ?? ''],
      ['Device id', probed.identity.deviceId ?? ''],
      ['Object id', probed.identity.sysObjectId ?? ''],
      ['State', [condition.state, ...condition.reasons].join(', ')],
      ['Takes documents', condition.accepting ? 'yes' : 'no'],
      ['Formats', can.formats.join(', ')],
      ['Sides', can.sides.join(', ')],
      ['Colour', can.printColorModes.join(', ')],
      ['Copies', `up to ${can.maxCopies}`],
      ['Finishings', can.finishings.join(', ')],
      [
        'Paper loaded',
        can.mediaReady
          .map(({ media, source }) => (source === undefined ? media : `${media} (${source})`))
          .join(', '),
      ],
      ['Speed', can.pagesPerMinute === undefined ? '' : `${can.pagesPerMinute} pages a minute`],
    ];
    const shown = facts.filter(([, value]) => value !== '');
    const width = Math.max(...shown.map(([label]) => label.length));
    return {
      json: probed,
      lines: [
        ...shown.map(([label, value]) => `${label.padEnd(width)}  ${value}`),
        '',
        ...probed.profile.trimEnd().split('\n'),
      ],
    };
  },
});
