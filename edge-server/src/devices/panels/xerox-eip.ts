// Xerox EIP: the panel app is registered on the device over its own web services, by the server, without anybody at the device.
import type {
  PanelChecked,
  PanelOutcome,
  PanelPlatformPlugin,
  PanelTrouble,
  PanelWork,
} from './panel-platform.ts';
import { type Extra, installCertificate, makeFirstScreen } from './xerox-eip-extras.ts';
import { MOST_SKEW_MS, minutesOf, trouble } from './xerox-eip-faults.ts';
import {
  deleteRegistration,
  getRegistration,
  listRegistrations,
  putRegistration,
  type Registered,
  sameEntry,
  updateRegistration,
} from './xerox-eip-registration.ts';
import { dayOf, type EipAnswer, type EipSession, openEip } from './xerox-eip-session.ts';

const NO_PASSWORD = { withoutPassword: true } as const;
const WITH_PASSWORD = { withoutPassword: false } as const;

async function install(work: PanelWork): Promise<PanelOutcome> {
  if (work.credentials === undefined) return trouble('panel-password-needed', { host: work.device.host });
  const opened = await openEip(work);
  if (!opened.ok) return opened;
  const { session } = opened;
  const { app } = work;
  const notes: string[] = [];
  let passwordRefused = false;
  const add = (extra: Extra): void => {
    notes.push(...extra.notes);
    passwordRefused ||= extra.passwordRefused;
  };

  const listed = await listRegistrations(session, WITH_PASSWORD);
  if (!listed.ok) return listed;
  // Before the app: a device that checks certificates may load the icons while it registers.
  if (work.certificate !== undefined) {
    add(await installCertificate(session, work.certificate, work.tools));
    // With a refused password nothing further can work, and every other try would count against us.
    if (passwordRefused) return { ...trouble('panel-password', { host: work.device.host }), passwordRefused };
  }
  const registered = listed.list.find(({ name }) => name === app.name);
  const done = registered === undefined ? await first(session, work) : await again(session, work, registered);
  if (!done.ok) return done;
  notes.push(...done.notes);
  if (work.defaultScreen) add(await makeFirstScreen(session, app));
  return { ok: true, notes: [...notes, ...remarks(session, work)], pin: session.pin, passwordRefused };
}

type Step = { readonly ok: true; readonly notes: readonly string[] } | PanelTrouble;

async function first(session: EipSession, work: PanelWork): Promise<Step> {
  const put = await putRegistration(session, work.app);
  return put.ok ? compare(session, work, []) : put;
}

async function again(session: EipSession, work: PanelWork, registered: Registered): Promise<Step> {
  const { app } = work;
  const before = await getRegistration(session, app.name, WITH_PASSWORD);
  if (!before.ok) return before;
  if (sameEntry(before.entry, app)) return { ok: true, notes: ['The device had it already, just so.'] };
  const elsewhere = originOf(before.entry['Url']);
  const updated = await updateRegistration(session, app, registered.checksum);
  if (!updated.ok) return (await changedMeanwhile(session, registered, updated)) ?? updated;
  const moved = elsewhere !== undefined && elsewhere !== originOf(app.url);
  return compare(session, work, moved ? [`Before, the app of this name opened ${elsewhere}.`] : []);
}

/** A device may cut or change what it is told; an address it did not keep whole opens nothing. */
async function compare(session: EipSession, work: PanelWork, notes: readonly string[]): Promise<Step> {
  const after = await getRegistration(session, work.app.name, WITH_PASSWORD);
  if (!after.ok) return after;
  if (after.entry['Url'] === work.app.url) return { ok: true, notes };
  return trouble('panel-answer', {
    host: work.device.host,
    operation: 'GetRegistration',
    detail: 'the device kept another address than it was told',
  });
}

async function remove(work: PanelWork): Promise<PanelOutcome> {
  if (work.credentials === undefined) return trouble('panel-password-needed', { host: work.device.host });
  const opened = await openEip(work);
  if (!opened.ok) return opened;
  const { session } = opened;
  const listed = await listRegistrations(session, WITH_PASSWORD);
  if (!listed.ok) return listed;
  const registered = listed.list.find(({ name }) => name === work.app.name);
  const notes = remarks(session, work);
  if (registered === undefined) {
    const none = 'The device had no app of ours.';
    return { ok: true, notes: [none, ...notes], pin: session.pin, passwordRefused: false };
  }
  const deleted = await deleteRegistration(session, registered);
  if (!deleted.ok) return (await changedMeanwhile(session, registered, deleted)) ?? deleted;
  return { ok: true, notes, pin: session.pin, passwordRefused: false };
}

async function check(work: PanelWork): Promise<PanelChecked> {
  const opened = await openEip({ ...work, credentials: undefined });
  if (!opened.ok) return opened;
  const listed = await listRegistrations(opened.session, NO_PASSWORD);
  if (!listed.ok) return listed;
  if (!listed.list.some(({ name }) => name === work.app.name)) return { ok: true, found: 'absent' };
  const entry = await getRegistration(opened.session, work.app.name, NO_PASSWORD);
  if (!entry.ok) return entry;
  return { ok: true, found: entry.entry['Url'] === work.app.url ? 'registered' : 'elsewhere' };
}

/** The fault for a checksum that no longer fits has no known name: the list is looked at instead. */
async function changedMeanwhile(
  session: EipSession,
  before: Registered,
  answer: EipAnswer,
): Promise<PanelTrouble | undefined> {
  if (answer.ok || answer.code !== 'panel-answer') return undefined;
  const now = await listRegistrations(session, NO_PASSWORD);
  if (!now.ok) return undefined;
  const same = now.list.some(({ name, checksum }) => name === before.name && checksum === before.checksum);
  return same ? undefined : trouble('panel-changed', { host: answer.values['host'] ?? '' });
}

/** What is odd about the device, though it worked. */
function remarks(session: EipSession, work: PanelWork): string[] {
  const skew = session.skewMs();
  const { certificateEndsAt: ends } = session;
  return [
    ...(skew === undefined || Math.abs(skew) <= MOST_SKEW_MS
      ? []
      : [
          `The clock of the device is ${minutesOf(skew)} minutes ${skew > 0 ? 'ahead' : 'behind'}. Set date, time and time zone in its web page (Properties > General Setup > Date and Time).`,
        ]),
    ...(ends === undefined || ends >= work.tools.now()
      ? []
      : [
          `The certificate of the device ended on ${dayOf(ends)}. It is the one that was pinned, so the device was trusted. Make a new one in its web page (Properties > Security > Certificates), then register the printer anew.`,
        ]),
  ];
}

/** Without path: that holds a key. */
function originOf(url: string | undefined): string | undefined {
  return url !== undefined && URL.canParse(url) ? new URL(url).origin : undefined;
}

const SETTINGS = 'Properties > General Setup > Extensible Service Setup';

export const xeroxEipPanel = {
  platform: 'xerox-eip',
  name: 'Xerox EIP',
  way: 'automatic',
  address: (url: string) => url,
  // Not documented; longer text nodes than 4,096 are known to be cut by these devices.
  addressLimit: 2_000,
  steps: () => [
    `In the web page of the device (${SETTINGS}), switch Extensible Service Registration on. On a VersaLink: HTTPS and SOAP under Connectivity.`,
    'There too, enable the Extensible Services Browser.',
    'Where "Verify server certificates" is on, let the installation give the device the certificate of this server.',
    'Store the name and password of the administrator of the device, then install.',
  ],
  removeSteps: () => [],
  install,
  remove,
  check,
} as const satisfies PanelPlatformPlugin;
