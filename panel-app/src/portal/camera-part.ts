// "Take a picture" beside "Add documents", where there is a camera to be expected; what is behind it is loaded when it is pressed.
import type { PortalMe } from '@platen/shared/api/portal';
import { html, nothing, type TemplateResult } from 'lit';
import { button } from '../components/button.ts';
import { IMAGE } from '../components/icons.ts';
import { notice } from '../components/notice.ts';
import { say } from './speech.ts';

/** `away`: it could not be loaded. */
export type CameraOpen = 'open' | 'away' | undefined;

interface CameraPart {
  readonly me: PortalMe | undefined;
  readonly open: CameraOpen;
  readonly show: (open: CameraOpen) => void;
  readonly files: (files: readonly File[]) => void;
}

/** A finger means a phone or a tablet, and those have cameras. */
const hasCamera = (): boolean => window.matchMedia('(any-pointer: coarse)').matches;

function begin({ show }: CameraPart): void {
  show('open');
  import('./camera/camera.ts').catch(() => show('away'));
}

export function cameraPart(part: CameraPart): TemplateResult | typeof nothing {
  const { me, open, show, files } = part;
  if (me === undefined || !hasCamera()) return nothing;
  return html`<div class="add-camera">
      ${button({ label: say('add-camera'), icon: IMAGE, press: () => begin(part) })}
    </div>
    ${open === 'away' ? notice({ tone: 'bad', text: say('camera-away'), announce: 'alert' }) : nothing}
    ${
      open === 'open'
        ? html`<portal-camera
            @files=${(event: CustomEvent<readonly File[]>) => files(event.detail)}
            @close=${() => show(undefined)}
          ></portal-camera>`
        : nothing
    }`;
}
