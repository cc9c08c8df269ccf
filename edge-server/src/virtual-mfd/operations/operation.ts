// What an operation of the virtual MFD gets and gives. The HTTP around it is in listener.ts.
import type { StatusName } from '../../protocols/ipp/codes.ts';
import type { IppAttributes, IppGroup } from '../../protocols/ipp/message.ts';
import type { VirtualPrinter } from '../virtual-printer.ts';

export type OperationRequest = {
  readonly operation: IppAttributes;
  /** The Job Template attributes asked for. */
  readonly ticket: IppAttributes;
  /** The document; empty where there is none. It rejects when the client breaks off. */
  readonly document: AsyncIterable<Uint8Array>;
};

export type OperationAnswer = {
  readonly status: StatusName;
  /** For a person. */
  readonly statusMessage?: string;
  readonly groups?: readonly IppGroup[];
};

export type Operation = (
  printer: VirtualPrinter,
  request: OperationRequest,
) => OperationAnswer | Promise<OperationAnswer>;

export const refuse = (status: StatusName, statusMessage: string): OperationAnswer => ({
  status,
  statusMessage,
});
