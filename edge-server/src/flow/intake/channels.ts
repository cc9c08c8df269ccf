// The ways a document can come in. A new one adds its line here.

export const CHANNELS = [
  'portal',
  'mail',
  'ipp',
  'lpr',
  'raw',
  'share',
  'command-line',
  'console',
  'try-out',
] as const;
export type Channel = (typeof CHANNELS)[number];
