// Checks every import against the table in .dependency-cruiser.cjs, and that no TypeScript file escaped the check.
import { join, relative, sep } from 'node:path';
import { listSources } from '../build/fingerprint.mjs';
import { installed, repository } from '../setup/repository.mjs';
import { runCommand } from '../setup/run-command.mjs';

const FOLDERS = ['shared', 'device-profiles', 'edge-server', 'panel-app', 'test', 'scripts'];

const sourceFiles = () =>
  listSources(FOLDERS.map((folder) => join(repository, folder)))
    .map(({ path }) => relative(repository, path).split(sep).join('/'))
    .filter((path) => path.endsWith('.ts'));

/** Resolves with `{ ok, output }`; `output` names rule, file and import of each breach, with the rule's reason. */
export const checkImportTable = async () => {
  const { code, output } = await runCommand(
    process.execPath,
    [
      installed('dependency-cruiser', 'bin', 'dependency-cruise.mjs'),
      '--config',
      '.dependency-cruiser.cjs',
      '--output-type',
      'json',
      ...FOLDERS,
    ],
    { cwd: repository },
  );
  let report;
  try {
    report = JSON.parse(output);
  } catch (error) {
    return {
      ok: false,
      output: `dependency-cruiser ended with status ${code} and no report (${error.message}):\n${output}`,
    };
  }
  const cruised = new Set(report.modules.map((module) => module.source));
  // With a TypeScript it cannot use, dependency-cruiser sees no TypeScript at all and calls that a success.
  const escaped = sourceFiles().filter((path) => !cruised.has(path));
  const lines = escaped.map((path) => `${path} was not looked at.`);
  if (cruised.size === 0) lines.push('No module was looked at.');
  const reasons = new Map(report.summary.ruleSetUsed.forbidden.map((rule) => [rule.name, rule.comment]));
  for (const { rule, from, to } of report.summary.violations)
    lines.push(`${from} -> ${to}\n    ${rule.name}: ${reasons.get(rule.name) ?? ''}`);
  return { ok: lines.length === 0, output: lines.join('\n'), note: `${cruised.size} modules` };
};
