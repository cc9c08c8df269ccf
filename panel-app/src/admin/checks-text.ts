// What the doctor found as plain text for a support mail. Its sentences hold no secrets (docs: the doctor); passwords in addresses are cut
// out once more, since a mail goes far.
import type { DoctorNews } from '@platen/shared/api/admin-health';
import { DOCTOR_AREAS } from '@platen/shared/doctor-areas';
import { sortableWords } from '../locales/when.ts';
import { say } from './speech.ts';

type Finding = DoctorNews['findings'][number];

/** "ipps://admin:secret@host" and "?token=..." are what could slip into a sentence of somebody else's. */
const withoutSecrets = (text: string): string =>
  text
    .replace(/(\b[a-z][a-z0-9+.-]{0,30}:\/\/)[^\s/?#@]*@/gi, '$1')
    .replace(/([?&;][\w.-]*(?:token|code|key|secret|password|sig)=)[^&#\s]+/gi, '$1...');

/** @param at Unix ms. */
export function checksText(findings: readonly Finding[], at: number): string {
  const lines = [say('report-title', { site: location.host, when: sortableWords(at) }), ''];
  for (const area of DOCTOR_AREAS) {
    const mine = findings.filter((one) => one.area === area);
    if (mine.length === 0) continue;
    lines.push(say(`area-${area}`));
    for (const { ok, sentence, cure } of mine) {
      lines.push(`  ${ok ? '[ok]' : '[!!]'} ${sentence}`);
      if (!ok && cure !== undefined) lines.push(`       ${cure}`);
    }
    lines.push('');
  }
  return withoutSecrets(lines.join('\n'));
}
