// One SOAP 1.1 request to the device that this page runs on, over loopback. Knows no service.

/** Texts of the device are some kilobytes; more is no answer of it, and is not read on. */
const MOST_CHARACTERS = 262_144;
/** The device answers itself within milliseconds; whoever waits at the panel waits no longer than this. */
const WAIT_MS = 3000;

export interface SoapAnswer {
  readonly status: number;
  readonly text: string;
}

const PLACES = ['http://127.0.0.1', 'http://localhost'] as const;

/**
 * @param path "/webservices/office/cuisession/1". @param body what stands in the SOAP body.
 * @returns undefined where nothing answered. Never rejects.
 */
export async function postSoap(path: string, body: string): Promise<SoapAnswer | undefined> {
  // Some firmware answers under one of the names only.
  return (await postTo(PLACES[0] + path, body)) ?? postTo(PLACES[1] + path, body);
}

function postTo(url: string, body: string): Promise<SoapAnswer | undefined> {
  return new Promise((settle) => {
    const request = new XMLHttpRequest();
    const end = (answer?: SoapAnswer): void => {
      clearTimeout(timer);
      request.onreadystatechange = null;
      request.onprogress = null;
      settle(answer);
    };
    const giveUp = (): void => {
      end();
      request.abort();
    };
    request.onprogress = ({ loaded }) => {
      if (loaded > MOST_CHARACTERS) giveUp();
    };
    request.onreadystatechange = () => {
      if (request.readyState !== 4) return;
      const { status, responseText: text } = request;
      end(status === 0 || text.length > MOST_CHARACTERS ? undefined : { status, text });
    };
    const timer = setTimeout(giveUp, WAIT_MS);
    try {
      request.open('POST', url, true);
      request.setRequestHeader('Content-Type', 'text/xml');
      request.setRequestHeader('SOAPAction', '""');
      request.send(
        `<?xml version="1.0" encoding="utf-8"?><soap:Envelope xmlns:soap="http://schemas.xmlsoap.org/soap/envelope/"><soap:Body>${body}</soap:Body></soap:Envelope>`,
      );
    } catch (cause) {
      // Old browsers throw where newer ones fail later: a page that may not call there at all.
      console.warn(cause);
      end();
    }
  });
}
