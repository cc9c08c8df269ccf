import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ERRORS, type ErrorCode } from '@platen/shared/error-table';
import { JOB_STATES } from '@platen/shared/job-state';
import { OUTBOX_KINDS, type OutboxKind } from '@platen/shared/mail';
import {
  NOT_PRINTED_REASONS,
  RELEASE_PROBLEMS,
  RELEASED_STATES,
  type ReleaseFacts,
} from '@platen/shared/mail-release';
import { MAIL_LANGUAGES, type ReportFacts, type ReportTaken } from '@platen/shared/mail-report';
import type { AlertFacts, MailFacts } from '@platen/shared/mail-texts/mail-text';
import { mailtoLink } from '@platen/shared/mail-texts/mailto-link';
import { MAIL_WORDS, mailLanguage, renderMail } from '@platen/shared/mail-texts/render-mail';

const KEY = 'ABCD-EFGH-JKLM-NPQR';
const AT = Date.parse('2026-11-23T12:00:00Z');
const OPTIONS = { site: 'Platen', timeZone: 'UTC' } as const;
const PORTAL = 'https://print.example.org:8443';

const taken = (set: Partial<ReportTaken> = {}): ReportTaken => ({
  title: 'Report.pdf',
  pages: 12,
  state: 'held',
  releaseKey: KEY,
  ...set,
});
const report = (set: Partial<ReportFacts> = {}): MailFacts => ({
  kind: 'report',
  facts: {
    subject: 'Papers',
    code: '483912771',
    taken: [taken()],
    refused: [],
    left: [],
    unknownWords: [],
    mailbox: 'print@example.org',
    portal: PORTAL,
    newCodeKey: KEY,
    keptUntil: AT,
    ...set,
  },
});
const release = (set: Partial<ReleaseFacts> = {}): MailFacts => ({
  kind: 'release',
  facts: {
    portal: PORTAL,
    release: {
      kind: 'release',
      printer: { name: 'Reception', call: 'reception', place: 'Ground floor' },
      asked: 'reception',
      documents: [],
      findings: [],
      unknown: [],
      linkStays: false,
      ...set,
    },
  },
});

/** Every kind, in every shape that says something else. */
function everything(): MailFacts[] {
  const refused = Object.keys(ERRORS).map((errorCode) => ({
    title: 'x.doc',
    errorCode: errorCode as ErrorCode,
    values: { limit: '1 GB', printer: 'Reception', seconds: 9 },
    sentence: '',
  }));
  const alerts: AlertFacts['about'][] = ['account', 'quarantine', 'sender-waits', 'over'];
  return [
    report(),
    report({ code: undefined }),
    report({
      taken: JOB_STATES.map((state) => taken({ state, duplicateOf: { title: 'Old.pdf', receivedAt: AT } })),
      releaseAllKey: KEY,
      unknownWords: ['blah'],
      left: [{ name: 'logo.png', reason: 'signature-picture' }],
    }),
    report({ taken: [taken({ state: 'received', pages: undefined })] }),
    report({ taken: [], refused: refused.filter(({ errorCode }) => /^(document|mail)-/.test(errorCode)) }),
    report({ confirmKey: KEY }),
    report({ printer: { name: 'Reception' } }),
    report({ printer: { name: 'Reception', errorCode: 'mail-printer-not-allowed' } }),
    ...RELEASE_PROBLEMS.map((problem) =>
      release({
        problem,
        seconds: 600,
        candidates: [{ call: 'a1', name: 'A 1', place: 'Hall' }],
        linkStays: true,
      }),
    ),
    release({
      documents: [
        ...RELEASED_STATES.map((state) => ({ jobId: 'j', title: 'x.pdf', state, pages: 3, copies: 2 })),
        ...NOT_PRINTED_REASONS.map((reason) => ({
          jobId: 'j',
          title: 'x.pdf',
          state: 'not-printed' as const,
          reason,
        })),
      ],
      findings: [
        {
          kind: 'media',
          stops: false,
          sentence: 'No A3.',
          done: 'Print on A4',
          nearest: { name: 'B 2', place: 'Hall' },
        },
      ],
      unknown: ['blah'],
    }),
    { kind: 'trouble', facts: { documents: refused.slice(0, 2), portal: PORTAL } },
    ...(['new', 'asked', 'renewed'] as const).map(
      (why): MailFacts => ({
        kind: 'code',
        facts: { code: '48391277', why, mailbox: 'print@example.org', portal: PORTAL, newCodeKey: KEY },
      }),
    ),
    { kind: 'sign-in', facts: { code: '483912774', minutes: 10 } },
    ...(['mail-sender-not-allowed', 'mail-sender-unverified', 'mail-sender-waits'] as const).map(
      (why): MailFacts => ({ kind: 'not-allowed', facts: { why, subject: 'Papers' } }),
    ),
    ...alerts.map(
      (about): MailFacts => ({
        kind: 'alert',
        facts: {
          about,
          account: 'Inbox',
          errorCode: 'mail-account-refused',
          detail: 'NO wrong',
          sender: 'eve@example.net',
          subject: 'Papers',
          console: `${PORTAL}/admin`,
        },
      }),
    ),
  ];
}

