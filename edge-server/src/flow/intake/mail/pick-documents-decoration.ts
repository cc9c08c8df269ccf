// Tells what comes with a mail but is none of its documents: logos and portraits in signatures, counters, business cards, seals, and what
// programs write for programs.
import type { LeftReason } from '@platen/shared/mail-report';

/** What is known of a part, or of a file inside winmail.dat, without opening it. */
export interface Loose {
  readonly name: string | undefined;
  /** Lower case. */
  readonly mediaType: string;
  /** Octets. */
  readonly size: number;
  readonly disposition: 'attachment' | 'inline' | undefined;
  readonly contentId: string | undefined;
  /** Beside the page it belongs to, in a multipart/related. */
  readonly related: boolean;
}

/**
 * Octets. Logos and icons of signatures have 1 to 15 kB; the smallest size in which phones send a photograph (320 pixels) has 20 to 40 kB.
 */
export const SMALL_PICTURE = 18_000;

/** Octets. Icons of networks have 1 to 3 kB; a larger picture that no text shows and that has a name of its own was rather attached. */
const ICON = 4_000;

/** Octets from which a photograph that stands in a text is one that was meant to be sent: banners below signatures are PNG or smaller. */
export const PHOTOGRAPH = 100_000;

/** Octets of a key or a detached signature at most: longer files of that name are something else. */
const MOST_KEY = 64 * 1024;

/** Octets below which no picture shows anything: the smallest GIF has 43, a white PNG 70 to 120. */
const COUNTER = 200;

const CARDS: ReadonlySet<string> = new Set([
  'text/vcard',
  'text/x-vcard',
  'text/directory',
  'application/vcard',
]);
const CALENDARS: ReadonlySet<string> = new Set(['text/calendar', 'application/ics', 'text/x-vcalendar']);
const SEALS: ReadonlySet<string> = new Set([
  'application/pkcs7-signature',
  'application/x-pkcs7-signature',
  'application/pgp-signature',
  'application/pgp-keys',
  'application/pkix-cert',
  'application/x-x509-ca-cert',
]);

/** Styles, themes and drawings of a page, resource forks, receipts. */
const FOR_PROGRAMS =
  /^(?:text\/(?:css|javascript|rfc822-headers|x-amp-html|watch-html)|application\/(?:x-mso|x-oleobject|javascript|x-javascript|applefile|x-moz-deleted|vnd\.ms-officetheme|x-outlook-[\w-]{1,20})|font\/.{1,40}|message\/(?:delivery-status|disposition-notification|feedback-report|global-.{1,40}))$/;
const PROGRAM_NAMES =
  /^(?:oledata\.mso|editdata\.mso|themedata\.thmx|colorschememapping\.xml|filelist\.xml|header\.html?|ATT\d{3,10}(?:\.(?:dat|bin|c))?)$/i;

export function isPicture({ mediaType, name }: Pick<Loose, 'mediaType' | 'name'>): boolean {
  if (mediaType.startsWith('image/')) return true;
  return (
    mediaType === 'application/octet-stream' &&
    /\.(?:jpe?g|png|gif|heic|heif|webp|tiff?|bmp|avif)$/i.test(name ?? '')
  );
}

/** A camera's formats, large, and not under the name that Outlook gives to everything pasted. */
export function isPhotograph(loose: Loose): boolean {
  return (
    loose.size >= PHOTOGRAPH &&
    !isPasted(loose.name) &&
    (/^image\/(?:p?jpe?g|jpg|heic|heif)$/.test(loose.mediaType) ||
      /\.(?:jpe?g|heic|heif)$/i.test(loose.name ?? ''))
  );
}

/** Undefined for what may be a document. Pictures that a text shows are not asked about here: they go with their text. */
export function decorationOf(loose: Loose): LeftReason | undefined {
  const { mediaType, size } = loose;
  const name = loose.name ?? '';
  if (CARDS.has(mediaType) || /\.vcf$/i.test(name)) return 'contact-card';
  if (CALENDARS.has(mediaType) || /\.(?:ics|vcs)$/i.test(name)) return 'calendar';
  if (SEALS.has(mediaType) || (size <= MOST_KEY && /\.(?:p7s|asc|sig)$/i.test(name))) return 'signature';
  if (FOR_PROGRAMS.test(mediaType) || PROGRAM_NAMES.test(name)) return 'for-programs';
  if (isPicture(loose)) return pictureDecoration(loose);
  // A page's own files that are neither pictures nor for reading.
  return loose.related &&
    loose.disposition !== 'attachment' &&
    /^(?:text|application)\/(?:\w{1,10}\+)?xml$/.test(mediaType)
    ? 'for-programs'
    : undefined;
}

function pictureDecoration(loose: Loose): LeftReason | undefined {
  const { size, disposition, contentId, name } = loose;
  // Vector pictures of Office, which nothing but Office shows.
  if (/^image\/(?:x-)?[ew]m[zf]$/.test(loose.mediaType)) return 'signature-picture';
  if (size >= SMALL_PICTURE) return undefined;
  if (size < COUNTER && disposition !== 'attachment') return 'tracking-picture';
  // Attached on purpose, except what a server leaves over when it turns a page into plain text.
  if (disposition === 'attachment')
    return isPasted(name) && contentId !== undefined ? 'signature-picture' : undefined;
  // Apple's programs attach pictures as inline.
  const attached = !loose.related && name !== undefined && !isPasted(name) && size >= ICON;
  return attached || isFromCamera(name) ? undefined : 'signature-picture';
}

/** image001.png and its kin: Outlook, Word, Apple Mail and Gmail for what stands in a text. */
function isPasted(name: string | undefined): boolean {
  return /^(?:image(?:\d{3,5})?|Outlook-[\w-]{1,40}|pastedGraphic(?:[_-]\d{1,3})?|unknown(?:[_-]\d{1,3})?)\.(?:png|jpe?g|gif|tiff?|bmp)$/i.test(
    name ?? '',
  );
}

/** As cameras, phones (iOS: image0.jpeg) and screens name what they take. */
function isFromCamera(name: string | undefined): boolean {
  return /^(?:image\d{1,2}\.(?:jpe?g|hei[cf])$|(?:IMG|DSC|DCIM|PXL|MVIMG|PANO|P|Photo|Foto|Scan|Screenshot|Bildschirmfoto|WhatsApp Image)[\W_]?\d)/i.test(
    name ?? '',
  );
}
