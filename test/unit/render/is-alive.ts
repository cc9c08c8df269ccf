// Whether a process is there and no zombie (Linux: proc(5)).
import { readFileSync } from 'node:fs';

export function isAlive(pid: number): boolean {
  try {
    // The state follows the program's name, which stands in parentheses and may hold anything.
    return !/\) Z/.test(readFileSync(`/proc/${pid}/stat`, 'utf8'));
  } catch (error) {
    if (error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ESRCH'))
      return false;
    throw error;
  }
}
