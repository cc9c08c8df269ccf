// What may come with an installation on a Xerox device: our certificate in its pool, and the app as its first screen. Both leave the
// installation standing when they fail: the person is told what to do by hand.
import { allNamed, textOf } from '../../protocols/soap/xml-element.ts';
import type { PanelApp, PanelTools } from './panel-platform.ts';
import { attachmentHere, ns } from './xerox-eip-message.ts';
import { EIP_SERVICES, type EipService } from './xerox-eip-services.ts';
import type { EipSession } from './xerox-eip-session.ts';

export interface Extra {
  readonly notes: readonly string[];
  readonly passwordRefused: boolean;
}

/** Devices have three: home, copies, print jobs. More than this is no list of start screens. */
const MOST_PATHWAYS = 12;

export async function installCertificate(
  session: EipSession,
  der: Uint8Array,
  tools: Pick<PanelTools, 'uuid'>,
): Promise<Extra> {
  const byHand =
    'Install it in the web page of the device (Properties > Security > Certificates), or switch "Verify server certificates" off.';
  const { security } = EIP_SERVICES;
  if (!(await answers(session, security))) {
    return {
      notes: [
        `The certificate of this server could not be given to the device: it does not offer that. ${byHand}`,
      ],
      passwordRefused: false,
    };
  }
  const id = tools.uuid();
  const added = await session.ask({
    service: security,
    operation: 'AddCertificate',
    content: [ns('Bytes', attachmentHere(id)), ns('passWordCertificate', ''), ns('friendlyName', 'Platen')],
    signIn: true,
    attachment: { id, octets: der },
  });
  if (added.ok) {
    return { notes: ['The device now has the certificate of this server.'], passwordRefused: false };
  }
  return {
    notes: [`The device did not take the certificate of this server. ${byHand}`],
    passwordRefused: added.passwordRefused,
  };
}

export async function makeFirstScreen(session: EipSession, app: PanelApp): Promise<Extra> {
  const byHand =
    'Choose it in the web page of the device (Properties > General Setup > Entry Screen Defaults).';
  const sorry = (why: string, passwordRefused = false): Extra => ({
    notes: [`The app could not be made the first screen: ${why}. ${byHand}`],
    passwordRefused,
  });
  const { ui } = EIP_SERVICES;
  if (!(await answers(session, ui))) return sorry('the device does not offer that');
  const ask = (operation: string, content: readonly ReturnType<typeof ns>[] = []) =>
    session.ask({ service: ui, operation, content, signIn: true });

  const listed = await ask('EnumeratePathwayList');
  if (!listed.ok) return sorry('the device does not list its screens', listed.passwordRefused);
  const pathways = (listed.body === undefined ? [] : allNamed(listed.body, 'Pathway'))
    .flatMap((pathway) => textOf(pathway, 'Name') ?? [])
    .slice(0, MOST_PATHWAYS);
  // What the pathways are called is the device's business: ours is the one that lists our app.
  for (const name of pathways) {
    const pathway = ns('Pathway', ns('Name', name));
    const apps = await ask('EnumerateApplicationList', [pathway]);
    if (!apps.ok) return sorry('the device does not list the apps of its screens', apps.passwordRefused);
    const found = (apps.body === undefined ? [] : allNamed(apps.body, 'Application')).find(
      (application) => textOf(application, 'Name') === app.name,
    );
    if (found === undefined) continue;
    const application = ns('Application', [
      ns('Name', app.name),
      ns('Vendor', textOf(found, 'Vendor') ?? app.vendor),
      ns('IsNative', 'false'),
    ]);
    const chosen = await ask('SetPathwayDefaultApplication', [pathway, application]);
    if (!chosen.ok) return sorry('the device did not take the app', chosen.passwordRefused);
    const first = await ask('SetDefaultPathway', [pathway]);
    if (!first.ok) return sorry('the device did not take the screen', first.passwordRefused);
    return { notes: ['The app is the first screen of the device.'], passwordRefused: false };
  }
  return sorry('none of the screens of the device lists it');
}

async function answers(session: EipSession, service: EipService): Promise<boolean> {
  return (await session.ask({ service, operation: 'GetInterfaceVersion' })).ok;
}
