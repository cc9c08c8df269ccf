// The thread that moves what is in the write-ahead log into the database file, so that the main thread never does it under
// load. An entry of its own in the server's build; checkpoint-thread.ts starts it.
import { parentPort, workerData } from 'node:worker_threads';
import SqliteFile from 'better-sqlite3';

const { path } = workerData as { path: string };
const file = new SqliteFile(path, { fileMustExist: true });
file.pragma('wal_autocheckpoint = 0');

parentPort?.on('message', () => {
  // PASSIVE waits for nobody and keeps nobody waiting; what it could not move yet, the next one does.
  file.pragma('wal_checkpoint(PASSIVE)');
  parentPort?.postMessage('done');
});
