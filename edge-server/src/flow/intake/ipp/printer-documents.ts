// Which documents the printer takes: formats, compressions, raster kinds and sizes (RFC 8011 section 5.4, PWG 5102.4 section 4, Apple raster).
import {
  type IppAttributes,
  integer,
  keyword,
  mimeMediaType,
  rangeOfInteger,
  resolution,
} from '../../../protocols/ipp/message.ts';
import { COMPRESSIONS } from '../../../protocols/ipp/unpack-body.ts';
import { formatsOf } from './document-formats.ts';
import { dots } from './job-ticket.ts';
import type { QueueFacts } from './queue-facts.ts';
import { urfSupported } from './urf-words.ts';

export function documentAttributes({ offer, postScript, maxBytes }: QueueFacts): IppAttributes {
  const most = Math.floor(maxBytes / 1024);
  return [
    mimeMediaType('document-format-default', 'application/octet-stream'),
    mimeMediaType('document-format-supported', ...formatsOf(postScript)),
    mimeMediaType('document-format-preferred', 'application/pdf'),
    keyword('document-creation-attributes-supported', 'document-name', 'document-format', 'compression'),
    keyword('compression-supported', ...COMPRESSIONS),
    keyword('pdl-override-supported', 'attempted'),
    keyword('pdf-versions-supported', 'iso-32000-1_2008', 'adobe-1.7', 'adobe-1.6', 'adobe-1.5', 'adobe-1.4'),
    integer('pdf-k-octets-supported-max', most),
    rangeOfInteger('job-k-octets-supported', { lower: 0, upper: most }),
    keyword('pwg-raster-document-type-supported', 'black_1', 'sgray_8', ...(offer.color ? ['srgb_8'] : [])),
    resolution('pwg-raster-document-resolution-supported', dots(300), dots(600)),
    keyword('pwg-raster-document-sheet-back', 'normal'),
    keyword('urf-supported', ...urfSupported(offer)),
  ];
}
