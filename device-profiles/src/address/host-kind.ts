// What kind of address a host name or IP address is, in whichever of its spellings. Pure: nothing is looked up, so what a name
// resolves to has to be judged again where the connection is opened.

export type HostKind =
  | 'usable'
  /** Not a host at all. */
  | 'bad'
  /** This machine. */
  | 'loopback'
  /** Where clouds hand out credentials. */
  | 'metadata'
  /** Good on one cable only, and given out by the machines themselves. */
  | 'link-local'
  /** Nobody in particular: unspecified, broadcast, multicast, reserved. */
  | 'nobody';

/** AWS, Azure, Google, Oracle and others; AWS for containers; Azure's wire server; Alibaba; Oracle's older one. */
const METADATA_V4 = ['169.254.169.254', '169.254.170.2', '168.63.129.16', '100.100.100.200', '192.0.0.192'];
/** AWS over IPv6 (fd00:ec2::254) and for containers (fd00:ec2::23), as eight groups. */
const METADATA_V6 = ['fd00:ec2:0:0:0:0:0:254', 'fd00:ec2:0:0:0:0:0:23'];
const METADATA_NAMES = ['metadata.google.internal', 'metadata', 'instance-data', 'metadata.azure.internal'];

/** `text` is a host name, an IPv4 address, or an IPv6 address with or without brackets; no port. */
export function hostKind(text: string): HostKind {
  const bare = text.replace(/^\[(.*)\]$/, '$1');
  const address = `http://${bare.includes(':') ? `[${bare}]` : text}/`;
  if (/[\s/?#@\\%]/.test(text) || !URL.canParse(address)) return 'bad';
  // URL has read the other spellings: decimal, octal, hexadecimal, shortened, full-width, with a dot at the end.
  const { hostname, port } = new URL(address);
  if (port !== '') return 'bad';
  if (hostname.startsWith('[')) return kindOfV6(groupsOf(hostname.slice(1, -1)));
  const name = hostname.replace(/\.$/, '');
  return /^\d+\.\d+\.\d+\.\d+$/.test(name) ? kindOfV4(name) : kindOfName(name);
}

function kindOfName(name: string): HostKind {
  if (METADATA_NAMES.includes(name)) return 'metadata';
  if (name === 'localhost' || name.endsWith('.localhost')) return 'loopback';
  // RFC 1123 section 2.1, and the underscore that many a site has in its names.
  const labels = name.split('.');
  const good =
    name.length <= 253 && labels.every((label) => /^[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?$/.test(label));
  return good ? 'usable' : 'bad';
}

function kindOfV4(address: string): HostKind {
  const [first = 0, second] = address.split('.').map(Number);
  if (METADATA_V4.includes(address)) return 'metadata';
  if (first === 127) return 'loopback';
  // RFC 3927.
  if (first === 169 && second === 254) return 'link-local';
  // 0/8 this network, 224/4 multicast, 240/4 reserved and broadcast (RFC 6890).
  return first === 0 || first >= 224 ? 'nobody' : 'usable';
}

function kindOfV6(groups: readonly number[]): HostKind {
  const text = groups.map((group) => group.toString(16)).join(':');
  if (METADATA_V6.includes(text)) return 'metadata';
  if (text === '0:0:0:0:0:0:0:1') return 'loopback';
  if (text === '0:0:0:0:0:0:0:0') return 'nobody';
  const first = groups[0] ?? 0;
  // RFC 4291 sections 2.5.6 and 2.7.
  if ((first & 0xffc0) === 0xfe80) return 'link-local';
  if ((first & 0xff00) === 0xff00) return 'nobody';
  const inside = v4Inside(groups);
  if (inside === undefined) return 'usable';
  const kind = kindOfV4(inside.address);
  return kind === 'usable' && inside.outdated ? 'nobody' : kind;
}

/** Prefixes of 96 bits behind which an IPv4 address stands: mapped, NAT64 (RFC 6052), and the outdated compatible one. */
const BEFORE_V4: ReadonlyMap<string, { readonly outdated: boolean }> = new Map([
  ['0:0:0:0:0:ffff', { outdated: false }],
  ['64:ff9b:0:0:0:0', { outdated: false }],
  ['0:0:0:0:0:0', { outdated: true }],
]);
/** 6to4 (RFC 3056) has it behind its first 16 bits. */
const SIX_TO_FOUR = 0x2002;

function v4Inside(groups: readonly number[]): { address: string; outdated: boolean } | undefined {
  const start = groups
    .slice(0, 6)
    .map((group) => group.toString(16))
    .join(':');
  const sixToFour = groups[0] === SIX_TO_FOUR;
  const found = sixToFour ? { outdated: true } : BEFORE_V4.get(start);
  if (found === undefined) return undefined;
  const [high = 0, low = 0] = sixToFour ? groups.slice(1, 3) : groups.slice(6, 8);
  return {
    address: [high >> 8, high & 0xff, low >> 8, low & 0xff].join('.'),
    outdated: found.outdated,
  };
}

/** `text` as URL writes it: hexadecimal groups, at most one `::`. */
function groupsOf(text: string): readonly number[] {
  const [before = '', after] = text.split('::');
  const head = before === '' ? [] : before.split(':');
  const tail = after === undefined || after === '' ? [] : after.split(':');
  const gap = after === undefined ? 0 : 8 - head.length - tail.length;
  return [...head, ...Array.from({ length: gap }, () => '0'), ...tail].map((group) =>
    Number.parseInt(group, 16),
  );
}
