// The registration service of a Xerox device: the list of its apps, and an entry of ours in it (panel-platforms.md section 1.1).
import { allNamed, textOf, type XmlElement } from '../../protocols/soap/xml-element.ts';
import type { XmlTag } from '../../protocols/soap/xml-write.ts';
import type { PanelApp, PanelTrouble } from './panel-platform.ts';
import { ns } from './xerox-eip-message.ts';
import { EIP_SERVICES } from './xerox-eip-services.ts';
import type { EipAnswer, EipRequest, EipSession } from './xerox-eip-session.ts';

const service = EIP_SERVICES.registration;

/** What every known app declares, the maker's own newest ones too; whether a later generation may be named is not known. */
const BROWSER_TYPE = 'secondGenEIPBrowser';

export interface Registered {
  readonly name: string;
  /** Must be handed back to change or delete it: another one says that somebody changed it meanwhile. */
  readonly checksum: string;
}

/** The fields of an entry by their names, as text. */
export type Entry = Readonly<Record<string, string>>;

/** In the order the service wants. */
function fieldsOf(app: PanelApp): readonly (readonly [string, string])[] {
  return [
    ['Name', app.name],
    ['Description', app.description],
    ['VendorName', app.vendor],
    ['SmallIconUrl', app.iconUrl],
    ['ToolsIconUrl', app.iconUrl],
    ['Url', app.url],
    ['DescriptionUrl', app.descriptionUrl],
    ['IsDisabled', 'false'],
    ['IsNative', 'false'],
  ];
}

function entryTag(app: PanelApp): XmlTag {
  return ns('entry', [
    ...fieldsOf(app).map(([name, value]) => ns(name, value)),
    ns('Provides', [ns('Type', 'xeSERVICE'), ns('MustProvide', 'true')]),
    ns('Uses'),
    // The app brings its own keypad.
    ns('AllowSoftKeypad', 'false'),
  ]);
}

/** True when the device would do the very same with `entry` as with what we would register. */
export function sameEntry(entry: Entry, app: PanelApp): boolean {
  return [...fieldsOf(app), ['BrowserType', BROWSER_TYPE] as const].every(
    ([name, value]) => (entry[name] ?? '') === value,
  );
}

/** Devices answer lists and entries to everybody; should one not, it is asked again with a password, which it has not seen yet. */
async function askOpenly(
  session: EipSession,
  request: EipRequest,
  mayNotSignIn: boolean,
): Promise<EipAnswer> {
  const answer = await session.ask(request);
  if (answer.ok || answer.code !== 'panel-password-needed' || mayNotSignIn) return answer;
  return session.ask({ ...request, signIn: true });
}

export async function listRegistrations(
  session: EipSession,
  options: { readonly withoutPassword: boolean },
): Promise<{ ok: true; list: Registered[] } | PanelTrouble> {
  const answer = await askOpenly(
    session,
    { service, operation: 'ListRegistrations' },
    options.withoutPassword,
  );
  if (!answer.ok) return answer;
  const elements = answer.body === undefined ? [] : allNamed(answer.body, 'element');
  const list = elements.flatMap((element) => {
    const name = textOf(element, 'name');
    const checksum = textOf(element, 'checksum');
    return name === undefined || checksum === undefined ? [] : [{ name, checksum }];
  });
  return { ok: true, list };
}

export async function getRegistration(
  session: EipSession,
  name: string,
  options: { readonly withoutPassword: boolean },
): Promise<{ ok: true; entry: Entry } | PanelTrouble> {
  const answer = await askOpenly(
    session,
    { service, operation: 'GetRegistration', content: [ns('name', name)] },
    options.withoutPassword,
  );
  if (!answer.ok) return answer;
  const read = (body: XmlElement): Entry =>
    Object.fromEntries(
      [...fieldsOf(NOTHING).map(([field]) => field), 'BrowserType', 'RegistrationType'].map((field) => [
        field,
        allNamed(body, field)[0]?.text.trim() ?? '',
      ]),
    );
  return { ok: true, entry: answer.body === undefined ? {} : read(answer.body) };
}

const NOTHING: PanelApp = {
  name: '',
  vendor: '',
  description: '',
  url: '',
  iconUrl: '',
  descriptionUrl: '',
};

export function putRegistration(session: EipSession, app: PanelApp): Promise<EipAnswer> {
  const content = [entryTag(app), ns('BrowserType', BROWSER_TYPE)];
  return session.ask({ service, operation: 'PutRegistration', content, signIn: true });
}

export function updateRegistration(session: EipSession, app: PanelApp, checksum: string): Promise<EipAnswer> {
  const content = [entryTag(app), ns('checksum', checksum), ns('BrowserType', BROWSER_TYPE)];
  return session.ask({ service, operation: 'UpdateRegistration', content, signIn: true });
}

export function deleteRegistration(session: EipSession, registered: Registered): Promise<EipAnswer> {
  const content = [ns('name', registered.name), ns('checksum', registered.checksum)];
  return session.ask({ service, operation: 'DeleteRegistration', content, signIn: true });
}
