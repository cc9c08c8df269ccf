// Counts the characters that no font of the server can show, for the sentence the person reads.
import { STORED } from '@platen/shared/say/saying';

export interface Missing {
  readonly add: (character: string) => void;
  readonly notes: () => readonly string[];
}

export function makeMissing(): Missing {
  let count = 0;
  return {
    add: () => {
      count += 1;
    },
    notes: () => (count === 0 ? [] : [STORED.say('note.characters', { count })]),
  };
}
