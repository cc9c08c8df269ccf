// The command that ippeveprinter runs for each job: keeps what arrived, and misbehaves when a test asks it to.
import { chmod, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** What the next jobs meet; in force until changed. */
export type PrinterFault =
  | { readonly kind: 'none' }
  /** The job ends as aborted (job-state-reasons aborted-by-system). */
  | { readonly kind: 'abort' }
  /** The job stays processing for that long. */
  | { readonly kind: 'slow'; readonly seconds: number }
  /** printer-state-reasons shows `reason` (media-empty-error, say) for that long while the job is processing. */
  | { readonly kind: 'report'; readonly reason: string; readonly seconds: number };

/** One document as the printer took it. */
export type ReceivedDocument = {
  readonly jobId: number;
  readonly jobName: string;
  /** What the client said the format is. */
  readonly format: string;
  /** Path of a copy of the document. */
  readonly path: string;
  /** All IPP_* variables: IPP_COPIES, IPP_SIDES, IPP_PRINT_COLOR_MODE ... as ippeveprinter passes job attributes. */
  readonly attributes: ReadonlyMap<string, string>;
};

// The record appears under its final name only when it is complete. Job ids start again with the printer, hence the clock.
const script = (directory: string): string => `#!/bin/sh
record="${directory}/jobs/$(date +%s%N)-$IPP_JOB_ID"
cp "$1" "$record.document" && env -0 > "$record.tmp" && mv "$record.tmp" "$record.job"
read -r kind seconds reason < "${directory}/fault"
case "$kind" in
  abort) echo "ERROR: told to fail" >&2; exit 1 ;;
  slow) sleep "$seconds" ;;
  report) echo "STATE: +$reason" >&2; sleep "$seconds"; echo "STATE: -$reason" >&2 ;;
esac
exit 0
`;

/** Writes the command into `directory` and resolves with its path. `directory/jobs` must exist. */
export const writeCommand = async (directory: string): Promise<string> => {
  const path = join(directory, 'command.sh');
  await writeFile(path, script(directory));
  await chmod(path, 0o755);
  await writeFault(directory, { kind: 'none' });
  return path;
};

export const writeFault = async (directory: string, fault: PrinterFault): Promise<void> => {
  const seconds = 'seconds' in fault ? fault.seconds : 0;
  const reason = 'reason' in fault ? fault.reason : '';
  await writeFile(join(directory, 'fault'), `${fault.kind} ${seconds} ${reason}\n`);
};

/** Everything received so far, the oldest first. */
export const readReceived = async (directory: string): Promise<readonly ReceivedDocument[]> => {
  const jobs = join(directory, 'jobs');
  const records = (await readdir(jobs)).filter((name) => name.endsWith('.job')).sort();
  return Promise.all(
    records.map(async (record) => {
      const text = await readFile(join(jobs, record), 'utf8');
      const variables = new Map(
        text
          .split('\0')
          .filter((line) => line.includes('='))
          .map((line) => [line.slice(0, line.indexOf('=')), line.slice(line.indexOf('=') + 1)]),
      );
      return {
        jobId: Number(variables.get('IPP_JOB_ID')),
        jobName: variables.get('IPP_JOB_NAME') ?? '',
        format: variables.get('CONTENT_TYPE') ?? '',
        path: join(jobs, record.replace(/\.job$/, '.document')),
        attributes: new Map([...variables].filter(([key]) => key.startsWith('IPP_'))),
      };
    }),
  );
};
