// Every command of `platen`, in the order of the help.
import type { Command } from './command.ts';
import { adminInvite } from './commands/admin-invite.ts';
import { adminList } from './commands/admin-list.ts';
import { adminOff } from './commands/admin-off.ts';
import { adminReset } from './commands/admin-reset.ts';
import { auditVerify } from './commands/audit-verify.ts';
import { backup } from './commands/backup.ts';
import { backupVerify } from './commands/backup-verify.ts';
import { certificateInstall } from './commands/certificate-install.ts';
import { certificateRequest } from './commands/certificate-request.ts';
import { certificateShow } from './commands/certificate-show.ts';
import { convertServer } from './commands/convert-server.ts';
import { converterAdd } from './commands/converter-add.ts';
import { converterList } from './commands/converter-list.ts';
import { converterRemove } from './commands/converter-remove.ts';
import { directoryAdd } from './commands/directory-add.ts';
import { directoryImport } from './commands/directory-import.ts';
import { directoryList } from './commands/directory-list.ts';
import { directoryRemove } from './commands/directory-remove.ts';
import { directoryTest } from './commands/directory-test.ts';
import { doctor } from './commands/doctor.ts';
import { guestAdd } from './commands/guest-add.ts';
import { job } from './commands/job.ts';
import { jobs } from './commands/jobs.ts';
import { licenceInstall } from './commands/licence-install.ts';
import { licenceShow } from './commands/licence-show.ts';
import { mailAdd } from './commands/mail-add.ts';
import { mailList } from './commands/mail-list.ts';
import { mailRemove } from './commands/mail-remove.ts';
import { mailSendTest } from './commands/mail-send-test.ts';
import { mailTest } from './commands/mail-test.ts';
import { printerAdd } from './commands/printer-add.ts';
import { printerDirect } from './commands/printer-direct.ts';
import { printerDiscover } from './commands/printer-discover.ts';
import { printerImport } from './commands/printer-import.ts';
import { printerInstallPanel } from './commands/printer-install-panel.ts';
import { printerList } from './commands/printer-list.ts';
import { printerProbe } from './commands/printer-probe.ts';
import { printerRemove } from './commands/printer-remove.ts';
import { printerRemovePanel } from './commands/printer-remove-panel.ts';
import { release } from './commands/release.ts';
import { restore } from './commands/restore.ts';
import { sambaConfig } from './commands/samba-config.ts';
import { serve } from './commands/serve.ts';
import { submit } from './commands/submit.ts';
import { upgrade } from './commands/upgrade.ts';
import { userAdd } from './commands/user-add.ts';
import { userCode } from './commands/user-code.ts';
import { userList } from './commands/user-list.ts';
import { userOff } from './commands/user-off.ts';
import { userOn } from './commands/user-on.ts';
import { userRemove } from './commands/user-remove.ts';

export const COMMANDS: readonly Command[] = [
  serve,
  submit,
  sambaConfig,
  jobs,
  job,
  release,
  userAdd,
  userList,
  userCode,
  userOff,
  userOn,
  userRemove,
  guestAdd,
  directoryAdd,
  directoryList,
  directoryTest,
  directoryImport,
  directoryRemove,
  printerAdd,
  printerImport,
  printerList,
  printerRemove,
  printerProbe,
  printerDirect,
  printerInstallPanel,
  printerRemovePanel,
  printerDiscover,
  mailAdd,
  mailList,
  mailTest,
  mailSendTest,
  mailRemove,
  certificateShow,
  certificateInstall,
  certificateRequest,
  converterAdd,
  converterList,
  converterRemove,
  convertServer,
  adminList,
  adminInvite,
  adminReset,
  adminOff,
  auditVerify,
  licenceShow,
  licenceInstall,
  backup,
  backupVerify,
  restore,
  upgrade,
  doctor,
];
