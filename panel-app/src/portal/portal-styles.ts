// The portal's whole stylesheet as one text: tokens, base, shared components, then what is the portal's own.
import { componentStyles } from '../components/component-styles.ts';
import { signInPageStyles } from '../components/sign-in-page.ts';
import { storyStyles } from '../components/story.ts';
import { baseStyles } from '../theme/base.ts';
import { tokenStyles } from '../theme/tokens.ts';
import { addAreaStyles } from './parts/add-area.ts';
import { codeCardStyles } from './parts/code-card.ts';
import { codeLargeStyles } from './parts/code-large.ts';
import { decisionStyles } from './parts/decision.ts';
import { historyStyles } from './parts/history-styles.ts';
import { jobFactsStyles } from './parts/job-facts.ts';
import { jobRowStyles } from './parts/job-row.ts';
import { pageViewStyles } from './parts/page-view-styles.ts';
import { preferencesPartStyles } from './parts/preferences.ts';
import { printAtStyles } from './parts/print-at-styles.ts';
import { printerStyles } from './parts/printer-styles.ts';
import { sessionsStyles } from './parts/sessions.ts';
import { unlockStyles } from './parts/unlock.ts';
import { uploadRowStyles } from './parts/upload-row.ts';
import { documentStyles } from './screens/document.ts';
import { documentsStyles } from './screens/documents.ts';
import { meStyles } from './screens/me.ts';
import { preferencesStyles } from './screens/preferences.ts';
import { printScreenStyles } from './screens/print.ts';
import { signInStyles } from './screens/sign-in.ts';

/** The bar is at the bottom on a phone, where the thumb is, and at the top from 900 px. */
const shellStyles = /* css */ `
body{min-height:100vh;min-height:100dvh}
portal-app{display:flex;flex-direction:column;min-height:100vh;min-height:100dvh}
.bar{display:flex;align-items:center;height:56px;padding:0 16px;border-bottom:1px solid var(--line)}
.bar-site{display:flex;align-items:center;gap:10px;min-width:0;font-weight:600}
.bar-site .icon{color:var(--accent)}
.bar-nav{position:fixed;right:0;bottom:0;left:0;z-index:10;display:flex;padding-bottom:env(safe-area-inset-bottom);border-top:1px solid var(--line);background:var(--paper)}
.bar-nav a{flex:1;display:flex;flex-direction:column;align-items:center;justify-content:center;gap:2px;height:60px;color:var(--ink-2);font-size:min(var(--text-1),3.6vw);font-weight:500;text-decoration:none}
.bar-nav a[aria-current]{color:var(--accent)}
.bar-nav .icon{width:24px;height:24px}
portal-app>main{flex:1;width:100%;max-width:1120px;margin:0 auto;padding:16px 16px calc(92px + env(safe-area-inset-bottom))}
.start{display:grid;align-content:start;gap:16px;padding-top:32px!important;max-width:560px!important}
.problem{margin-top:12px;color:var(--bad)}
.text-field{display:grid;gap:6px}
.text-field>span{font-weight:500}
.text-field input{width:100%;min-height:48px;padding:8px 12px;border:1px solid var(--edge);border-radius:var(--radius);background:var(--paper);color:var(--ink)}
.segmented .button{flex:1 1 auto;min-width:min-content;overflow-wrap:break-word;font-size:var(--text-1)}
a.button{text-decoration:none}
h1,.empty p,.add .hint{text-wrap:balance}
.dialog{border:1px solid var(--line)}
.notice{flex-wrap:wrap;gap:8px 12px}
.notice>.icon{margin:0}
.notice-text{flex:1 1 12em}
.notice>.button{margin-inline-start:auto}
@media(min-width:900px){
.bar{position:sticky;top:0;z-index:10;height:64px;padding:0 max(24px,calc((100% - 1120px)/2 + 16px));background:var(--paper)}
.bar-nav{position:static;gap:8px;margin-inline-start:auto;padding:0;border:0}
.bar-nav a{flex:none;flex-direction:row;gap:8px;height:44px;padding:0 16px;border-radius:var(--radius);font-size:var(--text-1)}
.bar-nav a[aria-current]{background:var(--accent-soft)}
portal-app>main{padding:24px 24px 64px}
}
`;

export const portalStyles = [
  tokenStyles('desk'),
  baseStyles,
  componentStyles,
  shellStyles,
  signInPageStyles,
  signInStyles,
  codeCardStyles,
  codeLargeStyles,
  addAreaStyles,
  uploadRowStyles,
  jobRowStyles,
  documentsStyles,
  documentStyles,
  pageViewStyles,
  decisionStyles,
  unlockStyles,
  printAtStyles,
  printerStyles,
  historyStyles,
  jobFactsStyles,
  storyStyles,
  meStyles,
  preferencesStyles,
  printScreenStyles,
  preferencesPartStyles,
  sessionsStyles,
].join('');
