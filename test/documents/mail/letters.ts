// Texts of messages to be printed, as people and programs write them, with made-up contents: each shows another thing that a page must do well.
import { html, message, multipart, PICTURE, file, plain } from './sample-mails.ts';

export interface Letter {
  readonly name: string;
  readonly raw: string;
  /** Words that must stand on paper, in this order. */
  readonly words: readonly string[];
  /** Words that must not. */
  readonly never?: readonly string[];
}

const flowed = `Dear Mr. Miller, thank you for the plans that you sent last week. We have \r
looked at them together and agree with almost everything; what is left is \r
small.\r
\r
  1. The door to the yard opens outwards.\r
  2. The stairs need a rail on both sides (see https://plans.example.org/r/17).\r
\r
> Could you please have a look at the drawings \r
> before Thursday?\r
>> We need them for the meeting.\r
\r
Yes, gladly.\r
\r
-- \r
Anna Beispiel\r
Beispiel & Partner, Planning\r
Tel. +49 30 123456`;

const table = `Hello all,\r
\r
the hours of this week:\r
\r
Name          Mon    Tue    Wed\r
Anna          7.5    8.0    6.0\r
Bernd         8.0    8.0    8.0\r
Christine     4.0    4.0    4.0\r
\r
Please check them by Friday.\r
\r
On Sun, 22 Nov 2026, Bernd wrote:\r
> Where can I find the hours?\r
> I need them for the\r
>    - planning\r
>    - wages\r
\r
Regards\r
Anna`;

const outlook = `<html xmlns:o="urn:schemas-microsoft-com:office:office"><head><style><!--
p.MsoNormal, li.MsoNormal {margin:0cm; margin-bottom:.0001pt; font-size:11.0pt; font-family:"Calibri",sans-serif;}
td { color: #ffffff } a:link {color:#0563C1; text-decoration:underline;}
@import url("https://styles.example.net/a.css"); .x { background: url(https://tracker.example.net/b.png) }
--></style></head><body lang=EN-GB link="#0563C1"><div class=WordSection1>
<p class=MsoNormal>Dear colleagues,<o:p></o:p></p><p class=MsoNormal><o:p>&nbsp;</o:p></p>
<p class=MsoNormal>please find the <b>agenda</b> for Monday below; the <a href="https://rooms.example.org/blue">room</a> is booked.<o:p></o:p></p>
<p class=MsoNormal><o:p>&nbsp;</o:p></p>
<ol start=1 type=1><li class=MsoNormal>Budget of 2027</li><li class=MsoNormal>New printers on the second floor<ul><li>Where they stand</li><li>Who is trained</li></ul></li><li class=MsoNormal>Any other business</li></ol>
<table class=MsoTableGrid border=1 cellspacing=0 cellpadding=4 style="border-collapse:collapse"><tr><th>Item</th><th>Minutes</th><th>Who</th></tr>
<tr><td style="color:black">Budget</td><td style="color:black">20</td><td style="color:black">Anna</td></tr><tr><td style="color:black">Printers</td><td style="color:black">15</td><td style="color:black">Bernd</td></tr></table>
<p class=MsoNormal><img width=160 height=80 src="cid:plan@01" alt="Plan"><img src="https://tracker.example.net/open.gif" width=1 height=1></p>
<p class=MsoNormal>Kind regards<br>Anna<script>alert(1)</script></p>
<div style="border:none;border-top:solid #E1E1E1 1.0pt;padding:3.0pt 0cm 0cm 0cm"><p class=MsoNormal><b>From:</b> Bernd &lt;bernd@example.org&gt;<br><b>Subject:</b> Agenda?</p></div>
<blockquote><p class=MsoNormal>Is there an agenda already?</p></blockquote></div></body></html>`;

const newsletter = `<html><head><style>.pre{display:none;max-height:0} body{margin:0;background:#eee} @media screen{.big{font-size:90px}}</style></head>
<body bgcolor="#eeeeee"><div class="pre" style="display:none">Hidden words that fill the line of the inbox</div>
<table width="100%" cellpadding="0"><tr><td align="center"><table width="600" style="background:#fff"><tr><td style="padding:20px"><img src="https://img.example.net/head.png" alt="Garden News" width="600"></td></tr>
<tr><td style="padding:20px;font-family:Arial;font-size:16px;color:#333"><h1 style="color:#2a7">Autumn in the garden</h1><p>Leaves are not waste: they keep the beds warm. <a href="https://click.example.net/c/aHR0cHM6Ly93d3cuZXhhbXBsZS5vcmcvbmV3cy8yMDI2LzExLzIyL2F1dHVtbg?utm=1">Read more</a></p></td></tr>
<tr><td><table><tr><td width="50%" valign="top" style="padding:10px"><h3>Roses</h3><p>Cut them back by a third and cover the roots with earth before the first frost comes.</p></td><td width="50%" valign="top" style="padding:10px"><h3>Lawn</h3><p>Mow a last time, not shorter than four centimetres, and sweep away the leaves.</p></td></tr></table></td></tr>
<tr><td align="center" style="font-size:11px;color:#999">You get this because you asked for it. <a href="https://garden.example.org/off">Unsubscribe</a></td></tr></table></td></tr></table></body></html>`;

