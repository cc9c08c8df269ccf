// What the load generator is told and what it tells, as JSON between two processes.

export type LoadPlan = {
  readonly host: string;
  readonly port: number;
  /** Keep-alive connections, each with one request in flight. */
  readonly connections: number;
  /** Requests in all. */
  readonly requests: number;
  /** File with the request, head and body, as octets; UNIQUE_MARK in it becomes a number of its own in each request. */
  readonly requestFile: string;
  /** A request counts as done with one of these HTTP statuses ... */
  readonly statuses: readonly number[];
  /** ... and, for IPP, a status code of the successful kind in the answer's body. */
  readonly ipp: boolean;
};

export type LoadResult = {
  readonly completed: number;
  readonly failed: number;
  /** The beginning of the first answer that was not as hoped, for finding out why. */
  readonly firstFailure?: string;
  /** From the first byte sent to the last answer. */
  readonly seconds: number;
  readonly latenciesMs: readonly number[];
};
