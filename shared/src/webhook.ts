// What is remembered of a webhook: how the last message to it ended.
export interface WebhookState {
  readonly lastAt?: number;
  readonly lastStatus?: number;
  /** Why the last message did not arrive. */
  readonly lastProblem?: string;
  /** Messages in a row that did not arrive; 0 after one that did. */
  readonly failures: number;
}
