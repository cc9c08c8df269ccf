// Messages and what is to be picked of them under each setting of `mail.body`: documents by title (a text as "text:title"), then what is left and what is refused.
import { carried, file, html, message, multipart, plain } from './sample-mails.ts';

export const MINUTES = 'text:Minutes of the meeting';
export const pdf = (name = 'minutes.pdf') => file('application/pdf', name, 5_000);
const logo = (cid?: string) =>
  file('image/png', 'image001.png', 6_000, { disposition: 'inline', ...(cid === undefined ? {} : { cid }) });
const LOGO_HTML = html('<p>Dear all,</p><p>Anna<br><img src="cid:image001.png@01D9"></p>');

export interface PickingCase {
  readonly name: string;
  readonly raw: string;
  readonly alone: readonly string[];
  readonly always?: readonly string[];
  readonly never?: readonly string[];
}

export const PICKING_CASES: readonly PickingCase[] = [
  {
    name: 'plain text alone',
    raw: message(plain('Hello')),
    alone: [MINUTES],
    never: ['left:Minutes of the meeting:text'],
  },
  { name: 'nothing at all', raw: message(plain('')), alone: [] },
  { name: 'only what a phone writes', raw: message(plain('\r\nSent from my iPhone\r\n')), alone: [] },
  {
    name: 'only what a German phone writes',
    raw: message(plain('Von meinem iPhone gesendet\r\n')),
    alone: [],
  },
  { name: 'only a signature', raw: message(plain('\r\n-- \r\nAnna Beispiel\r\nTel. 12345\r\n')), alone: [] },
  {
    name: 'text and one PDF',
    raw: message(multipart('mixed', plain('See below.'), pdf())),
    alone: ['minutes.pdf'],
    always: [MINUTES, 'minutes.pdf'],
    never: ['minutes.pdf', 'left:Minutes of the meeting:text'].toSorted().reverse(),
  },
  {
    name: 'a PDF that is the whole message',
    raw: message(file('application/pdf', 'whole.pdf', 3_000)),
    alone: ['whole.pdf'],
  },
  {
    name: 'two attachments of one name',
    raw: message(multipart('mixed', plain('Two.'), pdf(), pdf())),
    alone: ['minutes.pdf', 'minutes.pdf'],
  },
  {
    name: 'alternatives print once, as HTML',
    raw: message(multipart('alternative', plain('Hello'), html('<p>Hello</p>'))),
    alone: [MINUTES],
  },
  {
    name: 'a logo in the signature and a PDF',
    raw: message(
      multipart(
        'mixed',
        multipart(
          'related',
          multipart('alternative', plain('Dear all'), LOGO_HTML),
          logo('image001.png@01D9'),
        ),
        pdf(),
      ),
    ),
    alone: ['minutes.pdf', 'left:image001.png:signature-picture'],
    always: [MINUTES, 'minutes.pdf'],
  },
  {
    name: 'a logo in the signature and nothing attached: the text is printed, with it',
    raw: message(multipart('related', LOGO_HTML, logo('image001.png@01D9'))),
    alone: [MINUTES],
    never: ['left:Minutes of the meeting:text', 'left:image001.png:signature-picture'],
  },
  {
    name: 'a logo left over beside plain text',
    raw: message(multipart('mixed', plain('Dear all'), logo())),
    alone: [MINUTES, 'left:image001.png:signature-picture'],
  },
  {
    name: 'a leftover logo does not stand in the way of the text, however it is attached',
    raw: message(
      multipart('mixed', plain('Dear all'), file('image/png', 'image002.png', 9_000, { cid: 'x@y' })),
    ),
    alone: [MINUTES, 'left:image002.png:signature-picture'],
  },
  {
    name: 'a small picture attached on purpose',
    raw: message(multipart('mixed', plain('My stamp'), file('image/png', 'stamp.png', 900))),
    alone: ['stamp.png'],
  },
  {
    name: 'a counter of a newsletter',
    raw: message(
      multipart(
        'related',
        html('<p>News</p><img src="cid:count" width="1" height="1">'),
        file('image/gif', undefined, 43, { disposition: 'inline', cid: 'count' }),
      ),
    ),
    alone: [MINUTES],
    never: ['left:Minutes of the meeting:text', 'left:Minutes of the meeting:tracking-picture'],
  },
  {
    name: 'a photograph from a phone, inline, in plain text',
    raw: message(
      multipart(
        'mixed',
        plain(''),
        file('image/jpeg', 'IMG_2041.jpeg', 300_000, { disposition: 'inline' }),
        plain('Sent from my iPhone'),
      ),
    ),
    alone: ['IMG_2041.jpeg'],
  },
  {
    name: 'a small photograph from a phone, inline',
    raw: message(
      multipart(
        'mixed',
        plain('Please print'),
        file('image/jpeg', 'image0.jpeg', 12_000, { disposition: 'inline' }),
      ),
    ),
    alone: ['image0.jpeg'],
    always: [MINUTES, 'image0.jpeg'],
  },
  {
    name: 'a photograph that an empty page shows',
    raw: message(
      multipart(
        'related',
        html('<div><img src="cid:A1B2"></div><div>Sent from my iPad</div>'),
        file('image/jpeg', 'image0.jpeg', 400_000, { disposition: 'inline', cid: 'A1B2' }),
      ),
    ),
    alone: ['image0.jpeg'],
  },
  {
    name: 'a message that is nothing but a small picture',
    raw: message(file('image/png', undefined, 700, { disposition: 'inline' })),
    alone: ['Minutes of the meeting'],
  },
  {
    name: 'a small picture with a name, as Apple Mail attaches it, and icons that nobody named',
    raw: message(
      multipart(
        'mixed',
        plain('My stamp'),
        file('image/png', 'stamp.png', 5_000, { disposition: 'inline' }),
        file('image/png', undefined, 5_000, { disposition: 'inline' }),
        file('image/png', 'in.png', 1_500, { disposition: 'inline' }),
      ),
    ),
    alone: ['stamp.png', 'left:Minutes of the meeting:signature-picture', 'left:in.png:signature-picture'],
  },
  {
    name: 'formatted text of another age (text/enriched) is text',
    raw: message({ fields: { 'Content-Type': 'text/enriched' }, body: '<bold>Hello</bold>' }),
    alone: [MINUTES],
  },
  {
    name: 'a screenshot pasted into an empty message',
    raw: message(
      multipart(
        'related',
        html('<div><img src="cid:shot"></div>'),
        file('image/png', 'image.png', 60_000, { disposition: 'inline', cid: 'shot' }),
      ),
    ),
    alone: ['image.png'],
  },
  {
    name: 'a screenshot pasted into a text is printed in it',
    raw: message(
      multipart(
        'related',
        html('<p>Look at this:</p><img src="cid:shot">'),
        file('image/png', 'image.png', 60_000, { disposition: 'inline', cid: 'shot' }),
      ),
    ),
    alone: [MINUTES],
    never: ['image.png', 'left:Minutes of the meeting:text'].toSorted().reverse(),
  },
  {
    name: 'a photograph in a text beside a PDF is not lost',
    raw: message(
      multipart(
        'mixed',
        multipart(
          'related',
          html('<p>And this:</p><img src="cid:p">'),
          file('image/jpeg', 'IMG_7.jpg', 900_000, { disposition: 'inline', cid: 'p' }),
        ),
        pdf(),
      ),
    ),
    alone: ['IMG_7.jpg', 'minutes.pdf'],
    always: [MINUTES, 'minutes.pdf'],
  },
  {
    name: 'a card, an invitation, a key and a seal',
    raw: message(
      multipart(
        'mixed',
        plain('Hello'),
        file('text/vcard', 'anna.vcf', 400),
        file('text/calendar', 'invite.ics', 800),
        file('application/pgp-keys', 'key.asc', 900),
        file('application/octet-stream', 'smime.p7s', 4_000),
      ),
    ),
    alone: [
      MINUTES,
      'left:anna.vcf:contact-card',
      'left:invite.ics:calendar',
      'left:key.asc:signature',
      'left:smime.p7s:signature',
    ],
  },
  {
    name: 'a signed message with a PDF',
    raw: message(
      multipart(
        'signed; protocol="application/pkcs7-signature"',
        multipart('mixed', plain('Signed'), pdf()),
        file('application/pkcs7-signature', 'smime.p7s', 3_000),
      ),
    ),
    alone: ['minutes.pdf', 'left:smime.p7s:signature'],
  },
  {
    name: 'a message encrypted with OpenPGP',
    raw: message(
      multipart(
        'encrypted; protocol="application/pgp-encrypted"',
        file('application/pgp-encrypted', undefined, 20),
        file('application/octet-stream', 'encrypted.asc', 4_000),
      ),
    ),
    alone: ['refused:Minutes of the meeting:mail-encrypted'],
  },
  {
    name: 'a text that is an OpenPGP message',
    raw: message(plain('-----BEGIN PGP MESSAGE-----\r\n\r\nhQEMA\r\n-----END PGP MESSAGE-----')),
    alone: ['refused:Minutes of the meeting:mail-encrypted'],
  },
  {
    name: 'a forwarded message: its text and what is attached to it',
    raw: message(
      multipart(
        'mixed',
        plain('See the message below'),
        carried(
          message(multipart('mixed', plain('Inner text'), pdf('inner.pdf')), { Subject: 'The old plan' }),
        ),
      ),
    ),
    alone: ['text:The old plan', 'inner.pdf'],
    always: [MINUTES, 'text:The old plan', 'inner.pdf'],
    never: ['inner.pdf', 'left:Minutes of the meeting:text', 'left:The old plan:text'],
  },
  {
    name: 'a forwarded message in a forwarded message',
    raw: message(
      multipart(
        'mixed',
        plain(''),
        carried(
          message(
            multipart(
              'mixed',
              plain('One'),
              carried(message(plain('Two'), { Subject: 'Second' }), 'second.eml'),
            ),
            { Subject: 'First' },
          ),
        ),
      ),
    ),
    alone: ['text:First', 'text:Second'],
  },
  {
    name: 'texts with pictures between, as Apple Mail writes them',
    raw: message(
      multipart(
        'mixed',
        plain('Above'),
        file('image/jpeg', 'IMG_1.jpg', 200_000, { disposition: 'inline' }),
        plain('Below'),
      ),
    ),
    alone: ['IMG_1.jpg'],
    always: [MINUTES, 'IMG_1.jpg'],
  },
  {
    name: 'a PDF in the middle of the HTML alternative, as Apple Mail writes it',
    raw: message(
      multipart(
        'alternative',
        plain('Above'),
        multipart(
          'mixed',
          html('<p>Above</p>'),
          file('application/pdf', 'plan.pdf', 9_000, { disposition: 'inline' }),
          html('<p>Below</p>'),
        ),
      ),
    ),
    alone: ['plan.pdf'],
    always: [MINUTES, 'plan.pdf'],
  },
  {
    name: 'a text file and a web page attached',
    raw: message(
      multipart(
        'mixed',
        plain('Two files'),
        file('text/plain', 'notes.txt', 300),
        file('text/html', 'page.html', 300),
      ),
    ),
    alone: ['notes.txt', 'page.html'],
  },
  {
    name: 'pieces of a text that Exchange made files of',
    raw: message(multipart('mixed', plain('Above'), pdf(), file('text/plain', 'ATT00001.txt', 30))),
    alone: ['minutes.pdf'],
    always: [MINUTES, 'minutes.pdf'],
  },
  {
    name: 'an attachment without a name',
    raw: message(multipart('mixed', plain('No name'), file('application/pdf', undefined, 3_000))),
    alone: ['Minutes of the meeting'],
  },
  {
    name: 'a picture of Office that only Office shows, a theme and a resource fork',
    raw: message(
      multipart(
        'mixed',
        plain('Hello'),
        file('image/x-emz', 'image003.emz', 50_000, { disposition: 'inline' }),
        file('application/vnd.ms-officetheme', 'themedata.thmx', 3_000),
        file('application/applefile', 'plan', 90),
      ),
    ),
    alone: [
      MINUTES,
      'left:image003.emz:signature-picture',
      'left:themedata.thmx:for-programs',
      'left:plan:for-programs',
    ],
  },
  {
    name: 'a message in pieces',
    raw: message(
      multipart('mixed', plain('Hello'), file('message/partial', undefined, 300, { disposition: 'none' })),
    ),
    alone: [MINUTES, 'refused:Minutes of the meeting:mail-part-not-a-document'],
  },
  {
    name: 'a file inside a text (uuencode)',
    raw: message(plain('Here it is:\r\n\r\nbegin 644 old.txt\r\n#0V%T\r\n`\r\nend\r\n')),
    alone: ['old.txt'],
  },
];
