// The languages of the panel, each by its own name and in its own script. What is chosen holds for this visit, whatever language the person has.
import { LANGUAGE_FACTS, LANGUAGES } from '@platen/shared/say/languages';
import { html } from 'lit';
import { languageInUse } from '../../locales/spoken.ts';
import { installStyles } from '../../theme/install-styles.ts';
import type { PanelScreen } from '../panel-view.ts';
import '../parts/scroll-pane.ts';
import { say } from './speech.ts';

const languageStyles = /* css */ `
.languages{grid-template-columns:repeat(3,1fr)}
.languages .button[aria-pressed=true]{border-color:var(--accent);background:var(--accent);color:var(--accent-ink);font-size:24px;font-weight:700}
@media(min-width:1000px) and (min-height:560px){.languages{grid-template-columns:repeat(4,1fr)}}
@media(max-height:320px){.at-language .bar-back{margin-inline-start:-12px}}
`;

export function openLanguages(): PanelScreen {
  installStyles(document, languageStyles);
  return {
    name: 'language',
    title: () => say('title'),
    back: ({ panel }) => ({ label: say('back'), press: panel.back }),
    body: ({ panel }) => html`<platen-scroll-pane
      .label=${say('title')}
      .content=${html`<div class="acts languages">
        ${LANGUAGES.map((language) => {
          const { tag, name, rtl } = LANGUAGE_FACTS[language];
          return html`<button
            type="button"
            class="button"
            lang=${tag}
            dir=${rtl ? 'rtl' : 'ltr'}
            aria-pressed=${String(language === languageInUse())}
            @click=${() => panel.chooseLanguage(language)}
          >
            <span class="words">${name}</span>
          </button>`;
        })}
      </div>`}
    ></platen-scroll-pane>`,
  };
}
