// Threat T23: HTML is set here, and nothing of it ever reaches the network or a file. Every vector names a canary; nobody may call it.
import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, test } from 'node:test';
import { makeRenderHost } from '@platen/edge-server/render/render-host';

/** U stands for the canary's address. */
const VECTORS: readonly string[] = [
  '<img src="U">',
  '<img srcset="U 1x, U 2x">',
  '<img src=U loading=eager crossorigin>',
  '<img lowsrc="U" dynsrc="U">',
  '<picture><source srcset="U"><img src="U"></picture>',
  '<link rel=stylesheet href="U">',
  '<link rel="preload" as="image" href="U">',
  '<link rel="icon" href="U">',
  '<link rel="import" href="U">',
  '<link rel="dns-prefetch" href="U"><link rel="preconnect" href="U">',
  '<link rel="manifest" href="U">',
  '<style>@import url("U");</style>',
  '<style>@import "U";</style>',
  '<style>@font-face{font-family:a;src:url(U)} p{font-family:a}</style>',
  '<style>p{background:url(U)}</style>',
  '<style>p::before{content:url(U)}</style>',
  '<style>li{list-style:url(U)}</style><ul><li>x</ul>',
  '<style>p{cursor:url(U),auto}</style>',
  '<style>p{border-image:url(U) 30}</style>',
  '<style>@media all{p{background:url(U)}}</style>',
  '<style>@namespace "U"; @charset "U";</style>',
  '<p style="background:url(U)">x</p>',
  '<p style="background-image:url(\'U\')">x</p>',
  '<p style="background:\\75\\72\\6c(U)">x</p>',
  '<p style="list-style-image:url(U);behavior:url(U)">x</p>',
  '<p style="width:expression(location=\'U\')">x</p>',
  '<p style="filter:url(U#a);mask:url(U#b)">x</p>',
  '<body background="U">x</body>',
  '<table background="U"><tr background="U"><td background="U">x</td></tr></table>',
  '<iframe src="U"></iframe>',
  '<iframe srcdoc="<img src=U>"></iframe>',
  '<frameset><frame src="U"></frameset>',
  '<object data="U"></object>',
  '<object classid="x" codebase="U"><param name=src value="U"></object>',
  '<embed src="U">',
  '<applet code="U" archive="U"></applet>',
  '<video src="U" poster="U" autoplay></video>',
  '<audio src="U" autoplay></audio>',
  '<video><source src="U"><track src="U"></video>',
  '<svg><image href="U" xlink:href="U"/></svg>',
  '<svg><use href="U#a"/><foreignObject><img src="U"></foreignObject></svg>',
  '<svg><style>@import url(U)</style><script href="U"/></svg>',
  "<img src=\"data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg'%3E%3Cimage href='U'/%3E%3C/svg%3E\">",
  '<script src="U"></script>',
  '<script>fetch("U");new Image().src="U";navigator.sendBeacon("U")</script>',
  '<script type=module>import "U"</script>',
  '<meta http-equiv=refresh content="0;url=U">',
  '<base href="U/"><img src="a.png"><a href="b">x</a>',
  '<form action="U"><input type=image src="U"><button formaction="U">x</button></form>',
  '<a href="x" ping="U">x</a>',
  '<img src=x onerror="this.src=\'U\'">',
  '<math href="U"><mi xlink:href="U">x</mi></math>',
  '<input type="image" src="U"><isindex action="U">',
  '<bgsound src="U"><layer src="U"></layer><xml src="U"></xml>',
  '<?xml-stylesheet href="U"?><!DOCTYPE html SYSTEM "U" [<!ENTITY x SYSTEM "U">]><p>&x;</p>',
  '<!--[if true]><img src="U"><![endif]--><![if true]><img src="U"><![endif]>',
  '<v:fill src="U" type="frame"/><v:imagedata src="U"/>',
  '<portal src="U"></portal><template><img src="U"></template><noscript><img src="U"></noscript>',
];

const host = makeRenderHost();
after(() => host.stop());

void test('fifty and more ways to call home from HTML bring nobody to the canary', async () => {
  const visits: string[] = [];
  const server = createServer((request, response) => {
    visits.push(request.url ?? '');
    response.end();
  });
  server.on('connection', () => visits.push('a connection'));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  try {
    const { port } = server.address() as AddressInfo;
    assert.ok(VECTORS.length >= 50);
    for (const [index, vector] of VECTORS.entries()) {
      const html = `<p>Letter</p>${vector.replaceAll('U', `http://127.0.0.1:${port}/${index}`)}<p>End</p>`;
      const made = await host.toPdf({ kind: 'bytes', bytes: Buffer.from(html) }, 'text/html', {
        media: 'iso_a4_210x297mm',
      });
      assert.ok(made.ok, `${vector}: ${JSON.stringify(made)}`);
      // Nor does the PDF bring a viewer or a printer there.
      const pdf = Buffer.from(made.pdf ?? []).toString('latin1');
      assert.ok(
        !/\/(URI|JavaScript|Launch|GoToR|SubmitForm|OpenAction|F\s*\()/.test(
          pdf.replaceAll(/stream[\s\S]*?endstream/g, ''),
        ),
        vector,
      );
    }
    assert.deepEqual(visits, []);
  } finally {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  }
});

void test('files of the machine cannot be shown by naming them', async () => {
  for (const address of [
    'file:///etc/passwd',
    '/etc/passwd',
    'cid:../../etc/passwd',
    'C:\\x.png',
    '\\\\host\\share\\x.png',
  ]) {
    const made = await host.toPdf(
      { kind: 'bytes', bytes: Buffer.from(`<p>x</p><img src="${address}">`) },
      'text/html',
      {
        media: 'iso_a4_210x297mm',
      },
    );
    assert.ok(made.ok, JSON.stringify(made));
    assert.equal(made.notes?.length, 1);
  }
});
