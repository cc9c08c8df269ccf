// A queue of one: each task starts when the one before it has ended. Old panel browsers lose answers of parallel requests.

/** Runs tasks in the order they came in; a task that fails does not hold up the next one. */
export function oneAtATime(): <T>(task: () => Promise<T>) => Promise<T> {
  let last: Promise<unknown> = Promise.resolve();
  return (task) => {
    const run = last.then(task, task);
    last = run;
    return run;
  };
}
