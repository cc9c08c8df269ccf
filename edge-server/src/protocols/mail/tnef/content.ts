// What a TNEF stream ("winmail.dat", [MS-OXTNEF]) holds: files, embedded messages, and the message's text in up to three forms.
import type { MailDefect } from '../mime/outline.ts';

export interface TnefContent {
  readonly subject: string | undefined;
  readonly bodyText: string | undefined;
  readonly bodyHtml: string | undefined;
  /** Decompressed ([MS-OXRTFCP]). */
  readonly bodyRtf: Uint8Array | undefined;
  readonly attachments: readonly TnefAttachment[];
}

export interface TnefAttachment {
  /** As Part.name. */
  readonly name: string | undefined;
  /** Lower case; application/octet-stream where nothing is said. */
  readonly mediaType: string;
  /** Without angle brackets. */
  readonly contentId: string | undefined;
  /** Shown inside the text, or hidden. */
  readonly inline: boolean;
  /** Octets [start, end) of the TNEF stream; of an embedded message: its own TNEF stream. */
  readonly start: number;
  readonly end: number;
  /** Of an embedded message. Its attachments count in the same stream. */
  readonly message: TnefContent | undefined;
}

export interface TnefOutline extends TnefContent {
  /** mail-broken: it ends early or contradicts itself, and what was found before is here. mail-too-many-parts, mail-too-deep: as in Outline. */
  readonly defects: readonly MailDefect[];
}

/** The files of a message and of those embedded in it, in order. */
export function tnefFiles(content: TnefContent): readonly TnefAttachment[] {
  return content.attachments.flatMap((attachment) =>
    attachment.message === undefined ? [attachment] : tnefFiles(attachment.message),
  );
}
