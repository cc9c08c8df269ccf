// The other half of discovery.ts, as a process of its own: printers on many loopback addresses that answer IPP, IPPS, SNMP and raw
// connections. Prints its ports as one JSON line; ends with its stdin.
import { once } from 'node:events';
import { createServer as createHttp, type RequestListener } from 'node:http';
import { createServer as createHttps } from 'node:https';
import { createServer as createTcp, type Server } from 'node:net';
import { makeSelfSigned } from '@platen/edge-server/platform/certificate-make';
import { decodeMessage } from '@platen/edge-server/protocols/ipp/decode';
import { encodeMessage } from '@platen/edge-server/protocols/ipp/encode';
import { makePrinterModel } from '../../servers/printer-model.ts';
import { startSnmpAgent } from '../../servers/snmp-agent.ts';
import { freePort } from '../../support/free-port.ts';
import type { FleetPorts } from './discovery.ts';

const addresses = process.argv.slice(2);

const printerAt = (address: string, port: number): RequestListener => {
  const model = makePrinterModel(() => `ipp://${address}:${port}/ipp/print`);
  return (request, response) => {
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', () => {
      const decoded = decodeMessage(Buffer.concat(parts));
      const body = decoded.ok
        ? encodeMessage(model.answer(decoded.message, Buffer.alloc(0)))
        : Buffer.alloc(0);
      response.writeHead(decoded.ok ? 200 : 400, { 'content-type': 'application/ipp' }).end(body);
    });
  };
};
const listen = async (server: Server, port: number, address: string): Promise<void> => {
  server.listen(port, address);
  await once(server, 'listening');
};

const ipp = await freePort();
const ipps = await freePort();
const raw = await freePort();
const day = 24 * 3_600_000;
const certificate = await makeSelfSigned({
  names: ['printer.example'],
  organization: 'Stand-in',
  notBefore: Date.now() - day,
  notAfter: Date.now() + day,
  key: undefined,
});
for (const address of addresses) {
  const answer = printerAt(address, ipp);
  await listen(createHttp(answer), ipp, address);
  await listen(createHttps(certificate, answer), ipps, address);
  await listen(
    createTcp((socket) => socket.on('error', () => socket.destroy()).resume()),
    raw,
    address,
  );
}
const agent = await startSnmpAgent({
  addresses,
  records: [
    { oid: '1.3.6.1.2.1.1.1.0', value: { type: 'octets', value: Buffer.from('Stand-in 3000') } },
    { oid: '1.3.6.1.2.1.25.3.2.1.3.1', value: { type: 'octets', value: Buffer.from('Stand-in 3000') } },
  ],
});
const ports: FleetPorts = { ipp, ipps, raw, snmp: agent.port, closed: await freePort() };
process.stdout.write(`${JSON.stringify(ports)}\n`);
// The benchmark closes our stdin, also when it dies: nothing is left behind.
process.stdin.resume().on('end', () => process.exit(0));
