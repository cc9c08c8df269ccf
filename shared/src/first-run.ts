// The steps of the first-run assistant, in their order: from an empty server to a page in somebody's hand.

export const FIRST_RUN_STEPS = ['site', 'certificate', 'mail', 'printer', 'page', 'user', 'walk'] as const;
export type FirstRunStep = (typeof FIRST_RUN_STEPS)[number];

/** What became of a step. A skipped one can be taken up again at any time. */
export const FIRST_RUN_STATES = ['open', 'done', 'skipped'] as const;
export type FirstRunState = (typeof FIRST_RUN_STATES)[number];
