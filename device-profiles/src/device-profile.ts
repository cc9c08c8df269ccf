// What a device profile is: one family of devices as data, with a source for every value that is not asked from the device itself.
import { ACCOUNTING_NEEDS, ACCOUNTING_STYLES } from '@platen/shared/device';
import * as v from 'valibot';
import { MatchRules } from './profile/match-rules.ts';
import { OptionFacts } from './profile/option-facts.ts';
import { PanelFacts } from './profile/panel-facts.ts';
import { MediaType, PjlFacts, PrintLanguages } from './profile/print-language.ts';
import { ProtocolChoice } from './profile/protocol-choice.ts';
import { Quirk } from './profile/quirk.ts';
import { Sentence } from './profile/sentence.ts';
import { saying } from './read/saying.ts';

export const ProfileId = v.pipe(
  v.string(),
  v.regex(
    /^[a-z0-9]+(-[a-z0-9]+)*$/,
    saying(
      'An id has small letters, digits and single hyphens only.',
      'Write for example "our-copy-shop-press".',
    ),
  ),
  v.maxLength(64),
);

/** The groups of values that each have a source of their own. */
export const SOURCED_GROUPS = ['match', 'protocols', 'formats', 'pdl', 'pjl', 'panel', 'accounting'] as const;
export type SourcedGroup = (typeof SOURCED_GROUPS)[number];

/** Where each group of values comes from. */
const Sources = v.optional(
  v.strictObject({
    match: v.optional(Sentence),
    protocols: v.optional(Sentence),
    formats: v.optional(Sentence),
    pdl: v.optional(Sentence),
    pjl: v.optional(Sentence),
    panel: v.optional(Sentence),
    accounting: v.optional(Sentence),
  }),
  {},
);

export const DeviceProfile = v.strictObject({
  $schema: v.optional(v.string()),
  id: ProfileId,
  /** For a person: the family. */
  name: v.pipe(Sentence, v.maxLength(127)),
  /** Where the profile as a whole comes from; `sources` says it group by group. */
  source: Sentence,
  sources: Sources,
  /** None at all: fits everything. */
  match: MatchRules,
  /** In order of preference. */
  protocols: v.pipe(
    v.array(ProtocolChoice),
    v.minLength(
      1,
      saying(
        'A family without a protocol cannot be printed to.',
        'Name at least one, for example ipp on port 631.',
      ),
    ),
  ),
  /** Media types it takes over raw and lpr, where nothing can be asked; absent: asked from the device over IPP, else unknown. */
  formats: v.optional(v.array(MediaType)),
  pdl: v.optional(PrintLanguages),
  /** Absent: nothing is known of its PJL, so none is sent. */
  pjl: v.optional(PjlFacts),
  options: v.optional(OptionFacts),
  panel: PanelFacts,
  accounting: v.optional(
    v.strictObject({
      style: v.picklist(ACCOUNTING_STYLES),
      /** What must be given with every job; absent: as the printer says. */
      need: v.optional(v.picklist(ACCOUNTING_NEEDS)),
    }),
    { style: 'none' },
  ),
  quirks: v.optional(v.array(Quirk), []),
});
export type DeviceProfile = v.InferOutput<typeof DeviceProfile>;
