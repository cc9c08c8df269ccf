// Looks whether a request carries a document at all, without losing its first octets.

export async function peekDocument(
  document: AsyncIterable<Uint8Array>,
): Promise<{ readonly isEmpty: boolean; readonly octets: AsyncIterable<Uint8Array> }> {
  const chunks = document[Symbol.asyncIterator]();
  let first = await chunks.next();
  while (first.done !== true && first.value.length === 0) first = await chunks.next();

  async function* octets(): AsyncGenerator<Uint8Array> {
    for (let next = first; next.done !== true; next = await chunks.next()) yield next.value;
  }
  return { isEmpty: first.done === true, octets: octets() };
}
