// A private D-Bus "system" bus: ippeveprinter does not start without one, and the machine's own may not run.
import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { join } from 'node:path';
import { assertRunning, startDaemon } from '../support/daemon.ts';
import { waitUntil } from '../support/wait-until.ts';

export type SystemBus = {
  /** For the environment of programs that shall use this bus. */
  readonly env: { readonly DBUS_SYSTEM_BUS_ADDRESS: string };
  stop(): Promise<void>;
};

// method_return and error must be allowed by name, or a client cannot even log in.
const config = (
  socket: string,
): string => `<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig>
  <type>system</type>
  <listen>unix:path=${socket}</listen>
  <auth>EXTERNAL</auth>
  <policy context="default">
    <allow user="*"/>
    <allow own="*"/>
    <allow send_type="method_call"/>
    <allow send_destination="*"/>
    <allow receive_type="method_call"/>
    <allow receive_type="method_return"/>
    <allow receive_type="error"/>
    <allow receive_type="signal"/>
  </policy>
</busconfig>
`;

const accepts = async (socket: string): Promise<true> => {
  const connection = connect(socket);
  try {
    await once(connection, 'connect');
    return true;
  } finally {
    connection.destroy();
  }
};

/** Starts the bus in `directory`, which the caller removes. */
export const startSystemBus = async (directory: string): Promise<SystemBus> => {
  const socket = join(directory, 'bus.sock');
  const configFile = join(directory, 'dbus.conf');
  await writeFile(configFile, config(socket));
  const daemon = await startDaemon({
    command: 'dbus-daemon',
    args: [`--config-file=${configFile}`, '--nofork', '--nopidfile'],
    logFile: join(directory, 'dbus.log'),
  });
  try {
    await waitUntil(
      async () => {
        await assertRunning(daemon, 'dbus-daemon');
        return accepts(socket);
      },
      { what: 'the D-Bus socket' },
    );
  } catch (error) {
    await daemon.stop();
    throw error;
  }
  return {
    env: { DBUS_SYSTEM_BUS_ADDRESS: `unix:path=${socket}` },
    async stop() {
      await daemon.stop();
    },
  };
};
