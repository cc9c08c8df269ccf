// Reading and writing of small XML documents: what is taken, what is refused, and that writing never makes markup out of text.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { allNamed, childOf, textOf } from '@platen/edge-server/protocols/soap/xml-element';
import { readXml } from '@platen/edge-server/protocols/soap/xml-read';
import { tag, writeXml } from '@platen/edge-server/protocols/soap/xml-write';

function root(text: string) {
  const read = readXml(text);
  assert.ok(read.ok, read.ok ? '' : read.mistake);
  return read.root;
}

function mistake(text: string): string {
  const read = readXml(text);
  assert.ok(!read.ok, 'it was taken');
  return read.mistake;
}

test('elements, attributes, namespaces and text are read as written', () => {
  const read = root(
    '\ufeff<?xml version="1.0"?><!-- a --><a:one xmlns:a="urn:a" xmlns="urn:d" b=\'1 &lt; 2\'><two/>x<a:two c="">y</a:two>z</a:one >\n',
  );
  assert.equal(read.name, 'one');
  assert.equal(read.space, 'urn:a');
  assert.equal(read.attributes.get('b'), '1 < 2');
  assert.equal(read.text, 'xz');
  assert.deepEqual(
    read.children.map(({ name, space, text }) => [name, space, text]),
    [
      ['two', 'urn:d', ''],
      ['two', 'urn:a', 'y'],
    ],
  );
  assert.equal(textOf(read, 'two'), '');
  assert.equal(allNamed(read, 'two').length, 2);
  assert.equal(childOf(read, 'three'), undefined);
});

test('the five entities and numbered characters are resolved, and nothing else is', () => {
  assert.equal(root('<a>&amp;&lt;&gt;&quot;&apos;&#65;&#x1F5A8;</a>').text, '&<>"\'A\u{1F5A8}');
  for (const reference of ['&nbsp;', '&foo;', '&', '&#0;', '&#xD800;', '&#x110000;', '&#65', '&#x;', '&;']) {
    assert.match(mistake(`<a>${reference}</a>`), /reference/, reference);
    assert.match(mistake(`<a b="${reference}"/>`), /reference/, reference);
  }
});

test('one resolved reference is never resolved again', () => {
  assert.equal(root('<a>&amp;lt;b&amp;gt;</a>').text, '&lt;b&gt;');
});

test('text in several nodes and sections is one text, whatever its length', () => {
  const long = 'x'.repeat(5_000);
  assert.equal(root(`<a>${long}<!-- cut --><![CDATA[<${long}>]]>&amp;</a>`).text, `${long}<${long}>&`);
  assert.equal(root('<a>1\r\n2\r3</a>').text, '1\n2\n3');
});

test('a document type is refused, so that nothing can be declared, fetched or expanded', () => {
  assert.match(mistake('<!DOCTYPE a><a/>'), /document type/);
  assert.match(
    mistake('<?xml version="1.0"?>\n<!DOCTYPE a SYSTEM "file:///etc/passwd"><a/>'),
    /document type/,
  );
  assert.match(mistake('<a><!ENTITY b "c"></a>'), /document type/);
});

test('what is not well formed is refused', () => {
  for (const text of [
    '',
    'text',
    '<a>',
    '<a></b>',
    '<a/><b/>',
    '<a/>x',
    'x<a/>',
    '</a>',
    '<a b/>',
    '<a b=c/>',
    '<a b="1" b="2"/>',
    '<a b="<"/>',
    '<a b="1"c="2"/>',
    '<a:b/>',
    '<a:b:c xmlns:a="u"/>',
    '<:a/>',
    '<1/>',
    '< a/>',
    '<a',
    '<a b="',
    '<!-- x',
    '<a><![CDATA[x</a>',
    '<![CDATA[x]]>',
    '<?xml',
    '<a>\u0000</a>',
    '<a>\ud800</a>',
    '<a>\ufffe</a>',
  ]) {
    mistake(text);
  }
});

test('names of built-in properties are names like others', () => {
  const read = root('<__proto__ constructor="1" __proto__="2"><toString/></__proto__>');
  assert.equal(read.name, '__proto__');
  assert.equal(read.attributes.get('__proto__'), '2');
  assert.equal(read.children[0]?.name, 'toString');
});

test('what is written is read back as the same text', () => {
  const odd = '<b>&amp;"\' \t\r\n]]>\u{1F5A8}</b>';
  const read = root(writeXml(tag('a', [odd, tag('c', odd)], { d: odd })));
  assert.equal(read.text, odd);
  assert.equal(textOf(read, 'c'), odd.trim());
  assert.equal(read.attributes.get('d'), odd);
});

test('characters that XML does not have do not make the document unreadable', () => {
  assert.equal(root(writeXml(tag('a', 'x\u0000\u001b\ud800\uffffy'))).text, 'x\ufffd\ufffd\ufffd\ufffdy');
});
