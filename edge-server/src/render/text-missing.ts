// Counts the characters that no font of the server can show, for the sentence the person reads.

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
    notes: () =>
      count === 0
        ? []
        : [
            count === 1
              ? "1 character has no picture in the server's fonts."
              : `${count} characters have no picture in the server's fonts.`,
          ],
  };
}
