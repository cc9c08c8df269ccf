// A TCP port for programs that cannot be told "any port, and say which".
import { once } from 'node:events';
import { createServer } from 'node:net';

/** A loopback port that was free a moment ago. Start the daemon at once; another process may take the port meanwhile. */
export const freePort = async (host = '127.0.0.1'): Promise<number> => {
  const server = createServer();
  server.listen(0, host);
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (address === null || typeof address === 'string') throw new Error(`no port to be had on ${host}`);
  return address.port;
};
