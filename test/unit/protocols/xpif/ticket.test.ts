// A Xerox ticket, line by line, as drivers were captured to write it.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { xpifLines } from '@platen/edge-server/protocols/xpif/ticket';

test('a ticket with everything', () => {
  const lines = xpifLines({
    jobName: 'Brief & mehr',
    user: 'Zoë',
    format: 'application/pdf',
    copies: 2,
    collate: true,
    sides: 'two-sided-long-edge',
    color: 'monochrome',
    media: { width: 21_000, height: 29_700 },
    finishings: [20, 92],
    accountId: '4711',
    accountingUser: 'zoe',
  });
  assert.deepEqual(lines, [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<!DOCTYPE xpif SYSTEM "xpif-v02081.dtd">',
    '<xpif version="1.0" cpss-version="2.07" xml:lang="en-US">',
    '\t<xpif-operation-attributes>',
    '\t\t<document-format syntax="mimeMediaType">application/pdf</document-format>',
    '\t\t<job-name syntax="name" xml:space="preserve">Brief &#x26; mehr</job-name>',
    '\t\t<job-originating-user-name syntax="name" xml:space="preserve">Zo&#xeb;</job-originating-user-name>',
    '\t\t<requesting-user-name syntax="name" xml:space="preserve">Zo&#xeb;</requesting-user-name>',
    '\t</xpif-operation-attributes>',
    '\t<job-template-attributes>',
    '\t\t<color-effects-type syntax="keyword">monochrome-grayscale</color-effects-type>',
    '\t\t<copies syntax="integer">2</copies>',
    '\t\t<finishings syntax="1setOf">',
    '\t\t\t<value syntax="enum">20</value>',
    '\t\t\t<value syntax="enum">92</value>',
    '\t\t</finishings>',
    '\t\t<job-account-id syntax="name" xml:space="preserve">4711</job-account-id>',
    '\t\t<job-accounting-user-id syntax="name" xml:space="preserve">zoe</job-accounting-user-id>',
    '\t\t<media-col syntax="collection">',
    '\t\t\t<media-size syntax="collection">',
    '\t\t\t\t<x-dimension syntax="integer">21000</x-dimension>',
    '\t\t\t\t<y-dimension syntax="integer">29700</y-dimension>',
    '\t\t\t</media-size>',
    '\t\t</media-col>',
    '\t\t<sheet-collate syntax="keyword">collated</sheet-collate>',
    '\t\t<sides syntax="keyword">two-sided-long-edge</sides>',
    '\t</job-template-attributes>',
    '</xpif>',
  ]);
});

test('what is not asked for is not in it', () => {
  assert.equal(xpifLines({ jobName: 'x', user: 'y', format: 'application/pdf' }).length, 12);
});
