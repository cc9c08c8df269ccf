// Tells the other edge servers of the database what was changed here, so that screens that are open there hear of it, and takes what they tell. Ids
// only, and after the commit. Whatever may have been missed, here or there, ends in "look again": nobody is left with an old screen for longer.
import type { LiveChange } from '@platen/shared/live-change';
import * as v from 'valibot';
import { MOST_MESSAGE_BYTES, openServerChannel } from './db/postgres-channel.ts';
import type { Clock, Ids, Log } from './deps.ts';
import type { LiveHub } from './live-hub.ts';

/** Changes that come close together go together. */
const GATHER_MS = 20;
/** With more at a time the others are told to look at everything. */
const MOST_TOLD = 1_000;
/** An id of ours has 26 characters; what is longer is none. */
const Id = v.pipe(v.string(), v.maxLength(64));

/** Short names, since a message has few bytes. Of another version of Platen something else may come. */
const Told = v.variant('k', [
  v.object({ k: v.literal('j'), j: Id, u: Id }),
  v.object({ k: v.literal('p'), p: Id }),
  v.object({ k: v.literal('s'), u: Id }),
]);
const Message = v.union([v.literal('anew'), v.array(Told)]);

function toldOf(change: LiveChange): v.InferOutput<typeof Told> {
  switch (change.kind) {
    case 'job':
      return { k: 'j', j: change.jobId, u: change.userId };
    case 'printer':
      return { k: 'p', p: change.printerId };
    case 'session':
      return { k: 's', u: change.userId };
  }
}

function changeOf(told: v.InferOutput<typeof Told>): LiveChange {
  switch (told.k) {
    case 'j':
      return { kind: 'job', jobId: told.j, userId: told.u };
    case 'p':
      return { kind: 'printer', printerId: told.p };
    case 's':
      return { kind: 'session', userId: told.u };
  }
}

/** Undefined: not in words that this version knows. */
function readMessage(text: string): 'anew' | readonly LiveChange[] | undefined {
  try {
    const { success, output } = v.safeParse(Message, JSON.parse(text));
    return !success ? undefined : output === 'anew' ? output : output.map(changeOf);
  } catch {
    return undefined;
  }
}

/** As many messages as it takes, each as long as one may be. Everything in them is ASCII. */
function* messagesOf(items: readonly string[]): Generator<string> {
  let text = '';
  for (const item of items) {
    if (text !== '' && text.length + item.length + 3 > MOST_MESSAGE_BYTES) {
      yield `[${text}]`;
      text = '';
    }
    text += text === '' ? item : `,${item}`;
  }
  if (text !== '') yield `[${text}]`;
}

export interface LiveServers {
  /** After the commit that changed it here. */
  readonly tell: (changes: readonly LiveChange[]) => void;
  readonly close: () => Promise<void>;
}

/** @param url of the PostgreSQL database that the servers share. */
export function joinLiveServers(
  hub: Pick<LiveHub, 'changed' | 'lookAgain'>,
  {
    url,
    clock,
    log,
    ids,
  }: { readonly url: string; readonly clock: Clock; readonly log: Log; readonly ids: Ids },
): LiveServers {
  const waiting = new Set<string>();
  /** What was changed here is not known there, and no longer known here either. */
  let untold = false;
  let sending = false;
  let gathering: (() => void) | undefined;

  const channel = openServerChannel(
    { url, self: ids.id(), clock, log },
    {
      heard: (text) => {
        const message = readMessage(text);
        if (message === undefined || message === 'anew') hub.lookAgain();
        else hub.changed(message);
      },
      listening: () => {
        hub.lookAgain();
        void send();
      },
    },
  );

  async function send(): Promise<void> {
    gathering?.();
    gathering = undefined;
    if (sending) return;
    sending = true;
    while (waiting.size > 0 || untold) {
      const anew = untold || waiting.size > MOST_TOLD;
      const messages = anew ? ['"anew"'] : [...messagesOf([...waiting])];
      untold = false;
      waiting.clear();
      for (const message of messages) untold ||= !(await channel.tell(message));
      // Said when they are heard again.
      if (untold) break;
    }
    sending = false;
  }

  return {
    tell(changes) {
      // Whoever is to look at everything need not be told of this.
      if (!untold)
        for (const change of changes)
          if (waiting.size <= MOST_TOLD) waiting.add(JSON.stringify(toldOf(change)));
      if (waiting.size > 0 || untold) gathering ??= clock.after(GATHER_MS, () => void send());
    },
    async close() {
      gathering?.();
      await channel.close();
    },
  };
}
