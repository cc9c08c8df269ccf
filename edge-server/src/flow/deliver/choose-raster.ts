// How a document is drawn for a printer: colours, dots and the turn of back sides. Pure.
import type { Dots, RasterColor, RasterFormat, RasterOffer, SheetBack } from '@platen/shared/print-ready';
import type { PrinterOffers } from './printer-offers.ts';

/** What looks like print on paper; more dots take four times as long for nothing seen in 8 bit colour. */
const ENOUGH_DPI = 300;
/** Black dots alone show their screen below that. */
const BLACK_DPI = 600;

const EVERY: Dots = { x: ENOUGH_DPI, y: ENOUGH_DPI };

export function chooseRaster(
  format: RasterFormat,
  colored: boolean,
  printer: PrinterOffers,
): { readonly color: RasterColor; readonly dots: Dots; readonly sheetBack: SheetBack } {
  const offer = offerOf(format, printer);
  const color = colorOf(offer.colors, colored);
  return {
    color,
    dots: dotsOf(offer.dots, color === 'black_1' ? BLACK_DPI : ENOUGH_DPI),
    sheetBack: offer.sheetBack,
  };
}

/** What each language can say, where the printer itself tells nothing. */
function offerOf(format: RasterFormat, { pwg, urf }: PrinterOffers): RasterOffer {
  switch (format) {
    case 'image/pwg-raster':
      return pwg ?? { colors: ['srgb_8', 'sgray_8'], dots: [EVERY], sheetBack: 'normal' };
    case 'image/urf':
      return urf ?? { colors: ['srgb_8', 'sgray_8'], dots: [EVERY], sheetBack: 'normal' };
    case 'application/vnd.hp-pcl':
      return {
        colors: ['srgb_8', 'black_1'],
        dots: [EVERY, { x: BLACK_DPI, y: BLACK_DPI }],
        sheetBack: 'normal',
      };
    case 'application/vnd.hp-pclxl':
    case 'application/postscript':
    case 'image/jpeg':
      return { colors: ['srgb_8', 'sgray_8'], dots: [EVERY], sheetBack: 'normal' };
  }
}

function colorOf(colors: readonly RasterColor[], colored: boolean): RasterColor {
  const order = colored
    ? (['srgb_8', 'sgray_8', 'black_1'] as const)
    : (['sgray_8', 'black_1', 'srgb_8'] as const);
  return order.find((color) => colors.includes(color)) ?? 'sgray_8';
}

/** The fewest that are enough; else the most there are. */
function dotsOf(dots: readonly Dots[], enough: number): Dots {
  const rising = [...dots].sort((a, b) => a.x * a.y - b.x * b.y);
  return rising.find(({ x, y }) => Math.min(x, y) >= enough) ?? rising.at(-1) ?? EVERY;
}
