// What a page of ours may load and call (Content Security Policy Level 3).

/** Pictures of pages come as blobs; styles are in elements (Lit falls back to those on old browsers). */
const policy = (connect: string): string =>
  `default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' blob: data:; connect-src ${connect}; manifest-src 'self'; worker-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action 'self'`;

const USUAL = policy("'self'");
/**
 * The browser of a Xerox device answers for the device itself on loopback, over plain HTTP only (panel-platforms.md section 3). Loopback crosses no
 * network and counts as trustworthy (Secure Contexts section 3.1), so a page that came over TLS may call it: no mixed content.
 */
const ON_XEROX = policy("'self' http://127.0.0.1 http://localhost");

/** How the browsers of Xerox devices call themselves (panel-platforms.md section 2). Whoever lies gains calls to their own machine. */
const XEROX = /\bx[23]g|galio/i;

/** The header's value for what is answered at `path`: more than ourselves is open to the panel's page alone, and there to Xerox devices. */
export const contentPolicy = (path: string, agent: string | undefined): string =>
  path.startsWith('/panel/') && agent !== undefined && XEROX.test(agent) ? ON_XEROX : USUAL;
