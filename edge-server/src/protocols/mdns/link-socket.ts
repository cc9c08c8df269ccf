// A socket on port 5353 of one link (RFC 6762 sections 3, 11 and 15.1): shared with other responders of this machine, heard by them, and deaf to
// what was not sent on this link.
import { createSocket, type RemoteInfo } from 'node:dgram';
import { once } from 'node:events';
import { BlockList } from 'node:net';
import type { Link } from './browse.ts';
import { MDNS_GROUP, MDNS_PORT, mdnsLimits } from './limits.ts';

export interface Sender {
  readonly address: string;
  readonly port: number;
}

export interface LinkSocket {
  /** To everybody on the link, or to one. Resolves when the system has taken it, also where it could not: `onTrouble` is told. */
  send(bytes: Buffer, to?: Sender): Promise<void>;
  close(): void;
}

export interface LinkHandlers {
  readonly onMessage: (bytes: Buffer, from: Sender) => void;
  readonly onTrouble: (cause: unknown) => void;
}

export type OpenLink = (link: Link, handlers: LinkHandlers) => Promise<LinkSocket>;

/** Rejects with the system's error where the port or the group cannot be had. */
export const openLinkSocket: OpenLink = async (link, { onMessage, onTrouble }) => {
  const network = new BlockList();
  network.addSubnet(link.address, link.prefix, 'ipv4');
  const socket = createSocket({ type: 'udp4', reuseAddr: true });
  let closed = false;
  try {
    // The group's messages come to those only who listen on every address; from which link they are, the sender's address tells.
    socket.bind({ address: '0.0.0.0', port: MDNS_PORT });
    await once(socket, 'listening');
    socket.addMembership(MDNS_GROUP, link.address);
    socket.setMulticastInterface(link.address);
    socket.setMulticastTTL(255);
    // Other programs of this machine look for printers, too.
    socket.setMulticastLoopback(true);
  } catch (cause) {
    socket.close();
    throw cause;
  }
  socket.on('error', onTrouble);
  socket.on('message', (bytes: Buffer, from: RemoteInfo) => {
    if (closed || bytes.length > mdnsLimits.messageBytes || !network.check(from.address, 'ipv4')) return;
    onMessage(bytes, { address: from.address, port: from.port });
  });
  return {
    send: (bytes, to = { address: MDNS_GROUP, port: MDNS_PORT }) =>
      new Promise((resolve) => {
        if (closed) return resolve();
        socket.send(bytes, to.port, to.address, (cause) => {
          if (cause !== null) onTrouble(cause);
          resolve();
        });
      }),
    close: () => {
      if (closed) return;
      closed = true;
      socket.close();
    },
  };
};
