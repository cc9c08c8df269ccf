// Writes a message to a person: facts of one kind, in one language, as subject, plain text and HTML. Adds no recipient and sends nothing.
import { MAIL_LANGUAGES, type MailLanguage } from '../mail-report.ts';
import { de } from './de.ts';
import { en } from './en.ts';
import { es } from './es.ts';
import { fr } from './fr.ts';
import { it } from './it.ts';
import type { MailFacts, MailWords, RenderedMail, RenderOptions } from './mail-text.ts';
import { releaseSheet } from './release-sheet.ts';
import { reportSheet } from './report-sheet.ts';
import type { Block, Sheet } from './sheet.ts';
import { sheetToHtml } from './sheet-html.ts';
import { sheetToText } from './sheet-text.ts';
import { alertSheet, codeSheet, notAllowedSheet, signInSheet, troubleSheet } from './short-sheets.ts';

/** A new language: its file, a line here and in MAIL_LANGUAGES. */
export const MAIL_WORDS: Readonly<Record<MailLanguage, MailWords>> = { en, de, fr, es, it };

/** The language of a BCP 47 tag such as "de-CH"; undefined when no mail is written in it. */
export function mailLanguage(tag: string | null | undefined): MailLanguage | undefined {
  const language = tag?.toLowerCase().split(/[-_]/)[0];
  return MAIL_LANGUAGES.find((one) => one === language);
}

export function renderMail(mail: MailFacts, language: MailLanguage, options: RenderOptions): RenderedMail {
  const words = MAIL_WORDS[language];
  const { subject, blocks } = said(mail, words, options);
  const sheet: Sheet = {
    subject,
    tag: words.tag,
    site: options.site,
    blocks,
    footer: words.footer(options.site),
  };
  return { subject, text: sheetToText(sheet), html: sheetToHtml(sheet) };
}

function said(
  mail: MailFacts,
  words: MailWords,
  options: RenderOptions,
): { readonly subject: string; readonly blocks: readonly Block[] } {
  switch (mail.kind) {
    case 'report':
      return reportSheet(mail.facts, words, options);
    case 'trouble':
      return troubleSheet(mail.facts, words);
    case 'code':
      return codeSheet(mail.facts, words, options);
    case 'sign-in':
      return signInSheet(mail.facts, words, options);
    case 'release':
      return releaseSheet(mail.facts, words);
    case 'not-allowed':
      return notAllowedSheet(mail.facts, words);
    case 'alert':
      return alertSheet(mail.facts, words);
  }
}
