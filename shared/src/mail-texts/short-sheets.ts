// The mails that say one thing: a code, documents that could not be made ready, a sender who may not print, an alert for administrators.
import type {
  AlertFacts,
  CodeFacts,
  MailWords,
  NotAllowedFacts,
  RenderOptions,
  SignInFacts,
  TroubleFacts,
} from './mail-text.ts';
import { keyInSubject, mailtoLink } from './mailto-link.ts';
import { errorSentence, tame, tameForSubject } from './saying.ts';
import type { Block, Link } from './sheet.ts';

interface Said {
  readonly subject: string;
  readonly blocks: readonly Block[];
}

const links = (all: readonly (Link | undefined)[]): Block[] => {
  const there = all.filter((link) => link !== undefined);
  return there.length === 0 ? [] : [{ kind: 'links', links: there }];
};

const portalLink = (portal: string | undefined, words: MailWords): Link | undefined =>
  portal === undefined ? undefined : { label: words.openPortal, href: portal };

export function codeSheet(facts: CodeFacts, words: MailWords, { site }: RenderOptions): Said {
  const { code, why, mailbox, newCodeKey, portal } = facts;
  const { code: say, report } = words;
  const fresh =
    mailbox === undefined || newCodeKey === undefined
      ? undefined
      : {
          label: report.newCode,
          href: mailtoLink(mailbox, keyInSubject(newCodeKey).trim(), report.newCodeBody),
          plain: words.plainMail(mailbox, keyInSubject(newCodeKey).trim()),
        };
  return {
    subject: say.subject[why](site),
    blocks: [
      { kind: 'title', text: say.headline[why](site) },
      { kind: 'code', label: report.yourCode, code, hint: say.how },
      ...(mailbox === undefined ? [] : [{ kind: 'text', text: say.mailDocuments(mailbox) } as const]),
      ...links([portalLink(portal, words), fresh]),
      { kind: 'quiet', text: say.secret },
    ],
  };
}

/** The code is not in the subject: that is read on locked telephones. */
export function signInSheet(
  { code, minutes }: SignInFacts,
  { signIn: say }: MailWords,
  { site }: RenderOptions,
): Said {
  return {
    subject: say.subject(site),
    blocks: [
      { kind: 'title', text: say.headline(site) },
      { kind: 'code', label: say.label, code, hint: say.how(minutes) },
      { kind: 'quiet', text: say.notYou },
    ],
  };
}

export function troubleSheet({ documents, portal }: TroubleFacts, words: MailWords): Said {
  const [first] = documents;
  const items = documents.map(({ title, errorCode, values }) => ({
    title: tame(title),
    tone: 'bad' as const,
    lines: [errorSentence(words, errorCode, values)],
  }));
  return {
    subject: words.trouble.subject(tameForSubject(first?.title ?? ''), documents.length),
    blocks: [
      { kind: 'title', text: words.trouble.headline(documents.length) },
      { kind: 'items', items },
      ...links([portalLink(portal, words)]),
    ],
  };
}

export function notAllowedSheet({ why, subject }: NotAllowedFacts, words: MailWords): Said {
  const { notAllowed: say } = words;
  const waits = why === 'mail-sender-waits';
  const about = tameForSubject(subject);
  return {
    subject: waits ? say.subjectWaits(about) : say.subject(about),
    blocks: [
      { kind: 'title', text: waits ? say.waits : say.headline },
      { kind: 'text', text: errorSentence(words, why, {}) },
      // Of somebody who waits for approval, the message is still on the mail server.
      ...(waits ? [] : [{ kind: 'quiet', text: say.notKept } as const]),
    ],
  };
}

export function alertSheet(facts: AlertFacts, words: MailWords): Said {
  const { alert: say } = words;
  const { about, errorCode, detail, sender, subject, account, console: href } = facts;
  const what = tame((about === 'sender-waits' ? sender : account) ?? '', 60);
  const known = [
    ...(errorCode === undefined ? [] : [errorSentence(words, errorCode, {})]),
    ...(detail === undefined ? [] : [tame(detail, 300)]),
  ];
  const message = [
    ...(about === 'sender-waits' || sender === undefined ? [] : [say.from(tame(sender))]),
    ...(subject === undefined ? [] : [say.about(tame(subject))]),
  ];
  return {
    subject: say.subject[about](what),
    blocks: [
      { kind: 'title', text: say.headline[about](what) },
      ...(known.length === 0 ? [] : [{ kind: 'text', text: known.join('\n') } as const]),
      ...(message.length === 0 ? [] : [{ kind: 'text', text: message.join('\n') } as const]),
      { kind: 'text', text: say.next[about] },
      ...(href === undefined
        ? []
        : [{ kind: 'button', main: true, link: { label: say.openConsole, href } } as const]),
    ],
  };
}
