// Every command of `platen`, in the order of the help.
import type { Command } from './command.ts';
import { convertServer } from './commands/convert-server.ts';
import { converterAdd } from './commands/converter-add.ts';
import { converterList } from './commands/converter-list.ts';
import { converterRemove } from './commands/converter-remove.ts';
import { doctor } from './commands/doctor.ts';
import { job } from './commands/job.ts';
import { jobs } from './commands/jobs.ts';
import { mailAdd } from './commands/mail-add.ts';
import { mailList } from './commands/mail-list.ts';
import { mailRemove } from './commands/mail-remove.ts';
import { mailSendTest } from './commands/mail-send-test.ts';
import { mailTest } from './commands/mail-test.ts';
import { printerAdd } from './commands/printer-add.ts';
import { printerDiscover } from './commands/printer-discover.ts';
import { printerImport } from './commands/printer-import.ts';
import { printerInstallPanel } from './commands/printer-install-panel.ts';
import { printerList } from './commands/printer-list.ts';
import { printerProbe } from './commands/printer-probe.ts';
import { printerRemove } from './commands/printer-remove.ts';
import { printerRemovePanel } from './commands/printer-remove-panel.ts';
import { release } from './commands/release.ts';
import { serve } from './commands/serve.ts';
import { submit } from './commands/submit.ts';
import { userAdd } from './commands/user-add.ts';
import { userCode } from './commands/user-code.ts';
import { userList } from './commands/user-list.ts';
import { userRemove } from './commands/user-remove.ts';

export const COMMANDS: readonly Command[] = [
  serve,
  submit,
  jobs,
  job,
  release,
  userAdd,
  userList,
  userCode,
  userRemove,
  printerAdd,
  printerImport,
  printerList,
  printerRemove,
  printerProbe,
  printerInstallPanel,
  printerRemovePanel,
  printerDiscover,
  mailAdd,
  mailList,
  mailTest,
  mailSendTest,
  mailRemove,
  converterAdd,
  converterList,
  converterRemove,
  convertServer,
  doctor,
];
