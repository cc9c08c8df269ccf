// Skips a test whose program this machine lacks, unless skipping is forbidden.
import { findCommand } from '../../scripts/setup/find-command.mjs';

/**
 * For node:test's `skip` option: false when every named program is here, else the reason. With PLATEN_TEST_NO_SKIP=1 it
 * is always false, so that the test runs into the missing program and fails.
 */
export const skipUnless = (...commands: readonly string[]): false | string => {
  if (process.env['PLATEN_TEST_NO_SKIP'] === '1') return false;
  const missing = commands.filter((command) => findCommand(command) === undefined);
  return missing.length === 0 ? false : `${missing.join(', ')} not found on this machine`;
};
