// Xerox devices (EIP): the browser answers for its device by SOAP on loopback. Card data are not had this way: the device posts them to a server, in a
// form that is not known (SetCardDataClient, panel-platforms.md section 3), so readers that type are what works there.
import {
  CONFIGURATION_PATH,
  DEVICE_REQUEST,
  EXIT_REQUEST,
  isFault,
  readGeneration,
  readSession,
  SESSION_PATH,
  SESSION_REQUEST,
} from './eip-messages.ts';
import { onePress } from './one-press.ts';
import type { InTurn, PanelPlatform } from './panel-platform.ts';
import { postSoap } from './post-soap.ts';
import { quietKeyboard } from './quiet-keyboard.ts';

/** The first interface that tells of touches in its own way. */
const TAPS_SINCE = 9;

export function eipPlatform(agent: string, inTurn: InTurn): PanelPlatform {
  const ask = async (path: string, body: string): Promise<string | undefined> => {
    const answer = await inTurn(() => postSoap(path, body));
    return answer === undefined || answer.status !== 200 || isFault(answer.text) ? undefined : answer.text;
  };

  /** Third-generation browsers have plain clicks. The others are taken for ones that need it until the device says which it is: it does no harm. */
  const touches = (): (() => void) => {
    if (/\bx3g/i.test(agent)) return () => undefined;
    const end = onePress(document, Date.now);
    void ask(CONFIGURATION_PATH, DEVICE_REQUEST).then((answer) => {
      const generation = answer === undefined ? undefined : readGeneration(answer);
      if (generation !== undefined && generation < TAPS_SINCE) end();
    });
    return end;
  };

  return {
    kind: 'eip',
    // The app closes without an answer; whatever is still here to read one that says no was not closed.
    exit: async () => (await ask(SESSION_PATH, EXIT_REQUEST)) !== undefined,
    signedInAtDevice: async () => {
      const answer = await ask(SESSION_PATH, SESSION_REQUEST);
      return answer === undefined ? undefined : readSession(answer);
    },
    begin: () => {
      const ends = [quietKeyboard(document, window as object), touches()];
      return () => {
        for (const end of ends) end();
      };
    },
  };
}
