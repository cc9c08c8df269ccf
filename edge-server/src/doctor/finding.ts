// The doctor on being found: why a phone does not see the print queue. Is it announced where people are, is that heard, do the records of the
// search domain lead here, and does the certificate name what they lead to.
import type { Check, Exam } from '../doctor.ts';
import type { Browsed, Link } from '../protocols/mdns/browse.ts';

export interface FindingParts {
  /** File > Print is on. */
  readonly on: () => boolean;
  readonly told: () => {
    /** The setting. */
    readonly wanted: boolean;
    readonly phase: 'off' | 'probing' | 'told';
    /** One label: HOST.local is told. */
    readonly host: string;
    readonly names: readonly string[];
    readonly links: readonly { readonly address: string; readonly trouble?: string }[];
    readonly virtual: readonly string[];
    readonly missing: readonly string[];
  };
  /** Interfaces it is announced on. */
  readonly links: () => readonly Link[];
  /** Loopback is meant: nobody elsewhere is to come in. */
  readonly tryOut: boolean;
  /** The server runs in a container. */
  readonly inContainer: () => boolean;
  readonly browse: (links: readonly Link[], signal: AbortSignal) => Promise<Browsed>;
  /** "office.example.com"; empty: none is set. */
  readonly searchDomain: () => string;
  readonly ipps: () => number | undefined;
  /** Empty where there is no such record. */
  readonly pointers: (name: string) => Promise<readonly string[]>;
  readonly places: (name: string) => Promise<readonly { readonly name: string; readonly port: number }[]>;
  readonly texts: (name: string) => Promise<readonly (readonly string[])[]>;
  /** Names the certificate is for, lower case, wildcards as they stand. */
  readonly certificateNames: () => readonly string[];
}

const WAYS =
  'Printers, “How people get the queue”, has the records for DNS, the profile for iPhones, and the commands.';
const FIREWALL =
  'Let the firewall of this machine pass UDP port 5353 both ways, and switch off what keeps multicast from it (IGMP snooping without a querier, “client isolation” of the WLAN).';
/** Networks that Docker and Podman give to containers by themselves. */
const CONTAINER_NETWORK = /^(172\.(1[6-9]|2\d|3[01])\.|10\.(8[8-9]|42|244)\.|192\.168\.(9[6-9]|1[0-2]\d)\.)/;

export function findingExams(parts: FindingParts): Exam[] {
  return [
    {
      area: 'network',
      id: 'found',
      what: 'Being found by phones and computers',
      run: (signal) => announced(parts, signal),
    },
    { area: 'network', id: 'records', what: 'The queue in the search domain', run: () => records(parts) },
  ];
}

async function announced(parts: FindingParts, signal: AbortSignal): Promise<Check[]> {
  const id = 'found';
  if (!parts.on()) return [];
  const { wanted, phase, host, names, links, virtual, missing } = parts.told();
  if (!wanted)
    return [
      {
        id,
        ok: true,
        sentence: 'The print queue is not announced in the network: “Be found in the network” is off.',
      },
    ];
  const checks: Check[] = [];
  if (missing.length > 0) {
    checks.push({
      id: 'found-missing',
      ok: false,
      sentence: `The print queue is to be announced at ${missing.join(', ')}, which this machine does not have.`,
      cure: 'Correct the setting “Be found on these interfaces only”, or leave it empty.',
    });
  }
  if (links.length === 0) {
    if (parts.tryOut)
      return [
        ...checks,
        {
          id,
          ok: true,
          sentence: 'The try-out is on this machine only, so the print queue is not announced.',
        },
      ];
    return [
      ...checks,
      virtual.length > 0
        ? {
            id,
            ok: false,
            sentence: `The print queue is announced nowhere: there are only networks of containers and virtual machines here (${virtual.join(', ')}).`,
            cure: `Name the interface that people are on in the setting “Be found on these interfaces only”. ${WAYS}`,
          }
        : {
            id,
            ok: false,
            sentence: 'The print queue is announced nowhere: no interface of this machine leads to people.',
            cure: `Look whether PLATEN_HOST covers the address that people use. ${WAYS}`,
          },
    ];
  }
  for (const { address, trouble } of links) {
    if (trouble !== undefined)
      checks.push({
        id: `found:${address}`,
        ok: false,
        sentence: `The print queue cannot be announced at ${address}: ${trouble}.`,
        cure: /EADDRINUSE|EACCES/.test(trouble)
          ? 'Another program keeps UDP port 5353 for itself. Find it with: ss -ulpn sport = :5353. Avahi and systemd-resolved share the port; set “disallow-other-stacks=no” in avahi-daemon.conf.'
          : `Give the interface a multicast route (ip route add 224.0.0.0/4 dev INTERFACE). ${FIREWALL}`,
      });
  }
  const good = links.filter(({ trouble }) => trouble === undefined);
  if (good.length === 0 || phase !== 'told') {
    if (phase === 'probing')
      checks.push({
        id,
        ok: true,
        sentence: 'The print queue is about to be announced: its name is being asked for.',
      });
    return checks;
  }
  const { services } = await parts.browse(parts.links(), signal);
  const heard = services.some(({ instance }) => names.includes(instance));
  const where = good.map(({ address }) => address).join(', ');
  const contained = parts.inContainer() && good.every(({ address }) => CONTAINER_NETWORK.test(address));
  if (!heard) {
    checks.push({
      id,
      ok: false,
      sentence: `The print queue is announced at ${where}, but not even this machine hears it.`,
      cure: `${FIREWALL} ${WAYS}`,
    });
  } else if (contained) {
    checks.push({
      id,
      ok: false,
      sentence: `The print queue is announced at ${where}, which is a container’s own network: no phone hears that.`,
      cure: `Run the container in the host’s network (--network host), or give it an address in the people’s network (macvlan). ${WAYS}`,
    });
  } else {
    checks.push({
      id,
      ok: true,
      sentence: `${names.map((name) => `“${name}”`).join(', ')} is announced as ${host}.local and heard at ${where}.`,
    });
    if (parts.searchDomain() === '')
      checks.push({
        id: 'found-further',
        ok: true,
        sentence: `Phones in other networks (VLAN, VPN) do not see it by themselves, since announcements cross no router. ${WAYS}`,
      });
  }
  return checks;
}

