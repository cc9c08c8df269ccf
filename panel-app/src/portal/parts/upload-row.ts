// One file on its way: how much has arrived, how fast, and the buttons to pause, go on and cancel.
import { html, nothing, type TemplateResult } from 'lit';
import { button } from '../../components/button.ts';
import { PAUSE, PLAY, X } from '../../components/icons.ts';
import { toneIcon } from '../../components/notice.ts';
import { progressBar } from '../../components/progress-bar.ts';
import { bytesWords, waitWords } from '../../locales/amounts.ts';
import type { PortalActs } from '../portal-view.ts';
import { say } from '../speech.ts';
import type { UploadItem } from '../upload-queue.ts';

function line(item: UploadItem): string {
  const size = bytesWords(item.size);
  const sent = bytesWords(item.sent);
  switch (item.state) {
    case 'waiting':
      return say('upload-waiting');
    case 'paused':
      return say('upload-paused', { sent, size });
    case 'offline':
      return say(item.kept === undefined ? 'upload-offline' : `upload-offline-${item.kept}`, { sent });
    case 'refused':
      return item.message ?? say('no-sentence');
    case 'sending': {
      if (item.size > 0 && item.sent >= item.size) return say('upload-checking');
      const arrived = say('upload-sent', { sent, size });
      if (item.speed === undefined) return arrived;
      const left = waitWords((item.size - item.sent) / item.speed);
      return `${arrived} ${say('upload-speed', { speed: bytesWords(item.speed), left })}`;
    }
  }
}

const TONE = { waiting: 'quiet', sending: 'busy', offline: 'warn', paused: 'quiet', refused: 'bad' } as const;

export function uploadRow(item: UploadItem, act: PortalActs): TemplateResult {
  const { id, name, state } = item;
  const tone = TONE[state];
  const resumes = state === 'paused' || (state === 'refused' && item.retry);
  return html`<li class="upload">
    <div class="upload-words">
      <span class="upload-name one-line" dir="auto">${name}</span>
      <span class="job-line" role=${state === 'refused' ? 'alert' : nothing}>
        ${state === 'sending' || state === 'waiting' ? nothing : html`<span class="tone-${tone}">${toneIcon(tone)}</span>`}
        ${line(item)}
      </span>
    </div>
    <div class="upload-acts">
      ${
        state === 'sending' || state === 'offline' || state === 'waiting'
          ? button({
              label: say('upload-pause', { name }),
              press: () => act.pauseUpload(id),
              kind: 'quiet',
              icon: PAUSE,
              iconOnly: true,
            })
          : nothing
      }
      ${
        resumes
          ? button({
              label: say('upload-resume', { name }),
              press: () => act.resumeUpload(id),
              kind: 'quiet',
              icon: PLAY,
              iconOnly: true,
            })
          : nothing
      }
      ${button({
        label: say(state === 'refused' ? 'upload-remove' : 'upload-cancel', { name }),
        press: () => act.cancelUpload(id),
        kind: 'quiet',
        icon: X,
        iconOnly: true,
      })}
    </div>
    ${
      state === 'refused'
        ? nothing
        : progressBar({
            label: say('upload-progress', { name }),
            value: item.sent,
            max: item.size,
            tone: state === 'offline' ? 'warn' : 'busy',
          })
    }
  </li>`;
}

export const uploadRowStyles = /* css */ `
.upload{display:grid;grid-template-columns:1fr auto;gap:0 8px;padding:8px 0 16px}
.upload+.upload{border-top:1px solid var(--line)}
.upload-words{min-width:0;padding-top:6px}
.upload-name{display:block;font-weight:600;text-align:match-parent}
.upload-acts{display:flex}
.upload .progress{grid-column:1/-1;height:6px;margin-top:8px}
`;
