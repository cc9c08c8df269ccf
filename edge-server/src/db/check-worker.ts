// The thread that looks whether the database file is sound: on a large one that takes seconds, in which the main thread must go on
// answering. An entry of its own in the server's build; check-file.ts starts it.
import { parentPort, workerData } from 'node:worker_threads';
import SqliteFile from 'better-sqlite3';

const { path } = workerData as { path: string };
/** The first ones say enough. */
const MOST = 3;

let said: string;
try {
  const file = new SqliteFile(path, { readonly: true, fileMustExist: true });
  const rows = file.pragma(`quick_check(${MOST})`) as { quick_check: string }[];
  file.close();
  said = rows.map((row) => row.quick_check).join('; ');
} catch (cause) {
  said = cause instanceof Error ? cause.message : String(cause);
}
parentPort?.postMessage(said);