async function records(parts: FindingParts): Promise<Check[]> {
  const domain = parts.searchDomain();
  if (!parts.on() || domain === '') return [];
  const id = 'records';
  const cure = `Put the records there that Printers, “How people get the queue”, shows, and reload the zone.`;
  const fail = (sentence: string, how = cure): Check[] => [{ id, ok: false, sentence, cure: how }];
  const browse = await parts.pointers(`lb._dns-sd._udp.${domain}`);
  const also = await parts.pointers(`b._dns-sd._udp.${domain}`);
  if (browse.length === 0 || also.length === 0)
    return fail(
      `The domain ${domain} does not say that there is something to browse (b._dns-sd._udp and lb._dns-sd._udp).`,
    );
  const [instance] = await parts.pointers(`_universal._sub._ipps._tcp.${domain}`);
  if (instance === undefined)
    return fail(`The domain ${domain} names no printer for AirPrint (_universal._sub._ipps._tcp).`);
  const [place] = await parts.places(instance);
  const texts = (await parts.texts(instance)).flat();
  if (place === undefined || texts.length === 0)
    return fail(
      `The domain ${domain} names ${instance}, but has no ${place === undefined ? 'SRV' : 'TXT'} record of it.`,
    );
  const checks: Check[] = [];
  const port = parts.ipps();
  if (port !== undefined && place.port !== port)
    checks.push({
      id: 'records-port',
      ok: false,
      sentence: `The records of ${domain} lead to port ${place.port}; printing is at port ${port}.`,
      cure: `Right where a router passes ${place.port} on. If none does: ${cure}`,
    });
  if (texts.some((text) => text.length > 255) || !texts.includes('rp=ipp/print'))
    checks.push({
      id: 'records-text',
      ok: false,
      sentence: `The text record of ${instance} was changed on its way: it does not hold rp=ipp/print as a string of its own.`,
      cure: 'Each pair has to be a string of its own. Paste the records again, as they are.',
    });
  const name = place.name.toLowerCase().replace(/\.$/, '');
  if (!parts.certificateNames().some((one) => covers(one, name)))
    checks.push({
      id: 'records-name',
      ok: false,
      sentence: `The records lead to ${name}, which the certificate does not name: computers then warn, or refuse to print.`,
      cure: `Get a certificate for ${name} (Security, Certificate), or let the records lead to a name it has.`,
    });
  if (checks.length === 0)
    checks.push({
      id,
      ok: true,
      sentence: `Whoever has ${domain} as search domain finds the queue: it leads to ${name}, port ${place.port}.`,
    });
  return checks;
}

/** RFC 6125 section 6.4.3: a wildcard stands for one label. */
const covers = (pattern: string, name: string): boolean =>
  pattern === name || (pattern.startsWith('*.') && name.split('.').slice(1).join('.') === pattern.slice(2));
