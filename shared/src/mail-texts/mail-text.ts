// What mail to people is made of: the facts of each kind, and what a language has to be able to say. Types only; the words are in one file
// per language beside this one, render-mail.ts puts them together.
import type { ErrorCode } from '../error-table.ts';
import type { OutboxKind } from '../mail.ts';
import type { NotPrintedReason, ReleasedState, ReleaseFacts, ReleaseProblem } from '../mail-release.ts';
import type { LeftReason, MailLanguage, ReportFacts, ReportRefused } from '../mail-report.ts';

/** Documents that were taken and could not be made ready after all. */
export interface TroubleFacts {
  readonly documents: readonly ReportRefused[];
  readonly portal?: string | undefined;
}

export interface CodeFacts {
  /** Digits. */
  readonly code: string;
  /** new: the account was made just now. asked: its owner asked for the code. renewed: it is another one, the old one has ended. */
  readonly why: 'new' | 'asked' | 'renewed';
  /** Address that takes documents, where there is one. */
  readonly mailbox?: string | undefined;
  readonly portal?: string | undefined;
  /** Key that asks for a new code by mail; only with `mailbox`. */
  readonly newCodeKey?: string | undefined;
}

/** For somebody who signs in to the portal by mail. */
export interface SignInFacts {
  /** Digits. */
  readonly code: string;
  /** How long it is good, from when it was asked for. */
  readonly minutes: number;
}

/** What became of a release by mail. */
export interface ReleaseMailFacts {
  readonly release: ReleaseFacts;
  readonly portal?: string | undefined;
}

export interface NotAllowedFacts {
  readonly why: 'mail-sender-not-allowed' | 'mail-sender-unverified' | 'mail-sender-waits';
  /** Subject of the message that was not taken. */
  readonly subject: string;
}

/** For administrators. */
export interface AlertFacts {
  /**
   * account: a mailbox cannot be read or sent through; its `errorCode` says why. quarantine: a message was set aside after three tries.
   * sender-waits: somebody may print once they have been allowed to. over: what the last alert told of is well again. attack: somebody is
   * guessing codes; `account` is where. certificate: the server's own ends soon or does not name it; `account` is its first name.
   */
  readonly about: 'account' | 'quarantine' | 'sender-waits' | 'over' | 'attack' | 'certificate';
  /** Name of the account. */
  readonly account?: string | undefined;
  readonly errorCode?: ErrorCode | undefined;
  /** The operator's sentence, in English. */
  readonly detail?: string | undefined;
  /** Address of the sender, and the subject. */
  readonly sender?: string | undefined;
  readonly subject?: string | undefined;
  /** https:// address of the place in the console. */
  readonly console?: string | undefined;
}

export type MailFacts =
  | { readonly kind: 'report'; readonly facts: ReportFacts }
  | { readonly kind: 'trouble'; readonly facts: TroubleFacts }
  | { readonly kind: 'code'; readonly facts: CodeFacts }
  | { readonly kind: 'sign-in'; readonly facts: SignInFacts }
  | { readonly kind: 'release'; readonly facts: ReleaseMailFacts }
  | { readonly kind: 'not-allowed'; readonly facts: NotAllowedFacts }
  | { readonly kind: 'alert'; readonly facts: AlertFacts };

export type FactsOf<K extends OutboxKind> = Extract<MailFacts, { kind: K }>['facts'];

export interface RenderedMail {
  readonly subject: string;
  readonly text: string;
  readonly html: string;
}

export interface RenderOptions {
  /** Name of this installation, as the administrator gave it. */
  readonly site: string;
  /** IANA name; the server's own where absent. */
  readonly timeZone?: string | undefined;
}

