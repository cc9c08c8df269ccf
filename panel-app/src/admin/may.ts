// What the role of whoever is signed in allows: screens leave out what the server would refuse. Nothing is decided here.
import type { Scope } from '@platen/shared/scopes';

let scopes: ReadonlySet<string> = new Set();

/** Called when somebody signs in. */
export function rememberScopes(given: readonly string[]): void {
  scopes = new Set(given);
}

export const may = (scope: Scope): boolean => scopes.has(scope);
