// What stands before a document on a raw connection, read, and the questions in it answered.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readOctets } from '@platen/edge-server/protocols/octet-reader';
import { readPjlHeader } from '@platen/edge-server/protocols/pjl/read-header';

const UEL = '\x1b%-12345X';

async function* chunks(text: string, size: number): AsyncGenerator<Uint8Array, void, undefined> {
  for (let at = 0; at < text.length; at += size) {
    await Promise.resolve();
    yield Buffer.from(text.slice(at, at + size), 'utf8');
  }
}

async function read(text: string, size = 5) {
  const reader = readOctets(chunks(text, size));
  const answers: string[] = [];
  const header = await readPjlHeader(reader, (said) => answers.push(said));
  const parts: Uint8Array[] = [];
  for await (const part of reader.rest()) parts.push(part);
  return { header, answers, rest: Buffer.concat(parts).toString() };
}

test('a driver’s header gives user, title, copies, sides and language, and the document begins behind it', async () => {
  for (const size of [1, 4, 1_000]) {
    const { header, rest } = await read(
      `\x04${UEL}@PJL JOB NAME="Budget (final)"\r\n@PJL SET USERNAME="CORP\\anna"\r\n@PJL SET QTY=3\n@PJL SET DUPLEX=ON\n@PJL SET BINDING=SHORTEDGE\n@PJL SET RENDERMODE=GRAYSCALE\n@PJL ENTER LANGUAGE = PostScript\r\n%!PS`,
      size,
    );
    assert.deepEqual(header, {
      framed: true,
      userName: 'CORP\\anna',
      jobName: 'Budget (final)',
      language: 'POSTSCRIPT',
      copies: 3,
      sides: 'two-sided-short-edge',
      monochrome: true,
    });
    assert.equal(rest, '%!PS');
  }
});

test('makers say who prints in ways of their own', async () => {
  const userOf = async (lines: string): Promise<string | undefined> =>
    (await read(`${UEL}${lines}x`)).header.userName;
  assert.equal(await userOf('@PJL SET JOBATTR="@JOAU=anna"\n@PJL ENTER LANGUAGE=PCL\n'), 'anna');
  assert.equal(await userOf('@PJL SET JOBATTR="JobAcct1=ben"\n@PJL SET JOBATTR="JobAcct2=pc"\n'), 'ben');
  assert.equal(
    await userOf(
      '@PJL XCPT <xpif cpss-version="2.07">\n@PJL XCPT <job-originating-user-name syntax="name">a&amp;b</job-originating-user-name>\n@PJL ENTER LANGUAGE=PDF\n',
    ),
    'a&b',
  );
});

test('questions are answered at once, so that a port monitor goes on', async () => {
  const { answers, header } = await read(
    `${UEL}@PJL\r\n@PJL INFO ID\r\n@PJL INFO STATUS\r\n@PJL ECHO job 7\r\n@PJL USTATUS DEVICE = ON\r\n@PJL USTATUSOFF\r\n@PJL INQUIRE RESOLUTION\r\n${UEL}`,
  );
  assert.deepEqual(answers, [
    '@PJL INFO ID\r\n"Platen"\r\n\f',
    '@PJL INFO STATUS\r\nCODE=10001\r\nDISPLAY="Ready"\r\nONLINE=TRUE\r\n\f',
    '@PJL ECHO job 7\r\n\f',
    '@PJL USTATUS DEVICE\r\nCODE=10001\r\nDISPLAY="Ready"\r\nONLINE=TRUE\r\n\f',
    '@PJL INQUIRE RESOLUTION\r\n"?"\r\n\f',
  ]);
  assert.equal(header.language, undefined);
});

test('what has no frame is left as it is', async () => {
  const { header, rest } = await read('%PDF-1.7 and more');
  assert.equal(header.framed, false);
  assert.equal(rest, '%PDF-1.7 and more');
  assert.equal((await read('')).rest, '');
});

test('names are one line of plain text, and bounded', async () => {
  const { header } = await read(
    `${UEL}@PJL SET USERNAME="an\x1b[2Jna\u202e"\n@PJL JOB NAME="${'x'.repeat(3_000)}"\n@PJL SET COPIES=100000\n@PJL ENTER LANGUAGE=PDF\n`,
  );
  assert.equal(header.userName, 'an [2Jna');
  assert.equal(header.jobName?.length, 255);
  assert.equal(header.copies, undefined);
});
