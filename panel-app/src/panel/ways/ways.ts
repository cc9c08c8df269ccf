// The other ways to sign in at a panel: an email address with the code, user name and password, guest codes, cards. Loaded where the site has any of them.
import { button } from '../../components/button.ts';
import { takeCard } from '../../state/card-entry.ts';
import type { PanelSession } from '../../state/panel-session.ts';
import type { PanelState } from '../../state/panel-state.ts';
import { takeUser } from '../../state/user-entry.ts';
import { installStyles } from '../../theme/install-styles.ts';
import { CARD_EVENT } from '../card-event.ts';
import type { PanelView, PanelWays } from '../panel-view.ts';
import { waysStyles } from '../styles/ways.ts';
import { cardScreen, domainScreen, openWay, typedWays, waysScreen } from './choice-screens.ts';
import { emailField, emailLetters } from './email-fields.ts';
import { say } from './speech.ts';
import { hearTypedCards } from './typed-cards.ts';
import { userScreen } from './user-screen.ts';

const takesCode = ({ start }: PanelState): boolean =>
  start === undefined || start.ways.some((way) => way !== 'directory' && way !== 'card' && way !== 'device');

/** Where no code is taken the first screen is another one; a card whose code is missing needs the keypad all the same. */
function at(state: PanelState): PanelState['screen'] {
  const { screen, start, entry } = state;
  if (screen !== 'code' || takesCode(state) || entry.with.card !== undefined) return screen;
  return start?.ways.includes('directory') === true ? 'user' : 'card';
}

function hint({ state }: PanelView): string | undefined {
  const { entry, start } = state;
  if (entry.with.card !== undefined) return say('hint-pin');
  if (entry.alone) return say('hint-guest');
  return start?.ways.includes('card') === true ? say('hint-card') : undefined;
}

/** Straight to the other way where there is one, to the choice where there are several. */
function barKey(view: PanelView): ReturnType<typeof button> | undefined {
  const now = view.state.entry.alone ? 'guest' : typedWays(view)[0];
  const others = typedWays(view).filter((way) => way !== now);
  const [other] = others;
  // A short bar has room for what went wrong, or for this.
  if (other === undefined || (view.room.short && view.state.entry.refusal !== undefined)) return undefined;
  return button({
    label: others.length === 1 ? say(other) : say('other'),
    kind: 'quiet',
    place: 'bar-help',
    press: () =>
      others.length === 1 ? openWay(view, other) : view.panel.store.set({ screen: 'ways', user: undefined }),
  });
}

export function openWays({ core, signedIn }: PanelSession): PanelWays {
  installStyles(document, waysStyles);
  const user = takeUser(core, signedIn);
  const card = takeCard(core, signedIn);
  const onCard = (event: Event): void => {
    const takes = core.store.get().start?.ways.includes('card') === true;
    if (takes && event instanceof CustomEvent && typeof event.detail === 'string') card.read(event.detail);
  };
  document.addEventListener(CARD_EVENT, onCard);
  const endTyped = hearTypedCards(core);
  return {
    screens: [waysScreen, userScreen(user, ({ state }) => !takesCode(state)), domainScreen(user), cardScreen],
    at,
    email: emailField,
    letters: emailLetters,
    hint,
    barKey,
    keys: (screen) => (screen === 'user' ? user : undefined),
    stop: () => {
      document.removeEventListener(CARD_EVENT, onCard);
      endTyped();
      user.stop();
      card.stop();
    },
  };
}
