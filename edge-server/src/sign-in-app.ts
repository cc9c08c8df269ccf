// What the API may do with signing in; build-sign-in.ts puts it together. Types only.
import type { Tx } from './db/database.ts';
import type { Asked } from './flow/release/identify/identify-method.ts';
import type { Cards } from './people/cards.ts';
import type { CompanyCode } from './people/company-code.ts';
import type { Guests } from './people/guests.ts';
import type { JoinUser } from './people/join-user.ts';
import type { KnownBrowser } from './people/known-browser.ts';
import type { MailedCode } from './people/mailed-code.ts';
import type { OpenId } from './people/open-id.ts';
import type { OpenIdSecret } from './settings/open-id-secret.ts';

/** people/directory-sign-in.ts. */
export interface DirectoryPasswords {
  readonly check: (
    typed: { readonly user: string; readonly password: string },
    signal: AbortSignal,
  ) => Promise<Asked>;
  /** Is there a directory people can sign in with? */
  readonly any: () => Promise<boolean>;
}

/** Somebody whose address is proven, and who may have an account here. */
export interface MayJoin {
  readonly name?: string | undefined;
}

/** A domain to choose beside the user name; `id` goes before it. */
export interface SignInDomain {
  readonly id: string;
  readonly label: string;
}

export interface SignInApp {
  readonly guests: Guests;
  readonly cards: Cards;
  readonly companyCode: CompanyCode;
  readonly mailedCode: MailedCode;
  readonly known: KnownBrowser;
  readonly passwords: DirectoryPasswords;
  readonly openId: OpenId;
  readonly join: JoinUser;
  readonly openIdSecret: OpenIdSecret;
  /** The domains of the directories that people sign in with, in their order. */
  readonly domains: () => Promise<readonly SignInDomain[]>;
  /** May this address have an account (SPEC C1)? Asks lists, settings and the directory. A string: why not, for the log. */
  readonly mayJoin: (email: string, signal?: AbortSignal) => Promise<MayJoin | string>;
  /** Puts the mail of an attempt into the outbox, in the caller's transaction. */
  readonly mailAttempt: (tx: Tx, mail: { readonly email: string; readonly attempt: string }) => Promise<void>;
}
