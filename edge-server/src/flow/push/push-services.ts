// Which addresses are push services: an endpoint comes from a browser, so from anybody, and the server is made to write there (threats.md T36).

/** Of Chrome, Edge, Opera and Samsung's browser; Firefox; Safari; the older Edge. A leading dot: any host below it. */
const KNOWN = ['fcm.googleapis.com', '.push.services.mozilla.com', '.push.apple.com', '.notify.windows.com'];

/** @param more hosts of the site's own, one a line. */
export function isPushService(url: URL, more: string): boolean {
  if (url.protocol !== 'https:' || url.username !== '' || url.password !== '') return false;
  const host = url.hostname.toLowerCase();
  const own = more.split(/[\s,;]+/).filter((text) => text !== '');
  if (own.some((text) => text.toLowerCase() === host)) return true;
  if (url.port !== '') return false;
  return KNOWN.some((known) => (known.startsWith('.') ? host.endsWith(known) : host === known));
}
