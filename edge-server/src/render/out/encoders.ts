// Which encoder makes which format: one line each.

import type { RasterFormat } from '@platen/shared/print-ready';
import type sharpType from 'sharp';
import { jpeg } from './jpeg.ts';
import { pclXl } from './pcl-xl.ts';
import { pcl5 } from './pcl5.ts';
import { postScript } from './postscript.ts';
import { pwgRaster } from './pwg-raster.ts';
import type { RasterEncoder } from './raster-job.ts';
import { urf } from './urf.ts';

/** `sharp` is loaded for a JPEG only. */
export function encoderOf(format: RasterFormat, sharp: () => Promise<typeof sharpType>): RasterEncoder {
  switch (format) {
    case 'image/pwg-raster':
      return pwgRaster;
    case 'image/urf':
      return urf;
    case 'application/vnd.hp-pclxl':
      return pclXl;
    case 'application/vnd.hp-pcl':
      return pcl5;
    case 'application/postscript':
      return postScript;
    case 'image/jpeg':
      return jpeg(sharp);
  }
}
