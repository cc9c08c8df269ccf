// What the header of a part says of it (RFC 2045, RFC 2183, RFC 2392, RFC 8551), put in order where it is wrong.
import { cleanFileName } from './header-text.ts';
import type { Header, Part, TransferEncoding } from './outline.ts';
import { readParameters } from './parameters.ts';

export type PartFacts = Pick<
  Part,
  | 'mediaType'
  | 'parameters'
  | 'disposition'
  | 'name'
  | 'contentId'
  | 'encoding'
  | 'charset'
  | 'signature'
  | 'encrypted'
> & {
  /** Of a multipart, when it can be split. */
  readonly boundary: string | undefined;
};

const MEDIA_TYPE = /^[!#$%&'*+\-.^_`{|}~0-9a-z]{1,127}\/[!#$%&'*+\-.^_`{|}~0-9a-z]{1,127}$/;

/** @param missing the type of a part that does not say: text/plain, or message/rfc822 in a digest (RFC 2046 section 5.1.5). */
export function partFacts(header: Header, missing: string): PartFacts {
  const said = header.raw('content-type')[0];
  const type = readParameters(said ?? '');
  const placed = readParameters(header.raw('content-disposition')[0] ?? '');
  const name =
    placed.parameters.get('filename') ?? type.parameters.get('name') ?? placed.parameters.get('name');
  const disposition = dispositionOf(placed.value);
  const mediaType = mediaTypeOf(said === undefined ? missing : type.value, disposition, name);
  return {
    mediaType,
    parameters: type.parameters,
    disposition,
    name: name === undefined ? undefined : cleanFileName(name),
    contentId: contentIdOf(header.raw('content-id')[0]),
    encoding: encodingOf(header.raw('content-transfer-encoding')[0]),
    charset:
      type.parameters
        .get('charset')
        ?.trim()
        .toLowerCase()
        .split(/[\s(;]/, 1)[0] || undefined,
    signature: SIGNATURES.has(mediaType),
    encrypted: isEncrypted(mediaType, type.parameters),
    boundary: mediaType.startsWith('multipart/') ? boundaryOf(type.parameters) : undefined,
  };
}

function mediaTypeOf(value: string, disposition: Part['disposition'], name: string | undefined): string {
  const first = value.split(/[\s,]/, 1)[0] ?? '';
  if (MEDIA_TYPE.test(first)) return first;
  // RFC 2045 section 5.2 takes what it does not understand for text; something with a name is a file of unknown kind.
  return name !== undefined || disposition === 'attachment' ? 'application/octet-stream' : 'text/plain';
}

/** RFC 2183 section 2.8: an unknown word means attachment. Nothing, or no word at all, means nothing. */
function dispositionOf(value: string): Part['disposition'] {
  if (value === 'inline') return 'inline';
  return /^[a-z][a-z0-9_-]*$/.test(value) ? 'attachment' : undefined;
}

function contentIdOf(value: string | undefined): string | undefined {
  // Longer ones are no honest program's.
  const id = value?.slice(0, 1_000).trim().replace(/^</, '').replace(/>$/, '').trim();
  return id === undefined || id === '' ? undefined : id;
}

function encodingOf(value: string | undefined): TransferEncoding {
  const word = readParameters(value ?? '').value.replace(/"/g, '');
  if (word === 'base64' || word === 'quoted-printable') return word;
  return /^(?:x-)?uu(?:e|encode)?$/.test(word) ? 'uuencode' : 'none';
}

const SIGNATURES: ReadonlySet<string> = new Set([
  'application/pkcs7-signature',
  'application/x-pkcs7-signature',
  'application/pgp-signature',
]);

export const PKCS7 = /^application\/(?:x-)?pkcs7-mime$/;

function isEncrypted(mediaType: string, parameters: ReadonlyMap<string, string>): boolean {
  if (mediaType === 'multipart/encrypted' || mediaType === 'application/pgp-encrypted') return true;
  const kind = parameters.get('smime-type')?.toLowerCase() ?? '';
  return PKCS7.test(mediaType) && /^(?:auth)?enveloped-data$/.test(kind);
}

function boundaryOf(parameters: ReadonlyMap<string, string>): string | undefined {
  const boundary = parameters.get('boundary')?.trimEnd();
  // RFC 2046 section 5.1.1 allows 70 characters; some programs write more. A line with more is not looked at (MOST_BOUNDARY_LINE).
  return boundary === undefined || boundary === '' || boundary.length > 500 ? undefined : boundary;
}
