// The headers of several messages where the server gives only whole ones, one after the other.
import { MailError } from './mailbox.ts';
import { takeHeader } from './message-header.ts';

/**
 * Those that are gone are left out. One that the server cannot give must not stand in the way of those behind it: its failure is
 * thrown after the last.
 */
export async function* headersOf(
  uids: readonly string[],
  open: (uid: string) => AsyncIterable<Uint8Array>,
): AsyncGenerator<{ uid: string; header: Uint8Array }, void, undefined> {
  let failure: MailError | undefined;
  for (const uid of uids) {
    let header: Uint8Array;
    try {
      header = await takeHeader(open(uid));
    } catch (error) {
      if (!(error instanceof MailError)) throw error;
      if (error.trouble === 'gone') continue;
      if (error.trouble !== 'protocol') throw error;
      failure = error;
      continue;
    }
    yield { uid, header };
  }
  if (failure !== undefined) throw failure;
}