test('every kind is written in every language, whole, small and with nothing loaded from anywhere', () => {
  const kinds = new Set<OutboxKind>();
  let checked = 0;
  for (const language of MAIL_LANGUAGES)
    for (const mail of everything()) {
      const { subject, text, html } = renderMail(mail, language, OPTIONS);
      const what = `${language} ${mail.kind} ${subject}`;
      kinds.add(mail.kind);
      checked++;
      assert.ok(subject.length > 3 && subject.length < 160 && !/[\r\n]/.test(subject), what);
      for (const part of [subject, text, html])
        assert.doesNotMatch(part, /undefined|\[object|NaN|\{\w+\}(?!\})/, what);
      assert.ok(text.length < 12_000 && html.length < 30_000, `${what}: ${html.length}`);
      assert.match(html, new RegExp(`<html lang="${MAIL_WORDS[language].tag}">`));
      assert.doesNotMatch(
        html,
        /<(?:img|script|link|iframe|object|form|svg|video)\b|\bsrc=|url\(|@import|http:/i,
        what,
      );
      for (const [, href] of html.matchAll(/href="([^"]*)"/g))
        assert.match(href ?? '', /^(?:mailto:|https:\/\/)/);
      // Balanced: what is opened is closed.
      for (const tag of ['table', 'tr', 'td', 'div', 'p', 'a', 'h1', 'h2', 'span'])
        assert.equal(
          html.match(new RegExp(`<${tag}[ >]`, 'g'))?.length,
          html.match(new RegExp(`</${tag}>`, 'g'))?.length,
          tag,
        );
    }
  assert.deepEqual([...kinds].toSorted(), [...OUTBOX_KINDS].toSorted());
  assert.ok(checked > 150);
});

test('the code is in the text and in the box, in groups, and never in the subject', () => {
  const { subject, text, html } = renderMail(report(), 'en', OPTIONS);
  assert.match(text, /483 912 771/);
  assert.match(html.replaceAll(/<[^>]+>/g, ''), /483 912 771/);
  assert.doesNotMatch(subject, /483/);
  const without = renderMail(report({ code: undefined }), 'en', OPTIONS);
  assert.doesNotMatch(without.text + without.html, /483/);
});

test('who has not confirmed yet gets no code, no link that prints and no new code from it', () => {
  const { text, html, subject } = renderMail(report({ confirmKey: 'CONF-CONF-CONF-CONF' }), 'en', OPTIONS);
  assert.match(subject, /^Please confirm/);
  assert.match(text, /\[#CONF-CONF-CONF-CONF\]/);
  assert.doesNotMatch(text + html, /483|Print by mail/);
});

test('a link opens a message with the key in its subject and a blank for the printer behind it', () => {
  const { html, text } = renderMail(report(), 'en', OPTIONS);
  assert.ok(
    html.includes(
      'href="mailto:print@example.org?subject=%5B%23ABCD-EFGH-JKLM-NPQR%5D%20&amp;body=Write%20the%20name',
    ),
  );
  assert.match(text, /To: print@example\.org\n\s*Subject: \[#ABCD-EFGH-JKLM-NPQR\] \(name of the printer\)/);
});

test('mailto links are percent-encoded as RFC 6068 wants it', () => {
  const link = mailtoLink("a&b?c%d'e+f@example.org", 'x&y=z? ä#', 'one\ntwo');
  assert.equal(
    link,
    'mailto:a%26b%3Fc%25d%27e%2Bf@example.org?subject=x%26y%3Dz%3F%20%C3%A4%23&body=one%0D%0Atwo',
  );
});

test('what strangers wrote is text and nothing else, on one line, and short', () => {
  const hostile = '<img src=x onerror=alert(1)>"\'&\r\nBcc: evil@example.net\u2028\u202e\u0000';
  for (const mail of [
    report({
      subject: hostile,
      taken: [
        taken({ title: hostile }),
        taken({ title: hostile, duplicateOf: { title: hostile, receivedAt: AT } }),
      ],
      refused: [
        {
          title: hostile,
          errorCode: 'mail-printer-unknown',
          values: { printer: hostile },
          sentence: hostile,
        },
      ],
      left: [{ name: hostile, reason: 'calendar' }],
      unknownWords: [hostile],
      printer: { name: hostile, errorCode: 'mail-printer-unknown' },
    }),
    report({ taken: [], subject: hostile }),
    release({ asked: hostile, printer: undefined, problem: 'printer-unknown', unknown: [hostile] }),
    { kind: 'not-allowed', facts: { why: 'mail-sender-waits', subject: hostile } },
    { kind: 'alert', facts: { about: 'quarantine', sender: hostile, subject: hostile, detail: hostile } },
  ] satisfies MailFacts[]) {
    const { subject, text, html } = renderMail(mail, 'en', OPTIONS);
    assert.doesNotMatch(html, /<img/i);
    assert.doesNotMatch(subject, /[\r\n\p{Cc}\u2028\u202e]/u);
    assert.doesNotMatch(text, /^Bcc/m);
    assert.doesNotMatch(text + html, /[\u2028\u202e\u0000\r]/);
  }
  const long = renderMail(report({ taken: [taken({ title: 'x'.repeat(5_000) })] }), 'en', OPTIONS);
  assert.ok(long.subject.length < 100 && long.html.length < 10_000);
});

test('of a hundred documents the first are shown and the others counted, so that the message stays small', () => {
  const title = 'A rather long name of a file.docx';
  const many = report({
    taken: Array.from({ length: 100 }, () => taken({ title })),
    refused: Array.from({ length: 100 }, () => ({
      title,
      errorCode: 'document-unsafe',
      values: {},
      sentence: '',
    })),
    releaseAllKey: KEY,
  });
  const { html, text, subject } = renderMail(many, 'en', OPTIONS);
  assert.ok(Buffer.byteLength(html) < 50_000, String(html.length));
  assert.match(text, /And 80 more\./);
  assert.match(text, /And 88 more\./);
  assert.match(subject, /100 documents/);
});

test('a language is found by its tag', () => {
  assert.equal(mailLanguage('de-CH'), 'de');
  assert.equal(mailLanguage('FR'), 'fr');
  assert.equal(mailLanguage('nl'), undefined);
  assert.equal(mailLanguage(null), undefined);
});
