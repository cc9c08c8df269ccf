// The page that an OpenID provider sends people back to. They come from another site, so the browser keeps our strict cookies back; this page, which
// is ours, asks the server with them. Then it makes room for portal or console; what the provider sent stays in no address and no history.
import { html, LitElement, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { notice } from '../components/notice.ts';
import { skeleton } from '../components/skeleton.ts';
import { finishOpenId, type OpenIdSurface } from '../data/open-id.ts';
import en from '../locales/sign-in.en.json';
import { speechIn } from '../locales/spoken.ts';
import { refusalSentence } from '../state/refusal.ts';

const { say } = speechIn(en, (language) => import(`../locales/sign-in.${language}.json`));

const HOMES: Readonly<Record<OpenIdSurface, string>> = { portal: '/', admin: '/admin/' };

/** For whom it is stands before the first dot of the state (people/open-id.ts). */
function surfaceOf(query: string): OpenIdSurface | undefined {
  const [surface] = (new URLSearchParams(query).get('state') ?? '').split('.');
  return surface === 'portal' || surface === 'admin' ? surface : undefined;
}

@customElement('sign-in-return')
export class SignInReturn extends LitElement {
  /** A test puts its own here. */
  @property({ attribute: false }) query = location.search;
  @property({ attribute: false }) leave = (home: string): void => location.replace(home);

  @state() private problem: string | undefined;
  private surface: OpenIdSurface | undefined;

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.surface = surfaceOf(this.query);
    history.replaceState(null, '', location.pathname);
    void this.finish();
  }

  private async finish(): Promise<void> {
    const { surface } = this;
    if (surface === undefined) {
      this.problem = say('nothing');
      return;
    }
    const answer = await finishOpenId(surface, this.query);
    if (!this.isConnected) return;
    if (answer.ok) this.leave(HOMES[surface]);
    else this.problem = refusalSentence(answer);
  }

  protected override render(): TemplateResult {
    if (this.problem === undefined) {
      return html`<main class="sign-in">
        <h1>${say('going')}</h1>
        ${skeleton(2, say('going'))}
      </main>`;
    }
    return html`<main class="sign-in">
      <h1>${say('failed')}</h1>
      ${notice({ tone: 'bad', text: this.problem, announce: 'alert' })}
      <a class="button accent" href=${HOMES[this.surface ?? 'portal']}>${say('back')}</a>
    </main>`;
  }
}
