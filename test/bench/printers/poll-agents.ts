// A process of its own that plays printers over SNMP on many loopback addresses: started by poll.ts, ends with it.

import { startSnmpAgent } from '../../servers/snmp-agent.ts';
import { makeRecords, printerRecords } from '../../servers/snmp-agent-records.ts';

process.once('message', (addresses: readonly string[]) => {
  // As many trays and toners as a colour copier has.
  const records = makeRecords(printerRecords({ trays: 5, supplies: 8 }));
  startSnmpAgent({ records, addresses }).then(
    ({ port }) => process.send?.({ port }),
    (error: unknown) => process.send?.({ error: String(error) }),
  );
});
process.once('disconnect', () => process.exit());
