// Users: the people, the directories they come from, and guests. One place at a time, by tabs.
import { html, LitElement, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { readSenders } from '../../data/admin-mail.ts';
import { loaded } from '../loaded.ts';
import { may } from '../may.ts';
import '../parts/directories.ts';
import '../parts/guests.ts';
import '../parts/people.ts';
import { type Tab, tabList, tabPanel } from '../parts/tabs.ts';
import { say } from '../speech.ts';

const PLACES = ['people', 'directory', 'guests'] as const;
type Place = (typeof PLACES)[number];
const REQUESTS_MS = 15_000;

/** What follows `#users=`: a person's id, or a place with what is open there: "directory-4711", "guests-new", "import". */
function read(open: string | undefined): { readonly place: Place; readonly thing: string | undefined } {
  const place = PLACES.find((one) => open === one || open?.startsWith(`${one}-`) === true);
  if (place === undefined) return { place: 'people', thing: open };
  const thing = open?.slice(place.length + 1);
  return { place, thing: thing === '' ? undefined : thing };
}

@customElement('admin-users')
export class AdminUsers extends LitElement {
  @property() open: string | undefined;
  /** Who may not decide has no queue. */
  private readonly senders = loaded(
    this,
    (signal) => (may('senders:change') ? readSenders(signal) : undefined),
    REQUESTS_MS,
  );

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  private tabs(waiting: number): readonly Tab<Place>[] {
    return PLACES.filter((id) => id !== 'directory' || may('directory:read')).map((id) => ({
      id,
      label: say(`people-tab-${id}`),
      ...(id === 'people' && waiting > 0 ? { mark: say('people-tab-waiting'), count: waiting } : {}),
    }));
  }

  protected override render(): TemplateResult {
    const { place, thing } = read(this.open);
    const requests = this.senders.value?.requests ?? [];
    const body = {
      people: () => html`<admin-people
        .open=${thing}
        .requests=${requests}
        @decided=${() => void this.senders.refresh()}
      ></admin-people>`,
      directory: () => html`<admin-directories .open=${thing}></admin-directories>`,
      guests: () => html`<admin-guests .open=${thing}></admin-guests>`,
    }[place];
    return html`<div class="screen-head"><h1>${say('users')}</h1></div>
      <div class="screen-tabs">
        ${tabList({
          label: say('users'),
          tabs: this.tabs(requests.length),
          chosen: place,
          choose: (next) => (location.hash = next === 'people' ? '#users' : `#users=${next}`),
        })}
      </div>
      ${tabPanel(place, true, body())}`;
  }
}