const arabic = `<div dir="rtl"><p>\u0645\u0631\u062d\u0628\u0627 \u0628\u0643\u0645</p></div><p>\u05e9\u05dc\u05d5\u05dd \u2013 \u041f\u0440\u0438\u0432\u0435\u0442 \u2013 \u0393\u03b5\u03b9\u03ac \u2013 Gr\u00fc\u00dfe</p><form action="https://evil.example.net"><input name=a value="typed"><p>Inside a form</p><button>Press</button></form><iframe src="https://evil.example.net"></iframe><svg><text>drawn</text></svg>`;

/** Attribute values and sheets that would fetch or act if anybody believed them. */
const hostile = `<p style="background:url(http://evil.example.net/1)" onclick="go()" onmouseover=go()>Kept words</p><a href="javascript:go()">a link</a><base href="http://evil.example.net/"><link rel=stylesheet href="http://evil.example.net/2"><meta http-equiv=refresh content="0;url=http://evil.example.net/3"><img src="http://evil.example.net/4" srcset="http://evil.example.net/5 2x" alt="picture words"><video src="http://evil.example.net/6"></video><style>p{list-style:url(http://evil.example.net/7)} @font-face{src:url(http://evil.example.net/8)} </style><style></STYLE ><p>after</p><img src="file:///etc/passwd"><object data="http://evil.example.net/9"></object><!--[if mso]><p>for Outlook</p><![endif]-->`;

export const LETTERS: readonly Letter[] = [
  {
    name: 'flowed',
    raw: message(plain(flowed, '; format=flowed'), {
      Subject: 'Re: The plans',
      To: 'print@print.example, "Miller, John" <john@example.org>',
    }),
    words: [
      'Re: The plans',
      'From',
      'Beispiel, Anna',
      'Dear Mr. Miller',
      'almost everything; what is left is small.',
      'plans.example.org/r/17',
      'before Thursday?',
      'We need them',
      'Yes, gladly.',
      'Beispiel & Partner',
    ],
  },
  {
    name: 'table',
    raw: message(plain(table), { Subject: 'Hours of this week' }),
    words: [
      'Hours of this week',
      'Name',
      'Mon',
      'Christine',
      'Please check',
      'Where can I find',
      'planning',
      'Regards',
    ],
  },
  {
    name: 'outlook',
    raw: message(
      multipart(
        'related',
        html(outlook),
        file('image/png', 'plan.png', PICTURE, { disposition: 'inline', cid: 'plan@01' }),
      ),
      { Subject: 'Agenda for Monday' },
    ),
    words: [
      'Agenda for Monday',
      'From',
      'Dear colleagues',
      'agenda',
      'room (rooms.example.org/blue)',
      'Budget of 2027',
      'Where they stand',
      'Minutes',
      'Bernd',
      'Kind regards',
      'Is there an agenda already?',
    ],
    never: ['alert(1)', 'tracker.example.net', 'styles.example.net'],
  },
  {
    name: 'newsletter',
    raw: message(html(newsletter), {
      Subject: 'Garden News, November',
      From: 'Garden News <news@garden.example.org>',
    }),
    words: [
      'Garden News, November',
      'Autumn in the garden',
      'Leaves are not waste',
      'Read more',
      'Roses',
      'Unsubscribe (garden.example.org/off)',
    ],
    never: ['Hidden words', 'click.example.net', 'img.example.net'],
  },
  {
    name: 'scripts-of-the-world',
    raw: message(html(arabic), { Subject: '=?utf-8?q?Gr=C3=BC=C3=9Fe_aus_aller_Welt?=' }),
    words: ['Grüße aus aller Welt', 'Привет', 'Inside a form'],
    never: ['Press', 'drawn', 'evil.example.net', 'typed'],
  },
  {
    name: 'hostile',
    raw: message(html(hostile), { Subject: 'Fetch <b>this</b>' }),
    words: ['Fetch <b>this</b>', 'Kept words', 'a link', 'picture words', 'after'],
    never: ['evil.example.net', 'javascript', 'passwd', 'for Outlook'],
  },
];
