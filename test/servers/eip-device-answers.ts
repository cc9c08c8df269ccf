// What the services of the stand-in Xerox device do and answer, once the request was read and its sender judged.
import { allNamed, childOf, textOf, type XmlElement } from '@platen/edge-server/protocols/soap/xml-element';
import { escapeXml } from '@platen/edge-server/protocols/soap/xml-text';
import type { EipService } from './eip-device-paths.ts';
import { checksumOf, type EipOptions, type EipState } from './eip-device-state.ts';

/** In this order, and no other. */
const FIELDS = [
  'Name',
  'Description',
  'VendorName',
  'SmallIconUrl',
  'ToolsIconUrl',
  'Url',
  'DescriptionUrl',
  'IsDisabled',
  'IsNative',
];
const PATHWAYS = ['ServicesHome', 'JobStatus', 'MachineStatus'];

export interface EipAsked {
  readonly service: EipService;
  readonly operation: string;
  readonly body: XmlElement;
  readonly attachment: Buffer | undefined;
  readonly administrator: boolean;
  readonly options: EipOptions;
  readonly state: EipState;
}

type EipAnswered = { readonly xml: string } | { readonly fault: string; readonly reason: string };
const fail = (fault: string, reason: string): EipAnswered => ({ fault, reason });
const NOT_SIGNED_IN = fail('FailedAuthenticationException', 'Sign in first');

export function answerEip(asked: EipAsked): EipAnswered {
  if (asked.operation === 'GetInterfaceVersion') {
    const version =
      '<r:MajorVersion>1</r:MajorVersion><r:MinorVersion>4</r:MinorVersion><r:Revision>2</r:Revision>';
    return reply(asked, `<r:InterfaceVersion>${version}</r:InterfaceVersion>`);
  }
  return asked.service === 'registration' ? registration(asked) : configuration(asked);
}

function registration(asked: EipAsked): EipAnswered {
  const { operation, body, state, options, administrator } = asked;
  const name = textOf(body, 'name') ?? '';
  const kept = state.apps.get(name);
  switch (operation) {
    case 'ListRegistrations': {
      if (options.closedLists === true && !administrator) return NOT_SIGNED_IN;
      const elements = [...state.apps].map(
        ([app, { checksum }]) =>
          `<r:element><r:name>${escapeXml(app)}</r:name><r:checksum>${checksum}</r:checksum></r:element>`,
      );
      return reply(asked, elements.join(''));
    }
    case 'GetRegistration': {
      if (options.closedLists === true && !administrator) return NOT_SIGNED_IN;
      if (kept === undefined) return fail('NoSuchRegistration', 'No such app');
      // More than 4,096 characters in several nodes, as devices send capabilities.
      const long = `<r:Capabilities>${'&lt;a/&gt; '.repeat(900)}<![CDATA[${'<b/>'.repeat(900)}]]></r:Capabilities>`;
      const fields = Object.entries(kept.fields).map(
        ([field, text]) => `<r:${field}>${escapeXml(text)}</r:${field}>`,
      );
      const more = `<r:RegistrationType>Remote</r:RegistrationType><r:checksum>${kept.checksum}</r:checksum>`;
      return reply(asked, `${long}<r:entry>${fields.join('')}</r:entry>${more}`);
    }
    case 'PutRegistration':
    case 'UpdateRegistration': {
      if (!administrator) return NOT_SIGNED_IN;
      if (options.installsOff === true) return fail('WebletModificationDisabledException', 'Not allowed');
      const entry = readEntry(body);
      if (entry === undefined) return fail('InvalidEntry', 'The entry is not understood');
      const before = state.apps.get(entry['Name'] ?? '');
      if (operation === 'PutRegistration') {
        if (before !== undefined) return fail('AlreadyRegistered', 'There is one');
        if (state.apps.size >= (options.capacity ?? 10))
          return fail('RegistryFullException', 'Registry full');
      } else if (before === undefined || before.checksum !== textOf(body, 'checksum')) {
        return fail('InvalidChecksum', 'The checksum differs');
      }
      keep(state, entry);
      return reply(asked, '');
    }
    case 'DeleteRegistration':
      if (!administrator) return NOT_SIGNED_IN;
      if (kept === undefined || kept.checksum !== textOf(body, 'checksum')) {
        return fail('InvalidChecksum', 'The checksum differs');
      }
      state.apps.delete(name);
      return reply(asked, '');
    default:
      return fail('', `Unknown operation ${operation}`);
  }
}

