// The paper that is loaded, out of a device sheet: only trays whose size the device tells and which are not empty. Pure.
import type { MediaChoice } from '@platen/shared/printer-capabilities';
import type { DeviceSheet } from './device-sheet.ts';
import { sizeName } from './paper-words.ts';

export function mediaReadyOfSheet(sheet: DeviceSheet): MediaChoice[] {
  return sheet.trays.flatMap(({ name, size, level, mediaType }) => {
    if (size === undefined || level === 0) return [];
    const source = sourceOf(name);
    return [
      {
        media: sizeName(size.width, size.height),
        ...size,
        ...(source === undefined ? {} : { source }),
        ...(mediaType !== undefined && KEYWORD.test(mediaType) ? { type: mediaType } : {}),
      },
    ];
  });
}

/** prtInputMediaType uses the keywords of media-type where they fit (RFC 3805), and free text elsewhere. */
const KEYWORD = /^[a-z][a-z0-9-]{0,62}$/;

/** The media-source keyword (PWG 5100.7) a name stands for; absent where it is the device's own word. */
function sourceOf(name: string): string | undefined {
  const plain = name.toLowerCase();
  const tray = /^(?:paper )?tray[ -]?(\d{1,2})$/.exec(plain);
  if (tray !== null) return `tray-${tray[1] ?? ''}`;
  if (/^by-?pass(?: tray)?$/.test(plain)) return 'by-pass-tray';
  return plain === 'manual feed' || plain === 'manual' ? 'manual' : undefined;
}
