// What a queue says of Apple raster (urf-supported, and `URF` in DNS-SD): the words AirPrint clients look for, as open implementations of it
// (CUPS, PAPPL) tell them, since Apple publishes no text.
import type { QueueOffer } from './queue-offer.ts';

/** V: version. CP: copies. W8, SRGB24, ADOBERGB24-48: pixel formats. RS: resolutions. DM: duplex. FN: finishings. IS, MT, OB, PQ: tray, type, bin, quality. */
export function urfSupported(offer: QueueOffer): string[] {
  const duplex = offer.sides.some((side) => side !== 'one-sided');
  const folded = offer.finishings.filter((finishing) => finishing !== 3);
  return [
    'V1.4',
    `CP${offer.maxCopies}`,
    'W8',
    'W1',
    ...(offer.color ? ['SRGB24', 'ADOBERGB24', 'RGB24', 'CMYK32'] : []),
    'PQ3-4-5',
    `RS300-600`,
    'IS1',
    'MT1',
    'OB10',
    `FN3${folded.map((finishing) => `-${finishing}`).join('')}`,
    ...(duplex ? ['DM1'] : []),
  ];
}