export interface MailWords {
  readonly language: MailLanguage;
  /** BCP 47, for dates and for the lang attribute. */
  readonly tag: string;
  readonly report: ReportWords;
  readonly release: ReleaseWords;
  readonly code: CodeWords;
  readonly signIn: {
    readonly subject: (site: string) => string;
    readonly headline: (site: string) => string;
    /** Above the digits. */
    readonly label: string;
    readonly how: (minutes: number) => string;
    readonly notYou: string;
  };
  readonly trouble: {
    readonly subject: (title: string, n: number) => string;
    readonly headline: (n: number) => string;
  };
  readonly notAllowed: {
    readonly subject: (subject: string) => string;
    readonly headline: string;
    /** The same of somebody who waits for approval. */
    readonly waits: string;
    readonly subjectWaits: (subject: string) => string;
    readonly notKept: string;
  };
  readonly alert: AlertWords;
  readonly pages: (n: number) => string;
  readonly copies: (n: number) => string;
  /** In the language's quotation marks. */
  readonly quote: (text: string) => string;
  /** At the end of a list that was cut. */
  readonly more: (n: number) => string;
  /** A message to be written, where there are no links. */
  readonly plainMail: (to: string, subject: string) => string;
  /** Where the printer's name goes, in such a subject. */
  readonly printerHere: string;
  readonly openPortal: string;
  /** Last line of everything that goes to people. */
  readonly footer: (site: string) => string;
}

interface ReportWords {
  readonly subjectReady: (what: string) => string;
  readonly subjectMaking: (what: string) => string;
  readonly subjectPrinting: (what: string, printer: string) => string;
  readonly subjectConfirm: (what: string) => string;
  readonly subjectNothing: (subject: string) => string;
  /** "3 documents" */
  readonly documents: (n: number) => string;
  /** A whole sentence, as the three after it. */
  readonly ready: (n: number) => string;
  readonly making: (n: number) => string;
  /** After `ready`. */
  readonly someMaking: (n: number) => string;
  readonly printing: (n: number, printer: string) => string;
  readonly notThere: (printer: string) => string;
  readonly nothing: string;
  readonly confirm: (n: number) => string;
  readonly confirmButton: string;
  readonly confirmHint: string;
  readonly yourCode: string;
  readonly codeHint: string;
  readonly stillMaking: string;
  readonly locked: string;
  readonly isPrinting: string;
  readonly printed: string;
  readonly uncertain: string;
  readonly gone: string;
  readonly cannot: string;
  readonly duplicate: (title: string, when: string) => string;
  readonly refusedHead: (n: number) => string;
  readonly leftOut: (what: string) => string;
  readonly left: Readonly<Record<LeftReason, string>>;
  /** `words` are quoted already. */
  readonly unknown: (words: string) => string;
  readonly example: (words: string) => string;
  readonly printOne: string;
  readonly printAll: (n: number) => string;
  readonly printHead: string;
  readonly printHint: string;
  /** Stands in the body of the mail that a link opens. */
  readonly printBody: string;
  readonly newCode: string;
  readonly newCodeBody: string;
  readonly confirmBody: string;
  readonly kept: (when: string) => string;
}

interface ReleaseWords {
  readonly subjectPrinting: (printer: string) => string;
  readonly subjectNot: string;
  readonly subjectPartly: (printer: string) => string;
  readonly printing: (n: number, printer: string) => string;
  readonly nothing: (printer: string) => string;
  readonly problem: Readonly<Record<ReleaseProblem, (asked: string, minutes: number) => string>>;
  readonly state: Readonly<Record<Exclude<ReleasedState, 'not-printed'>, string>>;
  readonly why: Readonly<Record<NotPrintedReason, string>>;
  readonly nearest: (printer: string) => string;
  readonly candidates: string;
  readonly write: (call: string) => string;
  readonly linkStays: string;
  readonly unknown: (words: string) => string;
}

interface CodeWords {
  readonly subject: Readonly<Record<CodeFacts['why'], (site: string) => string>>;
  readonly headline: Readonly<Record<CodeFacts['why'], (site: string) => string>>;
  readonly how: string;
  readonly mailDocuments: (address: string) => string;
  readonly secret: string;
}

interface AlertWords {
  readonly subject: Readonly<Record<AlertFacts['about'], (what: string) => string>>;
  readonly headline: Readonly<Record<AlertFacts['about'], (what: string) => string>>;
  readonly next: Readonly<Record<AlertFacts['about'], string>>;
  readonly from: (sender: string) => string;
  readonly about: (subject: string) => string;
  readonly openConsole: string;
}
