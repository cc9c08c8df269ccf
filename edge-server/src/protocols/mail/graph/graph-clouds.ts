// Where Microsoft Graph is, and who gives tokens for it: the world-wide service and the national clouds, which share nothing with it.
import { MailError } from '../mailbox.ts';

interface Cloud {
  readonly graph: string;
  readonly login: string;
}

const WORLD: Cloud = { graph: 'https://graph.microsoft.com', login: 'https://login.microsoftonline.com' };
const CLOUDS: readonly Cloud[] = [
  WORLD,
  // US Government L4 and L5 (DOD).
  { graph: 'https://graph.microsoft.us', login: 'https://login.microsoftonline.us' },
  { graph: 'https://dod-graph.microsoft.us', login: 'https://login.microsoftonline.us' },
  // China, operated by 21Vianet.
  { graph: 'https://microsoftgraph.chinacloudapi.cn', login: 'https://login.partner.microsoftonline.cn' },
];

/** @param host https:// address of the cloud, as of a national one; the world-wide service where absent. With a path it is taken as it is. */
export function graphBase(host: string | undefined): string {
  if (host === undefined || host === '') return `${WORLD.graph}/v1.0`;
  const typed = host.includes('://') ? host : `https://${host}`;
  if (!URL.canParse(typed)) throw new MailError('refused', 'the address of Microsoft Graph is no address');
  const { origin, pathname } = new URL(typed);
  return pathname === '/' ? `${origin}/v1.0` : `${origin}${pathname.replace(/\/+$/, '')}`;
}

/**
 * Token endpoint of a directory (Microsoft identity platform v2.0).
 * @param tenant the directory's id or one of its domains
 * @param resource https:// address the token is for, which tells the cloud: of Graph or of Exchange Online
 */
export function microsoftTokenUrl(tenant: string, resource: string): string {
  const origin = URL.canParse(resource) ? new URL(resource).origin : '';
  const cloud =
    CLOUDS.find(({ graph }) => graph === origin) ?? CLOUDS.find((one) => sharesCountry(one, origin));
  return `${(cloud ?? WORLD).login}/${encodeURIComponent(tenant)}/oauth2/v2.0/token`;
}

/** Everything an application was granted for this resource. */
export const defaultScope = (resource: string): string => `${new URL(resource).origin}/.default`;

/** Exchange Online of a national cloud ends like its Graph: .us, .cn. */
const sharesCountry = ({ graph }: Cloud, origin: string): boolean =>
  /\.(?:us|cn)$/.test(origin) && graph.endsWith(origin.slice(-3));
