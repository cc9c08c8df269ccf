// GET /api/admin/print-finding: how people's computers and phones get the print queue, for administrators.
import * as v from 'valibot';
import { PRINT_ASKS } from './portal-print-queue.ts';

export const PrintFindingAsk = v.object({
  /** The domain for the records; without it the one of the settings, or that of the host. */
  domain: v.optional(v.pipe(v.string(), v.maxLength(240))),
});

export const AdminPrintFinding = v.object({
  /** File > Print is on. */
  on: v.boolean(),
  name: v.string(),
  /** Of everybody's queue, from where the caller is; absent without HTTPS. */
  address: v.optional(v.string()),
  asks: v.picklist(PRINT_ASKS),
  /** Where the profile for everybody is. */
  profile: v.string(),
  told: v.object({
    /** The setting. */
    wanted: v.boolean(),
    phase: v.picklist(['off', 'probing', 'told']),
    /** "srv1-print.local" */
    host: v.string(),
    /** Names of the queues, as they are in the network. */
    names: v.array(v.string()),
    links: v.array(v.object({ address: v.string(), trouble: v.optional(v.string()) })),
    /** Interfaces that were left out as virtual: "docker0 (172.17.0.1)". */
    virtual: v.array(v.string()),
    /** Named in the settings, and not there. */
    missing: v.array(v.string()),
  }),
  /** For unicast DNS; absent where the name or the domain cannot be in a zone. */
  records: v.optional(
    v.object({
      domain: v.string(),
      host: v.string(),
      bind: v.string(),
      windows: v.string(),
      dnsmasq: v.string(),
    }),
  ),
  /** What stands in the way of records. */
  noRecords: v.optional(v.picklist(['no-name', 'bad-domain', 'off'])),
});
export type AdminPrintFinding = v.InferOutput<typeof AdminPrintFinding>;
