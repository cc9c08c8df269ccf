// Who ended a job that is `deleted`, as its `reason` column says it: its owner where there is nothing. What the client's own queue is told
// of it depends on that (RFC 8011 section 5.3.8).

export const ENDED_BY_OPERATOR = 'by-operator';
