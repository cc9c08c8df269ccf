// Puts the watch for guessed codes together: names of printers, and whom the alert goes to. Wiring only.
import type { InsertOutbox } from './flow/outbox/insert-outbox.ts';
import { printerNames } from './flow/store/read-jobs.ts';
import type { Storage } from './open-storage.ts';
import { alertAddresses } from './people/alert-addresses.ts';
import { makeAttackWatch } from './people/attack-watch.ts';

export function buildAttackWatch({ deps }: Storage, insertOutbox: InsertOutbox) {
  return makeAttackWatch({
    ...deps,
    nameOf: async (tx, source) => {
      const [kind = '', ...rest] = source.split(':');
      const what = rest.join(':');
      if (kind !== 'panel') return `the network ${what}`;
      return (await printerNames(tx, [what])).get(what) ?? 'a printer that is gone';
    },
    alert: async (tx, { about, where, detail }) => {
      for (const recipient of await alertAddresses(tx, deps.settings().mail.alertAddress)) {
        await insertOutbox(tx, {
          kind: 'alert',
          recipient,
          about,
          values: { about: 'attack', account: where, detail },
        });
      }
    },
  });
}
