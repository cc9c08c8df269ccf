// The corpus report as text: a line for each file, and a summary.
import type { Examined } from './examine.ts';

/** Most used of a media type's words; the rest is the same for every Office format. */
const short = (format: string): string =>
  format
    .replace(/^application\/(vnd\.(openxmlformats-officedocument|oasis\.opendocument)\.)?/, '')
    .slice(0, 34);

export function reportLine({ name, format, result, reason, pages, ms, notes }: Examined): string {
  const said = result === 'converted' ? notes.join(' ') : reason;
  const columns = [
    name.slice(0, 44).padEnd(44),
    short(format).padEnd(34),
    result.padEnd(9),
    (pages === undefined ? '-' : String(pages)).padStart(5),
    `${Math.round(ms)}`.padStart(6),
    said.slice(0, 160),
  ];
  return columns.join('  ').trimEnd();
}

export const reportHead = (): string =>
  ['file'.padEnd(44), 'format'.padEnd(34), 'result'.padEnd(9), 'pages', '    ms', 'why'].join('  ');

export function summarize(all: readonly Examined[]): string {
  const count = (result: Examined['result']): number => all.filter((one) => one.result === result).length;
  const times = all.map(({ ms }) => ms).sort((a, b) => a - b);
  const at = (share: number): number =>
    Math.round(times[Math.min(times.length - 1, Math.floor(times.length * share))] ?? 0);
  const reasons = new Map<string, number>();
  for (const { result, reason } of all) {
    if (result !== 'refused') continue;
    const code = reason.split(':')[0] ?? '';
    reasons.set(code, (reasons.get(code) ?? 0) + 1);
  }
  const refusals = [...reasons].sort((a, b) => b[1] - a[1]).map(([code, times]) => `${code} ${times}`);
  return [
    `${all.length} files: ${count('converted')} converted, ${count('refused')} refused, ${count('locked')} locked, ${count('failed')} failed`,
    `refused for: ${refusals.join(', ') || 'nothing'}`,
    `${all.reduce((sum, { pages = 0 }) => sum + pages, 0)} pages; ms per file: half within ${at(0.5)}, nine of ten within ${at(0.9)}, longest ${at(1)}`,
  ].join('\n');
}
