// Nothing that people write can end a PJL string, a line or the language, or say anything to an LPD (threats T32, T34): a table of
// hostile texts through every builder that takes one.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { lpdFiles } from '@platen/edge-server/protocols/lpd/control-file';
import { pjlHeader, pjlTrailer, UEL } from '@platen/edge-server/protocols/pjl/pjl-job';
import { pjlWord } from '@platen/edge-server/protocols/pjl/pjl-text';
import { xpifLines } from '@platen/edge-server/protocols/xpif/ticket';

const HOSTILE = [
  '',
  ' ',
  'Letter',
  'a"b',
  '"\r\n@PJL INITIALIZE\r\n@PJL COMMENT "',
  'x\n@PJL DEFAULT PASSWORD=0',
  'x\r@PJL FSDELETE NAME="0:/"',
  '\x1b%-12345X@PJL RESET\r\n',
  '\x1b\x1b%-12345X',
  'x\f\v\t\b\x00\x07\x7f\x80\x85\x9b',
  '\u2028\u2029\u0085line',
  '＂＠ＰＪＬ',
  'ﬁ…“”«»',
  'Ünïcödé 文書 🖨',
  '\ud800\udc00\ud800',
  '</job-name><copies>999</copies>',
  ']]><!ENTITY x SYSTEM "file:///etc/passwd">&x;',
  '&#x1b;%-12345X',
  '4711;"XRX_USERID,admin',
  'x\nldfA999root\nUdfA999root',
  'x\nM/etc/passwd',
  '../../etc/cron.d/x',
  '%!PS (x) print',
  'x'.repeat(100_000),
  '\n'.repeat(10_000),
];

const check = (bytes: Buffer, uels: number, lines: number): void => {
  const text = bytes.toString('latin1');
  assert.equal(text.split(UEL).length - 1, uels);
  const plain = text.replaceAll(UEL, '');
  for (const line of plain.split('\n')) {
    assert.match(line, /^[\x20-\x7e\t]*\r?$/);
    if (line.trim() !== '') assert.match(line, /^@PJL( |\r?$)/);
    assert.ok(line.length < 2_000);
  }
  assert.equal(plain.split('\n').length, lines);
};

test('PJL: hostile names, users and accounts change no line of the job', () => {
  for (const text of HOSTILE) {
    for (const style of ['xerox', 'fujixerox'] as const) {
      const job = {
        name: text,
        backChannel: { token: text },
        accounting: { style, user: text, account: text },
        settings: [['COPIES', 2]] as const,
        language: text,
      };
      const language = pjlWord(text) === undefined ? 0 : 1;
      check(pjlHeader(job), 1, 9 + (style === 'xerox' ? 4 : 1) + language);
      check(pjlTrailer(job), 2, 3);
      // One string each for the name, and no quote inside.
      for (const line of pjlHeader(job).toString('latin1').split('\r\n'))
        assert.ok([0, 2].includes(line.split('"').length - 1), line);
    }
  }
});

test('XPIF: hostile texts add no line and no element', () => {
  const count = (lines: readonly string[]) => [lines.length, lines.join('').split('<').length];
  const plain = { jobName: 'x', user: 'x', format: 'x', accountId: 'x', accountingUser: 'x' };
  const expected = count(xpifLines(plain));
  for (const text of HOSTILE) {
    const ticket = { jobName: text, user: text, format: text, accountId: text, accountingUser: text };
    const lines = xpifLines(ticket);
    assert.deepEqual(count(lines), expected);
    check(pjlHeader({ name: text, ticket: lines }), 1, lines.length + 2);
  }
});

test('LPD: hostile texts add no command to the control file', () => {
  for (const text of HOSTILE) {
    const { control, controlName, dataName } = lpdFiles({ number: 7, user: text, title: text });
    const lines = control.toString('latin1').split('\n');
    assert.deepEqual(
      lines.map((line) => line.slice(0, 1)),
      ['H', 'P', 'J', 'l', 'U', 'N', ''],
    );
    for (const line of lines.slice(0, -1)) assert.match(line, /^[A-Za-z][A-Za-z0-9._ -]{1,131}$/);
    assert.ok((lines[1]?.length ?? 0) <= 32);
    assert.equal(controlName, 'cfA007platen');
    assert.equal(dataName, 'dfA007platen');
  }
});

test('ten thousand random texts', () => {
  let seed = 42;
  const random = (below: number): number => {
    // Numerical Recipes' generator: any will do, as long as it is the same each time.
    seed = (seed * 1_664_525 + 1_013_904_223) % 2 ** 32;
    return seed % below;
  };
  for (let round = 0; round < 10_000; round += 1) {
    const text = Array.from({ length: random(60) }, () => String.fromCharCode(random(0x300))).join('');
    check(pjlHeader({ name: text, accounting: { style: 'xerox', user: text } }), 1, 6);
    assert.equal(
      lpdFiles({ number: round, user: text, title: text }).control.toString('latin1').split('\n').length,
      7,
    );
  }
});
