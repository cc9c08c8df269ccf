// The part of the error table that is about printers: reaching them, printing on them, finding them, and the panel app on them.
import type { ErrorFact } from './error-fact.ts';

export const PRINTER_ERRORS = {
  // The queue of a printer that prints at once: why a document waits instead
  'direct-held': {
    status: 409,
    user: 'Not printed at {printer}: {reason}',
    operator: 'A direct print at {printer} was held: {reason}',
    retry: true,
  },
  'direct-off': {
    status: 409,
    user: 'That printer no longer prints at once.',
    operator: 'Its direct queue, or the printer itself, was switched off before the document was ready.',
    retry: false,
  },
  'direct-accounting': {
    status: 422,
    user: 'That printer asks for your accounting data first.',
    operator: 'It needs accounting data that this person never gave at its panel.',
    retry: false,
  },
  'direct-twice': {
    status: 409,
    user: 'The same document was printed a moment ago. This one waits, in case it was sent twice.',
    operator: 'A document that was sent again within minutes to {printer} was held (SPEC A16).',
    retry: false,
  },
  // Where sites are
  'site-place-unclear': {
    status: 422,
    user: 'This line says no place: “{line}”. Write the site, a colon, latitude and longitude, such as Northgate: 52.5200, 13.4050.',
    operator: 'A line of site.places cannot be read: {line}',
    retry: false,
  },
  // A printer
  'printer-unreachable': {
    status: 503,
    user: 'The printer does not answer. Is it switched on?',
    operator: 'No answer from {uri}: {detail}',
    retry: true,
  },
  'printer-not-accepting': {
    status: 503,
    user: 'The printer takes no documents at the moment.',
    operator: 'printer-is-accepting-jobs is false at {uri}.',
    retry: true,
  },
  'printer-busy': {
    status: 503,
    user: 'The printer is busy. Try again in a moment.',
    operator: 'server-error-busy from {uri}.',
    retry: true,
  },
  'printer-format': {
    status: 422,
    user: 'This printer cannot print this kind of document.',
    operator: '{uri} takes none of the formats we have: {formats}.',
    retry: false,
  },
  'printer-refused': {
    status: 503,
    user: 'The printer refused the document.',
    operator: '{uri} answered {status}.',
    retry: false,
  },
  'printer-aborted': {
    status: 503,
    user: 'The printer gave up. Nothing was printed.',
    operator: 'Job aborted at {uri}: {detail}',
    retry: true,
  },
  'printer-lost': {
    status: 503,
    user: 'The printer no longer knows the document.',
    operator: '{uri} lost job {job}: {detail}',
    retry: true,
  },
  'printer-trust': {
    status: 503,
    user: 'The printer could not prove who it is. Tell your administrator.',
    operator: 'TLS check of {uri} failed: {detail}',
    retry: false,
  },
  'printer-cancelled': {
    status: 409,
    user: 'It was stopped at the printer.',
    operator: 'Job cancelled at the device {uri}.',
    retry: false,
  },
  'printer-stopped': {
    status: 503,
    user: 'The printer has stopped: {reason}.',
    operator: '{uri} is stopped: {reason}.',
    retry: true,
  },
  'printer-address': {
    status: 422,
    user: 'Give the address as ipps://host/ipp/print, ipp://host/ipp/print, socket://host:9100 or lpd://host/queue.',
    operator: 'Not a usable printer address: {uri}',
    retry: false,
  },
  'printer-not-allowed': {
    status: 422,
    user: 'This address cannot be a printer: {sentence}',
    operator: 'The address {uri} may not be spoken to: {sentence}',
    retry: false,
  },
  'printer-declared': {
    status: 409,
    user: 'This comes from {source}. Change it there.',
    operator: 'The field {field} is declared by {source}.',
    retry: false,
  },
  // Searching for printers
  'search-range': {
    status: 422,
    user: 'This cannot be searched. {why}',
    operator: 'Range refused: {why}',
    retry: false,
  },
  'search-running': {
    status: 409,
    user: 'A search is running already. Wait for its end, or stop it.',
    operator: 'A search for printers is running.',
    retry: true,
  },
  // Installing the panel app on a device
  'panel-none': {
    status: 422,
    user: 'This printer has no panel that can show a page.',
    operator: 'The profile of the printer says: panel platform none.',
    retry: false,
  },
  'panel-no-address': {
    status: 422,
    user: 'Panels cannot open this server: {why}.',
    operator: 'No address for panels: {why}.',
    retry: false,
  },
  'panel-address-long': {
    status: 422,
    user: 'The address of the panel app has {length} characters, and this device takes {limit}. Set a shorter "Address of this server for panels".',
    operator: 'Panel address of {length} characters, {limit} allowed.',
    retry: false,
  },
  'panel-device-address': {
    status: 422,
    user: 'This printer has an address that is not asked: {why}',
    operator: 'Refused to connect: {why}',
    retry: false,
  },
  'panel-service-off': {
    status: 422,
    user: 'The device takes no apps: Extensible Service Registration is off. Switch it on in the web page of the device (Properties > General Setup > Extensible Service Setup; VersaLink: Connectivity > SOAP), then install again.',
    operator: '{host} does not answer GetInterfaceVersion of its registration service: {detail}',
    retry: false,
  },
  'panel-installs-off': {
    status: 422,
    user: 'The device does not allow apps to be installed. Allow it in the web page of the device (Properties > General Setup > Extensible Service Setup, the policy for installing apps), then install again.',
    operator: '{host} answered WebletModificationDisabledException.',
    retry: false,
  },
  'panel-registry-full': {
    status: 422,
    user: 'The device has no room for another app. Remove one in the web page of the device (Apps), then install again.',
    operator: '{host} answered RegistryFullException.',
    retry: false,
  },
  'panel-password-needed': {
    status: 422,
    user: 'This needs the name and password of the administrator of the device. Store them for this printer, or enter them now.',
    operator: 'No administrator credentials are known for {host}.',
    retry: false,
  },
  'panel-password': {
    status: 422,
    user: 'The device refused the name or password of its administrator. It was tried once only: three wrong ones lock this server out for an hour. Store the right ones, then install again.',
    operator: '{host} refused the administrator credentials.',
    retry: false,
  },
  'panel-password-held': {
    status: 422,
    user: 'The device refused the stored name or password of its administrator before, so they are not tried again. Store the right ones, then install again.',
    operator: 'The stored credentials of {host} were refused before.',
    retry: false,
  },
  'panel-lockout': {
    status: 429,
    user: 'Two passwords were wrong here within the hour, and a third would lock this server out of the device. Try again in {minutes} minutes.',
    operator: 'Held back, so that {host} does not lock this server out.',
    retry: true,
  },
  'panel-clock': {
    status: 422,
    user: 'The clock of the device is {minutes} minutes off, and it refused to sign its administrator in. Set date, time and time zone in the web page of the device (Properties > General Setup > Date and Time), store the credentials again, then install again.',
    operator: '{host} refused the credentials, and its clock is {minutes} minutes off.',
    retry: false,
  },
  'panel-insecure': {
    status: 422,
    user: 'The device offers no HTTPS, and its administrator password is not sent without. Switch HTTPS on in the web page of the device (Properties > Connectivity > HTTP), then install again.',
    operator: 'No HTTPS at {host}: {detail}',
    retry: false,
  },
  'panel-certificate-ended': {
    status: 422,
    user: 'The certificate of the device ended on {date}. Make a new one in the web page of the device (Properties > Security > Certificates), then install again.',
    operator: '{host} shows a certificate that ended on {date} and that was never pinned.',
    retry: false,
  },
  'panel-changed': {
    status: 409,
    user: 'The list of apps on the device was changed at the same time. Install again.',
    operator: 'The checksum of the registration at {host} changed in between.',
    retry: true,
  },
  'panel-answer': {
    status: 503,
    user: 'The device gave an answer that is not understood. Restart the device, then try again.',
    operator: '{host} answered {operation}: {detail}',
    retry: true,
  },
  // Queues for LPR and raw TCP
  'queue-network': {
    status: 422,
    user: 'Give networks as 10.1.0.0/16 or 2001:db8::/32, and single computers as 10.1.2.3. This is neither: {network}',
    operator: 'No address and no network: {network}',
    retry: false,
  },
  'queue-network-wide': {
    status: 422,
    user: 'The network {network} is wider than that of any organisation. Name your own networks: whoever is in them can send documents without a password.',
    operator: 'The network {network} is too wide for a queue.',
    retry: false,
  },
  'queue-domain': {
    status: 422,
    user: 'Give the domain as example.org. This is none: {domain}',
    operator: 'No domain: {domain}',
    retry: false,
  },
  'queue-owner': {
    status: 422,
    user: 'There is no account with the address {email}. Add it first, or correct the address.',
    operator: 'A queue names the account {email}, which does not exist.',
    retry: false,
  },
  'queue-port': {
    status: 409,
    user: 'Port {port} belongs to the queue {queue}. A raw queue has its port alone: choose another one, such as 9101.',
    operator: 'The port {port} belongs to the queue {queue}.',
    retry: false,
  },
  'queue-name': {
    status: 409,
    user: 'There is a queue called {name} already. Choose another name.',
    operator: 'The name {name} of a queue is taken.',
    retry: false,
  },
  // Addresses of one's own for File > Print
  'own-queue-off': {
    status: 409,
    user: 'Addresses of one’s own are switched off here. Use the common address; it asks for your email address and code.',
    operator: 'A print address of one’s own was asked for; the setting print.ownQueues is off.',
    retry: false,
  },
  'own-queue-gone': {
    status: 410,
    user: 'This link was good for ten minutes. Make a new address, and use its link.',
    operator: 'A configuration profile was asked for with a ticket that is too old, or somebody else’s.',
    retry: false,
  },
} as const satisfies Readonly<Record<string, ErrorFact>>;
