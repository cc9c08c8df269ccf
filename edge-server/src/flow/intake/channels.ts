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

/** How each is called in a job's story: "Received by upload." */
export const CHANNEL_WORDS: Readonly<Record<Channel, string>> = {
  portal: 'upload',
  mail: 'mail',
  ipp: 'File > Print',
  lpr: 'an LPR queue',
  raw: 'a raw queue',
  share: 'a Windows share',
  'command-line': 'the command line',
  console: 'the console',
  'try-out': 'the try-out',
};

export function channelWords(channel: string): string {
  return Object.hasOwn(CHANNEL_WORDS, channel) ? CHANNEL_WORDS[channel as Channel] : channel;
}
