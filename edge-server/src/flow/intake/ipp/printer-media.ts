// Paper: what is loaded somewhere, what can be asked for, and how (RFC 8011 section 5.2.11, PWG 5100.3 and 5100.7 section 6.3).
import { collection, type IppAttributes, integer, keyword } from '../../../protocols/ipp/message.ts';
import type { QueueOffer } from './queue-offer.ts';

/** Printable to 4.23 mm from the edge, as office devices are; the server scales where a page needs more. In 1/100 mm. */
const MARGIN = 423;

export function mediaAttributes(offer: QueueOffer): IppAttributes {
  const [first] = offer.media;
  const colOf = (choice: QueueOffer['media'][number]): IppAttributes => [
    collection('media-size', sizeOf(choice)),
    keyword('media-size-name', choice.media),
    integer('media-bottom-margin', MARGIN),
    integer('media-left-margin', MARGIN),
    integer('media-right-margin', MARGIN),
    integer('media-top-margin', MARGIN),
    keyword('media-source', 'auto'),
    keyword('media-type', 'stationery'),
  ];
  const names = offer.media.map((choice) => choice.media);
  return [
    ...(first === undefined
      ? []
      : [keyword('media-default', first.media), collection('media-col-default', colOf(first))]),
    keyword('media-supported', ...names),
    keyword('media-ready', ...names),
    keyword(
      'media-col-supported',
      'media-bottom-margin',
      'media-left-margin',
      'media-right-margin',
      'media-size',
      'media-size-name',
      'media-source',
      'media-top-margin',
      'media-type',
    ),
    collection('media-size-supported', ...offer.media.map(sizeOf)),
    collection('media-col-ready', ...offer.media.map(colOf)),
    collection('media-col-database', ...offer.media.map(colOf)),
    keyword('media-source-supported', ...offer.sources),
    keyword('media-type-supported', 'stationery'),
    ...(['bottom', 'left', 'right', 'top'] as const).map((side) =>
      integer(`media-${side}-margin-supported`, MARGIN),
    ),
  ];
}

const sizeOf = ({ width, height }: QueueOffer['media'][number]): IppAttributes => [
  integer('x-dimension', width),
  integer('y-dimension', height),
];
