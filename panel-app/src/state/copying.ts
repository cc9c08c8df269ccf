// Copies a text and says for a moment what became of it.
import type { ReactiveControllerHost } from 'lit';
import { copyText } from './copy-text.ts';

/** How long it says what became of it. */
const SAID_MS = 2500;

export interface Copying {
  /** Whether the last try worked; undefined again after a moment. */
  readonly done: boolean | undefined;
  copy(text: string): Promise<void>;
}

export function copying(host: ReactiveControllerHost): Copying {
  let done: boolean | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const told = (next: boolean | undefined): void => {
    done = next;
    host.requestUpdate();
  };
  host.addController({ hostDisconnected: () => clearTimeout(timer) });
  return {
    get done() {
      return done;
    },
    async copy(text) {
      told(await copyText(text));
      clearTimeout(timer);
      timer = setTimeout(() => told(undefined), SAID_MS);
    },
  };
}
