// How far a release is, in words and, while it goes on, as a bar.
import type { ReleaseView } from '@platen/shared/api/common';
import { html, nothing, type TemplateResult } from 'lit';
import { notice } from '../../components/notice.ts';
import { progressBar } from '../../components/progress-bar.ts';

export function releaseProgress(release: ReleaseView): TemplateResult {
  return html`${notice({ tone: release.tone, text: html`<b>${release.sentence}</b>`, announce: 'status' })}
    ${
      release.ended
        ? nothing
        : progressBar({
            label: release.sentence,
            max: release.pages ?? 1,
            ...(release.page === undefined ? {} : { value: release.page }),
          })
    }`;
}
