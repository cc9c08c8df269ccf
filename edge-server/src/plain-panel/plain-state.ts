// Where somebody is in the plain forms: what a script would remember in the browser, kept here for each session, in memory. After a restart
// the session goes on at the list, and no form of before is taken again.
import type { JobView } from '@platen/shared/api/common';
import type { PanelReleased } from '@platen/shared/api/panel';
import type { Preflight } from '@platen/shared/api/preflight';
import type { Ticket } from '@platen/shared/ticket';
import type { Clock, Ids } from '../deps.ts';

export type PlainScreen =
  | 'list'
  | 'options'
  | 'preview'
  | 'delete'
  | 'password'
  | 'check'
  | 'accounting'
  | 'progress'
  | 'done';

export interface PlainMessage {
  readonly tone: 'ok' | 'warn' | 'bad';
  readonly text: string;
}

/** What the forms of one session remember; each act changes it in place, one act at a time. */
export interface PlainState {
  screen: PlainScreen;
  /** The documents the screen is about. */
  about: readonly string[];
  /** Where options, delete and accounting lead back to. */
  from: 'list' | 'preview';
  /** The printed side on the preview, from 0. */
  side: number;
  /** Tickets changed here, whole, by job. */
  tickets: Readonly<Record<string, Ticket>>;
  check: { readonly accepted: readonly string[]; readonly found: Preflight } | undefined;
  /** Jobs of the last press on Print as they were then, and those that could not be had. */
  batch: readonly JobView[];
  refused: PanelReleased['refused'];
  doneAt: number;
  message: PlainMessage | undefined;
  /** Unix ms of the last act of a person. */
  lastAt: number;
}

interface Kept {
  readonly state: PlainState;
  /** Pages that may still be sent, and those that were. */
  readonly forms: Set<string>;
  readonly used: Set<string>;
  /** The act or page that is under way. */
  turn: Promise<unknown>;
}

/** Sessions and panels that somebody stands at; the oldest go first. A site has hundreds of panels, not thousands at once. */
const MOST_KEPT = 2_000;
/** Ours have 22 signs; what is longer was never one. */
const LONGEST_FORM = 64;
/** Pages of one session that may still be sent: the last ones, however often they were loaded anew. */
const MOST_FORMS = 20;

export interface PlainStates {
  readonly of: (owner: string) => PlainState;
  /** Waits for what is under way in this session: a second tap comes after the first has ended. */
  readonly inTurn: <T>(owner: string, act: () => Promise<T>) => Promise<T>;
  /** A new form's own number. */
  readonly issue: (owner: string) => string;
  /** `new` once for each number; `unknown`, once: of a page from before a restart, or of somebody else's. */
  readonly take: (owner: string, form: string) => 'new' | 'used' | 'unknown';
  readonly forget: (owner: string) => void;
}

export function makePlainStates({ clock, ids }: { readonly clock: Clock; readonly ids: Ids }): PlainStates {
  const kept = new Map<string, Kept>();

  function keptOf(owner: string): Kept {
    const found = kept.get(owner) ?? {
      state: beginning(clock.now()),
      forms: new Set<string>(),
      used: new Set<string>(),
      turn: Promise.resolve(),
    };
    kept.delete(owner);
    kept.set(owner, found);
    for (const oldest of kept.keys()) {
      if (kept.size <= MOST_KEPT) break;
      kept.delete(oldest);
    }
    return found;
  }

  return {
    of: (owner) => keptOf(owner).state,
    inTurn: async (owner, act) => {
      const mine = keptOf(owner);
      // What went wrong before was told to whoever asked for it.
      const run = mine.turn.then(act, act);
      mine.turn = run.catch(() => undefined);
      return run;
    },
    issue: (owner) => {
      const { forms } = keptOf(owner);
      const form = ids.token(16);
      addBounded(forms, form);
      return form;
    },
    take: (owner, form) => {
      const { forms, used } = keptOf(owner);
      if (used.has(form)) return 'used';
      const ours = forms.delete(form);
      if (form.length <= LONGEST_FORM) addBounded(used, form);
      return ours ? 'new' : 'unknown';
    },
    forget: (owner) => {
      kept.delete(owner);
    },
  };
}

function addBounded(forms: Set<string>, form: string): void {
  forms.add(form);
  for (const oldest of forms) {
    if (forms.size <= MOST_FORMS) break;
    forms.delete(oldest);
  }
}

const beginning = (now: number): PlainState => ({
  screen: 'list',
  about: [],
  from: 'list',
  side: 0,
  tickets: {},
  check: undefined,
  batch: [],
  refused: [],
  doneAt: 0,
  message: undefined,
  lastAt: now,
});
