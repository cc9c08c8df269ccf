// A schema's message that holds two lines: what is wrong, in a sentence, and the cure.

/** For the message of a valibot action; `readSaying` takes it apart. */
export function saying(sentence: string, cure: string): string {
  return `${sentence}\n${cure}`;
}

/** undefined for a message that was not made by `saying`. */
export function readSaying(message: string): { sentence: string; cure: string } | undefined {
  const [sentence, cure] = message.split('\n');
  return sentence === undefined || cure === undefined ? undefined : { sentence, cure };
}
