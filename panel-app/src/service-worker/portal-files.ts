// Which files the portal consists of. The build writes them here (vite/pwa/service-worker-environment.ts); unbuilt there are none.

/** Kept as soon as the worker is there, by their hash where their names have none. */
export const FIRST: readonly { readonly url: string; readonly revision: string | null }[] = [];
/** Kept when they are first used. */
export const LATER: readonly string[] = [];
