// What the SNMP codec and client accept at most and how long they wait. Everything that arrives is hostile (threat T40).

export const snmpLimits = {
  /** RFC 2578 section 3.5: an object identifier has at most 128 numbers. */
  oidNumbers: 128,
  /** A datagram of 64 KiB filled with the smallest bindings there are; we ask for some 60. */
  bindings: 4_096,
  /** RFC 3411 section 5, SnmpEngineID: 5 to 32 octets. */
  engineIdBytes: 32,
  /** RFC 3411 section 5, SnmpAdminString of a user's name: 32; devices keep communities as long as that, 64 is generous. */
  nameBytes: 64,
  /** What we tell an agent we take (msgMaxSize): the largest UDP datagram over IPv4. */
  messageBytes: 65_507,
} as const;

/** One request. The device is near: a reply takes milliseconds, from a printer asleep a second. */
export const snmpWaits = {
  timeoutMs: 1_500,
  /** UDP loses datagrams; more tries only delay the news that a device is off. */
  tries: 2,
} as const;

/** One walk. The largest printer table on record has 330 rows in all (HP M880). */
export const walkLimits = {
  maxRows: 2_000,
  maxMs: 10_000,
  maxBytes: 1024 * 1024,
} as const;

/** All the questions of one get: an SNMPv1 agent may have to be asked again without each object it lacks. */
export const getMs = 10_000;

/** About what fits into one Ethernet frame at 22 octets a binding: fragments of UDP are often lost. */
export const bindingsPerAnswer = 60;
/** Embedded agents answer slowly, or not at all, to very long questions. */
export const bindingsPerQuestion = 20;
export const mostRepetitions = 25;
