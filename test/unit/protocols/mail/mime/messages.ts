// Messages of the project's own, one of each kind that the scanner knows: fixtures for reading and for mutating.
import { signedMessage } from './signed-message.ts';

const crlf = (text: string): string => text.replace(/\r?\n/g, '\r\n');

const base64 = (content: string | Uint8Array): string =>
  Buffer.from(content).toString('base64').replace(/.{76}/g, '$&\n');

const PNG = Buffer.from('89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c489', 'hex');

const plain = crlf(`From: Anna Beispiel <anna@example.org>
To: print@example.net
Subject: =?utf-8?Q?Gr=C3=BC=C3=9Fe?=
Date: Mon, 2 Nov 2026 10:00:00 +0100
Message-ID: <1@example.org>
MIME-Version: 1.0
Content-Type: text/plain; charset=iso-8859-1
Content-Transfer-Encoding: quoted-printable

Sch=F6ne Gr=FC=DFe, das ist eine lange Zeile, die weich umbrochen wird und =
hier weitergeht.=20

Anna
`);

const attachment = crlf(`From: "Beispiel, Anna" <anna@example.org>
To: print@example.net
Subject: 2 copies, duplex
MIME-Version: 1.0
Content-Type: multipart/mixed; boundary="=_outer"

This is a message with several parts.
--=_outer
Content-Type: multipart/alternative; boundary="=_inner"

--=_inner
Content-Type: text/plain; charset=utf-8

Please print. ☕
--=_inner
Content-Type: text/html; charset=utf-8
Content-Transfer-Encoding: quoted-printable

<p>Please <b>print</b>. =E2=98=95 <img src=3D"cid:logo@example.org"></p>
--=_inner--

--=_outer
Content-Type: image/png; name="logo.png"
Content-Disposition: inline; filename="logo.png"
Content-ID: <logo@example.org>
Content-Transfer-Encoding: base64

${base64(PNG)}
--=_outer
Content-Type: application/pdf
Content-Disposition: attachment;
 filename*0*=UTF-8''Jahres%C3%BC;
 filename*1*=bersicht%20;
 filename*2="2026.pdf"
Content-Transfer-Encoding: base64

${base64(`%PDF-1.7\n${'1 0 obj <<>> endobj\n'.repeat(40)}%%EOF`)}
--=_outer--
after the end
`);

const forwarded = crlf(`From: anna@example.org
Subject: Fwd: minutes
MIME-Version: 1.0
Content-Type: multipart/mixed; boundary=fwd

--fwd

See below.
--fwd
Content-Type: message/rfc822
Content-Disposition: attachment; filename="minutes.eml"

From: bob@example.com
Subject: minutes
MIME-Version: 1.0
Content-Type: multipart/mixed; boundary=fwd-inner

--fwd-inner
Content-Type: text/plain

The minutes are attached.
--fwd-inner
Content-Type: application/msword; name="=?utf-8?B?${Buffer.from('Protokoll März.doc').toString('base64')}?="
Content-Transfer-Encoding: base64

${base64('\xd0\xcf\x11\xe0 not really')}
--fwd-inner--
--fwd--
`);

const signed = crlf(`From: anna@example.org
Subject: signed
MIME-Version: 1.0
Content-Type: multipart/signed; protocol="application/pkcs7-signature"; micalg=sha-256; boundary=sig

--sig
Content-Type: text/plain

Signed words.
--sig
Content-Type: application/pkcs7-signature; name=smime.p7s
Content-Disposition: attachment; filename=smime.p7s
Content-Transfer-Encoding: base64

${base64('0123456789')}
--sig--
`);

const opaque = crlf(`From: anna@example.org
Subject: opaque
MIME-Version: 1.0
Content-Type: application/pkcs7-mime; smime-type=signed-data; name=smime.p7m
Content-Disposition: attachment; filename=smime.p7m
Content-Transfer-Encoding: base64

${base64(
  signedMessage(
    crlf(`Content-Type: multipart/mixed; boundary=inside

--inside
Content-Type: text/plain

Opaque words.
--inside
Content-Type: application/pdf; name=inside.pdf
Content-Transfer-Encoding: base64

${base64('%PDF-1.4 inside')}
--inside--
`),
    { pieces: 40 },
  ),
)}
`);

const encrypted = crlf(`From: anna@example.org
Subject: secret
MIME-Version: 1.0
Content-Type: application/pkcs7-mime; smime-type=enveloped-data; name=smime.p7m
Content-Transfer-Encoding: base64

${base64('nobody can read this')}
`);

const uuencoded = crlf(`From: old@example.org
Subject: before MIME

Here it is. I will
begin 10 minutes later.

begin 644 hello.txt
+2&5L;&\\@=V]R;&0\`
\`
end

Bye.
`);

const delivery = crlf(`From: MAILER-DAEMON@example.net (Mail Delivery System)
Subject: Undelivered Mail Returned to Sender
Auto-Submitted: auto-replied
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="rep/ort"

--rep/ort
Content-Type: text/plain; charset=us-ascii

I am sorry.
--rep/ort
Content-Type: message/delivery-status

Reporting-MTA: dns; example.net

Final-Recipient: rfc822; nobody@example.net
Action: failed
--rep/ort
Content-Type: text/rfc822-headers

From: anna@example.org
--rep/ort--
`);

/** Raw octets beyond ASCII in the header, line ends without CR, no blank in front of continued text, no last boundary. */
const broken = Buffer.concat([
  Buffer.from('From: "J\xf6rg M\xfcller" <joerg@example.org>\nSubject: Br\xfccke\n', 'latin1'),
  Buffer.from(
    'Content-Type: multipart/mixed; boundary="b 1"; charset=windows-1252\n\n--b 1\n\ntext\n--b 1  \n',
  ),
  Buffer.from('Content-Disposition: attachment; filename=Plan der Br\xfccke (2).pdf\n', 'latin1'),
  Buffer.from('Content-Type: application/octet-stream\nContent-Transfer-Encoding: BASE64\n\nJVBERi0x!LjQ=\n'),
]).toString('latin1');

export const messages: Readonly<Record<string, Buffer>> = {
  plain: Buffer.from(plain),
  attachment: Buffer.from(attachment),
  forwarded: Buffer.from(forwarded),
  signed: Buffer.from(signed),
  opaque: Buffer.from(opaque),
  encrypted: Buffer.from(encrypted),
  uuencoded: Buffer.from(uuencoded),
  delivery: Buffer.from(delivery),
  broken: Buffer.from(broken, 'latin1'),
};
