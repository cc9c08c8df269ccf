// The operations of RFC 8011 section 4.4 and RFC 3998 that run a printer are for operators: here, programs with an API token that may change printers.
import {
  type IppAnswer,
  type IppDeps,
  type IppOperator,
  type IppOutcome,
  type IppRequest,
  refuse,
} from '../ipp-queue.ts';

type OperatorsAct = (
  deps: IppDeps,
  request: IppRequest,
  operator: IppOperator,
) => Promise<IppOutcome> | IppOutcome;

/** Anybody else is asked who they are, and somebody who is known and no operator is told so. */
export const operatorOnly =
  (act: OperatorsAct) =>
  (deps: IppDeps, request: IppRequest): Promise<IppOutcome> | IppOutcome => {
    if (request.operator !== undefined) return act(deps, request, request.operator);
    if (request.userId === undefined) return 'sign-in';
    return refuse('client-error-not-authorized', 'This needs an API token that may change printers.');
  };

/** A direct queue is its printer: that is run at the console, or at the printer. */
export const notOfDirect = (request: IppRequest): IppAnswer | undefined =>
  request.queue.direct === undefined
    ? undefined
    : refuse('client-error-not-possible', 'This printer is changed in the console, or at the printer.');
