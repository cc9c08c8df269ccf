// What is asked of a Xerox device's own services, and what its answers say (panel-platforms.md section 3). Texts in, values out.
import type { DevicePerson } from './panel-platform.ts';
import { isHostile, sliceElement, textOf } from './xml-text.ts';

export const SESSION_PATH = '/webservices/office/cuisession/1';
export const CONFIGURATION_PATH = '/webservices/office/device_configuration/1';
const request = (path: string, name: string): string =>
  `<ns:${name} xmlns:ns="http://www.xerox.com${path}"></ns:${name}>`;

export const EXIT_REQUEST = request(SESSION_PATH, 'ExitApplicationRequest');
export const SESSION_REQUEST = request(SESSION_PATH, 'GetSessionInformationRequest');
export const DEVICE_REQUEST = request(CONFIGURATION_PATH, 'GetDeviceInformationRequest');

/** RFC 5321 section 4.5.3.1.3; no account has a longer name. The name with its domain may be twice that. */
const LONGEST_NAME = 254;
const LONGEST_QUALIFIED = 511;

/** The document inside the answer: escaped, in a CDATA section, or written out. */
function information(answer: string): string | undefined {
  if (isHostile(answer)) return undefined;
  const inside = sliceElement(answer, 'Information')?.inside;
  if (inside === undefined) return undefined;
  const writtenOut = inside.indexOf('<') >= 0 && inside.indexOf('<![CDATA[') < 0;
  const document = writtenOut ? inside : textOf(inside);
  return isHostile(document) ? undefined : document;
}

const short = (text: string | undefined, longest: number): string => {
  const plain = textOf(text ?? '');
  return plain.length <= longest ? plain : '';
};

/** Who is signed in at the device; undefined for "Guest", for nobody, and for what is no such answer. */
export function readSession(answer: string): DevicePerson | undefined {
  const document = information(answer);
  if (document === undefined) return undefined;
  // Both have a child called username, and which comes first is up to the device. A password that may stand there is left where it is.
  const qualified = sliceElement(document, 'qualifiedUsername');
  const name = short(sliceElement(qualified?.rest ?? document, 'username')?.inside, LONGEST_NAME);
  if (name === '' || name.toLowerCase() === 'guest') return undefined;
  const from = sliceElement(sliceElement(document, 'email')?.inside ?? '', 'from');
  return {
    name,
    qualified: short(sliceElement(qualified?.inside ?? '', 'username')?.inside, LONGEST_QUALIFIED),
    email: short(from?.inside, LONGEST_NAME),
  };
}

/** Generation of the device's interface, such as 9; undefined where it does not say. */
export function readGeneration(answer: string): number | undefined {
  const style = sliceElement(information(answer) ?? '', 'style');
  const said = textOf(sliceElement(style?.inside ?? '', 'generation')?.inside ?? '');
  return /^\d{1,3}(\.\d{1,3})*$/.test(said) ? parseFloat(said) : undefined;
}

/** The device says no: a SOAP fault (SOAP 1.1 section 4.4). */
export const isFault = (answer: string): boolean => sliceElement(answer, 'Fault') !== undefined;