function keep(state: EipState, entry: Record<string, string>): void {
  state.changes += 1;
  state.apps.set(entry['Name'] ?? '', { fields: entry, checksum: checksumOf(entry, state.changes) });
}

/** Undefined unless everything stands where it must. */
function readEntry(body: XmlElement): Record<string, string> | undefined {
  const [entry, ...behind] = body.children;
  if (entry?.name !== 'entry') return undefined;
  const names = entry.children.map(({ name }) => name);
  if (FIELDS.some((field, at) => names[at] !== field) || names[9] !== 'Provides' || names[10] !== 'Uses') {
    return undefined;
  }
  if (behind[behind.length - 1]?.name !== 'BrowserType') return undefined;
  const [provides] = allNamed(entry, 'Provides');
  if (provides === undefined || textOf(provides, 'Type') !== 'xeSERVICE') return undefined;
  if (textOf(provides, 'MustProvide') !== 'true') return undefined;
  const fields = Object.fromEntries(FIELDS.map((field) => [field, textOf(entry, field) ?? '']));
  return { ...fields, BrowserType: textOf(body, 'BrowserType') ?? '' };
}

function configuration(asked: EipAsked): EipAnswered {
  const { operation, body, state, attachment, administrator } = asked;
  if (!administrator) return NOT_SIGNED_IN;
  const pathway = childOf(body, 'Pathway');
  const pathwayName = pathway === undefined ? '' : (textOf(pathway, 'Name') ?? '');
  switch (operation) {
    case 'AddCertificate':
      // A certificate is an ASN.1 sequence in DER.
      if (attachment?.[0] !== 0x30) return fail('InvalidCertificate', 'No certificate');
      state.pool.push(attachment);
      return reply(asked, '');
    case 'EnumeratePathwayList':
      return reply(asked, PATHWAYS.map((name) => `<r:Pathway><r:Name>${name}</r:Name></r:Pathway>`).join(''));
    case 'EnumerateApplicationList': {
      const apps = pathwayName === 'ServicesHome' ? [...state.apps.values()] : [];
      return reply(
        asked,
        apps
          .map(
            ({ fields }) =>
              `<r:Application><r:Name>${escapeXml(fields['Name'] ?? '')}</r:Name><r:Vendor>${escapeXml(fields['VendorName'] ?? '')}</r:Vendor><r:IsNative>false</r:IsNative></r:Application>`,
          )
          .join(''),
      );
    }
    case 'SetPathwayDefaultApplication': {
      const application = childOf(body, 'Application');
      const name = application === undefined ? '' : (textOf(application, 'Name') ?? '');
      if (!PATHWAYS.includes(pathwayName) || !state.apps.has(name))
        return fail('InvalidApplication', 'No such app');
      state.pathwayApp.set(pathwayName, name);
      return reply(asked, '');
    }
    case 'SetDefaultPathway':
      if (!PATHWAYS.includes(pathwayName)) return fail('InvalidPathway', 'No such pathway');
      state.defaultPathway = pathwayName;
      return reply(asked, '');
    default:
      return fail('', `Unknown operation ${operation}`);
  }
}

function reply({ operation, body, service }: EipAsked, content: string): EipAnswered {
  const space =
    service === 'registration'
      ? 'http://schemas.xmlsoap.org/soap/envelope/'
      : 'http://www.w3.org/2003/05/soap-envelope';
  return {
    xml: `<?xml version="1.0" encoding="UTF-8"?>\n<!-- from the device -->\n<S:Envelope xmlns:S="${space}"><S:Body><r:${operation}Response xmlns:r="${body.space}">${content}</r:${operation}Response></S:Body></S:Envelope>`,
  };
}
