// Types of web-reporter.mjs for its test: of what @web/test-runner gives, only what is read.
export interface WebTest {
  readonly name: string;
  readonly passed: boolean;
  readonly skipped?: boolean;
}
export interface WebSuite {
  readonly name: string;
  readonly tests: readonly WebTest[];
  readonly suites: readonly WebSuite[];
}
export interface WebSession {
  readonly testFile: string;
  readonly status: string;
  readonly passed: boolean;
  readonly testResults?: WebSuite;
}
/** Writes the counts to `path`; a run that is not over after `limitMs` is ended by `end`. */
export function webReporter(options: {
  readonly path: string;
  readonly limitMs: number;
  readonly end?: () => void;
}): {
  start(run: { readonly sessions: { all(): Iterable<WebSession> } }): void;
  stop(run: { readonly sessions: Iterable<WebSession> }): void;
};
