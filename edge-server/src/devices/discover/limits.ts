// What a search for printers may cost, each with its reason. Whoever answers is a stranger.

export const discoveryLimits = {
  /** Sixteen networks of 256: enough for a building, and a mistyped /8 is refused before it becomes 16 million packets. */
  addresses: 4_096,
  /** Addresses under way. Each holds up to five sockets: 480 stay under the usual limit of 1,024 beside everything else. */
  atOnce: 96,
  /** A port that did not open in this time is taken for closed: round trips on a company network are far shorter. */
  connectMs: 1_500,
  /** Of one try, and there are two: a datagram may be lost. */
  snmpMs: 750,
  /** A device that was just woken takes seconds for a TLS handshake and its first answer. */
  answerMs: 4_000,
  /** All questions to one address; hostile ones are given up after it. */
  addressMs: 12_000,
  /** 4,096 silent addresses take about 70 s; four times that is a search that gets nowhere. */
  searchMs: 300_000,
  /** Looking up the names of registered printers, all together. */
  resolveMs: 5_000,
  /** Announced services that are looked at: anybody on a link can announce thousands, and each costs a question. */
  announced: 2_048,
  /** More devices than any search honestly finds at once; DNS-SD is the only way to more than `addresses`. */
  findings: 5_000,
  /** Names, other addresses and URIs of one finding. */
  perFinding: 8,
  /** Octets of an answer to a question for a handful of attributes; some printers answer with all they have. */
  answerBytes: 512 * 1024,
  /** What is shown of a text from the network. */
  textLength: 200,
} as const;
