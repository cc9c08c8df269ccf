// Each usual reason for having no sandbox, and its cure.
import assert from 'node:assert/strict';
import test from 'node:test';
import { explainFailure, type KernelSwitches } from '@platen/edge-server/sandbox/explain-failure';

const NONE: KernelSwitches = {
  apparmorRestricts: undefined,
  usernsClone: undefined,
  maxNamespaces: '96551\n',
};
const REFUSED = 'bwrap: setting up uid map: Permission denied\n';

const CASES: readonly (readonly [string, string, Partial<KernelSwitches>, RegExp, RegExp])[] = [
  ["Ubuntu's AppArmor", REFUSED, { apparmorRestricts: '1\n' }, /AppArmor/, /bwrap-userns-restrict/],
  [
    'a Debian with user namespaces off',
    REFUSED,
    { usernsClone: '0\n' },
    /refuse/,
    /unprivileged_userns_clone=1/,
  ],
  ['a RHEL without user namespaces', REFUSED, { maxNamespaces: '0\n' }, /allow no/, /max_user_namespaces/],
  [
    'a container that hides parts of /proc',
    "bwrap: Can't mount proc on /newroot/proc: Operation not permitted\n",
    {},
    /\/proc/,
    /systempaths|unmask/,
  ],
  [
    'a container or unit without namespaces',
    'bwrap: No permissions to create new namespace\n',
    {},
    /namespaces/,
    /RestrictNamespaces/,
  ],
  [
    'anything else',
    'bwrap: execvp true: No such file or directory\n',
    {},
    /could not/,
    /bwrap --unshare-all/,
  ],
];

for (const [name, said, switches, why, cure] of CASES) {
  test(`${name} is told with its cure, and with what bubblewrap said`, () => {
    const found = explainFailure(said, { ...NONE, ...switches });
    assert.match(found.why, why);
    assert.match(found.cure, cure);
    assert.ok(found.why.includes(said.trim()));
  });
}
