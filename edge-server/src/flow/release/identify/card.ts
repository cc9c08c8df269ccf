// A card that the device's reader has read (SPEC I6): alone, or with its owner's code where the administrator wants both.

import { AppError } from '@platen/shared/app-error';
import { normalizeCode } from '@platen/shared/code-length';
import { STORED } from '@platen/shared/say/saying';
import { type IdentifyMethod, isGiven } from './identify-method.ts';

/** As people/cards.ts spells numbers, so that other spellings of one card are not other budgets. */
const plain = (card: string): string => card.replace(/[^A-Za-z0-9]/g, '').replace(/^0+/, '');

export const identifyByCard: IdentifyMethod = {
  id: 'card',
  via: 'card',
  on: ({ panelCard }, surface) => surface === 'panel' && panelCard,
  takes: ({ card }) => isGiven(card),
  // With a code it is the code of that card's owner that is guessed at; without one the card itself.
  guess: ({ card = '', code }, people) =>
    isGiven(code)
      ? { pair: people.word(`card ${plain(card)}`), at: 'code', length: normalizeCode(code).length }
      : { pair: 'card', at: 'card' },
  wrong: ({ cardEnrol }, { code }) =>
    isGiven(code)
      ? new AppError('wrong-code')
      : new AppError('card-unknown', {
          next: cardEnrol ? STORED.say('card.enrol') : STORED.say('card.register'),
        }),
  find: async (tx, { card = '', code }, people, { cardPin }) => {
    const byCard = await people.byCard(tx, card);
    if (!isGiven(code)) {
      return byCard !== undefined && cardPin ? { asks: new AppError('card-needs-code') } : byCard;
    }
    const byCode = await people.byCode(tx, code);
    return byCard !== undefined && byCode?.id === byCard.id ? byCard : undefined;
  },
};
