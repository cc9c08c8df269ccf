// What browsing for services takes in at most. Anybody on the link may answer, so everything is counted (threats T08, T09).

export const mdnsLimits = {
  /** Octets of one message: RFC 6762 section 17 allows 9000 with the IP and UDP headers. */
  messageBytes: 9_000,
  /** Records of one message that are looked at; the shortest takes 11 octets, a printer's honest answer has about ten. */
  records: 512,
  /** Messages of one search: three rounds of answers from several hundred printers. The rest is not read. */
  messages: 4_000,
  /** Services of one search, and of one sender: a large print server shares some hundred queues. */
  services: 1_024,
  servicesOfOne: 256,
  /** Addresses of one host: more than the interfaces that a printer has on one link. */
  addresses: 8,
  /** Strings of one TXT record; RFC 6763 section 6.2 hopes for far fewer. */
  txtStrings: 64,
  /** Instances asked for by name in one round because their first answer was not complete. */
  followUps: 32,
} as const;

/** RFC 6762 section 3. */
export const MDNS_GROUP = '224.0.0.251';
export const MDNS_PORT = 5353;
