// Which engine a component test runs in. Not a test itself.

/**
 * Whether axe judges here. It reads the document and its colours, which are the same in every engine, and takes more time than all else;
 * so it runs in one. What fits, what is cut off and what happens on a press is looked at in each.
 */
export const JUDGED: boolean = navigator.userAgent.includes('Chrome/');
