// A stand-in of a Xerox device as the browser on it meets it: its services on loopback, by the facts of panel-platforms.md section 3. Its answers carry
// an escaped document inside, and an app that asks to be closed gets no answer that says so.

export interface FakeEip {
  /** Who is signed in at it; "Guest" as the device says it while nobody is. */
  username: string;
  qualified: string;
  email: string;
  /** Of its interface. */
  generation: string;
  /** It refuses everything, or does not answer at all. */
  mood: 'well' | 'faults' | 'silent';
  /** What it was asked, in order: the names of the requests. */
  readonly asked: string[];
}

export const fakeEip = (change: Partial<FakeEip> = {}): FakeEip => ({
  username: 'Guest',
  qualified: '',
  email: '',
  generation: '9.1',
  mood: 'well',
  asked: [],
  ...change,
});

const escaped = (text: string): string =>
  text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/"/g, '&quot;');

const envelope = (body: string): string =>
  `<?xml version="1.0" encoding="UTF-8"?><SOAP-ENV:Envelope xmlns:SOAP-ENV="http://schemas.xmlsoap.org/soap/envelope/"><SOAP-ENV:Body>${body}</SOAP-ENV:Body></SOAP-ENV:Envelope>`;

const answering = (service: string, name: string, document: string): string =>
  envelope(
    `<xrx:${name} xmlns:xrx="http://www.xerox.com/webservices/office/${service}/1"><xrx:Information>${escaped(document)}</xrx:Information></xrx:${name}>`,
  );

const session = ({ username, qualified, email }: FakeEip): string =>
  `<?xml version="1.0"?><SessionInformation xmlns="http://schemas.xerox.com/office/cui/sessioninformation/1"><qualifiedUsername><username>${escaped(qualified)}</username></qualifiedUsername><username>${escaped(username)}</username><email><from>${escaped(email)}</from></email><roles><authorized><role><role>xesystemadministrator</role></role></authorized></roles></SessionInformation>`;

const about = ({ generation }: FakeEip): string =>
  `<devcfg:DeviceInformation><devcfg:device><devcfg:name>Copy room</devcfg:name><devcfg:model>AltaLink</devcfg:model></devcfg:device><devcfg:style><devcfg:generation>${generation}</devcfg:generation></devcfg:style></devcfg:DeviceInformation>`;

/** What it answers to a request; undefined: nothing comes. */
export function answerAsEip(
  device: FakeEip,
  path: string,
  body: string,
): { readonly status: number; readonly text: string } | undefined {
  const name = /:(\w+Request)\b/.exec(body)?.[1] ?? '';
  device.asked.push(name);
  if (device.mood === 'silent') return undefined;
  const ok = (text: string) => ({ status: 200, text });
  if (device.mood === 'well' && path === '/webservices/office/cuisession/1') {
    if (name === 'GetSessionInformationRequest') {
      return ok(answering('cuisession', 'SessionInformationResponse', session(device)));
    }
    // The app is gone before an answer could come.
    if (name === 'ExitApplicationRequest') return ok('');
  }
  if (device.mood === 'well' && path === '/webservices/office/device_configuration/1') {
    return ok(answering('device_configuration', 'DeviceInformationResponse', about(device)));
  }
  return {
    status: 500,
    text: envelope(
      '<SOAP-ENV:Fault><faultcode>SOAP-ENV:Server</faultcode><faultstring>no</faultstring></SOAP-ENV:Fault>',
    ),
  };
}

/** How the browser's own object for requests is stood in for while `run` runs: it reaches the device and nothing else. */
export async function onFakeEip<T>(device: FakeEip, run: () => Promise<T>): Promise<T> {
  const own = window.XMLHttpRequest;
  const make = function fakeRequest(): object {
    let url = '';
    const request = {
      readyState: 0,
      status: 0,
      responseText: '',
      onreadystatechange: null as null | (() => void),
      onprogress: null as null | ((event: { loaded: number }) => void),
      open: (_method: string, to: string) => {
        url = to;
      },
      setRequestHeader: () => undefined,
      abort: () => undefined,
      send: (body: string) => {
        const { origin, pathname } = new URL(url);
        if (!['http://127.0.0.1', 'http://localhost'].includes(origin))
          throw new Error(`not the device: ${url}`);
        const answer = answerAsEip(device, pathname, body);
        void Promise.resolve().then(() => {
          request.readyState = 4;
          request.status = answer?.status ?? 0;
          request.responseText = answer?.text ?? '';
          request.onprogress?.({ loaded: request.responseText.length });
          request.onreadystatechange?.();
        });
      },
    };
    return request;
  };
  window.XMLHttpRequest = make as unknown as typeof XMLHttpRequest;
  try {
    return await run();
  } finally {
    window.XMLHttpRequest = own;
  }
}
