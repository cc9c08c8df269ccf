// What must hold of a profile beyond its shape.
import type { DeviceProfile } from '../device-profile.ts';
import { checkPattern } from '../pattern/check-pattern.ts';
import type { Finding } from './read-checked.ts';

const PATTERN_KINDS = ['makeAndModel', 'sysDescr', 'deviceId'] as const;
/** The one that may fit everything; a second would hide it. */
const GENERIC_ID = 'generic-ipp-everywhere';

export function checkProfile(fileName: string, profile: DeviceProfile): readonly Finding[] {
  return [
    ...checkId(fileName, profile),
    ...checkMatch(profile),
    ...checkProtocols(profile),
    ...checkPanel(profile),
    ...checkLanguages(profile),
  ];
}

function checkId(fileName: string, { id }: DeviceProfile): readonly Finding[] {
  const base = fileName.split(/[/\\]/).at(-1) ?? '';
  if (base === `${id}.json`) return [];
  const cure = `Call the file ${id}.json, or change the id.`;
  return [{ path: ['id'], sentence: 'The id is not the name of the file.', cure }];
}

function checkMatch(profile: DeviceProfile): readonly Finding[] {
  const { match } = profile;
  const findings = PATTERN_KINDS.flatMap((kind) =>
    match[kind].flatMap((pattern, index) => {
      const mistake = checkPattern(pattern);
      return mistake === undefined ? [] : [{ path: ['match', kind, index], ...mistake }];
    }),
  );
  const rules = match.sysObjectId.length + PATTERN_KINDS.reduce((sum, kind) => sum + match[kind].length, 0);
  if (rules > 0 || profile.id === GENERIC_ID) return findings;
  return [
    {
      path: ['match'],
      sentence: 'There is no rule, so that this family would fit every device.',
      cure: 'Add one, for example "makeAndModel": ["^Maker Model"]; `platen printer probe` shows what the device says.',
    },
  ];
}

function checkProtocols({ protocols }: DeviceProfile): readonly Finding[] {
  return protocols.flatMap((protocol, index) => {
    const findings: Finding[] = [];
    const isIpp = protocol.name === 'ipps' || protocol.name === 'ipp';
    if (protocol.path !== undefined && !isIpp) {
      findings.push({
        path: ['protocols', index, 'path'],
        atKey: true,
        sentence: `${protocol.name} has no path.`,
        cure: protocol.name === 'lpr' ? 'Delete it; an LPR queue is named by "queue".' : 'Delete it.',
      });
    }
    if (protocol.queue !== undefined && protocol.name !== 'lpr') {
      const cure = isIpp ? 'Delete it; an IPP queue is named by "path".' : 'Delete it.';
      findings.push({
        path: ['protocols', index, 'queue'],
        atKey: true,
        sentence: `${protocol.name} has no queue.`,
        cure,
      });
    }
    const key = ({ name, port, path = '', queue = '' }: typeof protocol): string =>
      [name, port, path, queue].join(' ');
    if (protocols.findIndex((other) => key(other) === key(protocol)) < index) {
      const sentence = 'This way stands in the list already.';
      findings.push({ path: ['protocols', index], sentence, cure: 'Delete one of the two.' });
    }
    return findings;
  });
}

function checkPanel({ panel }: DeviceProfile): readonly Finding[] {
  const findings: Finding[] = [];
  if (panel.generation !== undefined && panel.platform !== 'xerox-eip') {
    const sentence = 'Only the platform xerox-eip has generations.';
    findings.push({ path: ['panel', 'generation'], atKey: true, sentence, cure: 'Delete it.' });
  }
  if (panel.apeosVersion !== undefined && panel.platform !== 'apeos-external-access') {
    const sentence = 'Only the platform apeos-external-access has Apeos versions.';
    findings.push({ path: ['panel', 'apeosVersion'], atKey: true, sentence, cure: 'Delete it.' });
  }
  return findings;
}

function checkLanguages({ pdl, pjl }: DeviceProfile): readonly Finding[] {
  if (pdl?.language === undefined || pjl !== undefined) return [];
  return [
    {
      path: ['pdl', 'language'],
      atKey: true,
      sentence: 'Words of PJL are given, but not what PJL can do on this family.',
      cure: 'Add "pjl": { "options": ..., "backChannel": ..., "style": "generic" }.',
    },
  ];
}
