// A browser's way through the sign-in page of test/servers/openid-provider.ts without a browser: follows its redirections with its cookies, types the
// name, and stops where the provider sends back to us.

/** @returns the address it ends at: our redirect page with code and state, or with an error. */
export async function walkProvider(start: string, issuer: string, name: string): Promise<URL> {
  const cookies = new Map<string, string>();
  let url = new URL(start);
  let body: string | undefined;
  // The provider needs four steps; more are a loop.
  for (let step = 0; step < 10; step++) {
    if (url.origin !== issuer) return url;
    const response = await fetch(url, {
      redirect: 'manual',
      method: body === undefined ? 'GET' : 'POST',
      headers: {
        cookie: [...cookies].map(([key, value]) => `${key}=${value}`).join('; '),
        ...(body === undefined ? {} : { 'content-type': 'application/x-www-form-urlencoded' }),
      },
      ...(body === undefined ? {} : { body }),
    });
    for (const cookie of response.headers.getSetCookie()) {
      const [pair = ''] = cookie.split(';');
      const cut = pair.indexOf('=');
      cookies.set(pair.slice(0, cut), pair.slice(cut + 1));
    }
    const to = response.headers.get('location');
    await response.arrayBuffer();
    body = undefined;
    if (to !== null) url = new URL(to, url);
    else if (response.status === 200) body = `name=${encodeURIComponent(name)}`;
    else throw new Error(`the provider answered ${response.status} at ${url.pathname}`);
  }
  throw new Error('the provider redirects in circles');
}
