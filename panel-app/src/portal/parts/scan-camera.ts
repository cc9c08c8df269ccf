// Scanning a panel's code inside the portal, where the browser can read codes by itself (Shape Detection API, BarcodeDetector). Pictures stay in
// the phone; of a code only our own token is taken, so none leads anywhere else. Loaded when it is asked for.
import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { button } from '../../components/button.ts';
import { notice } from '../../components/notice.ts';
import { say } from '../presence-speech.ts';
import { tokenIn } from '../scan.ts';

interface Detector {
  detect(source: HTMLVideoElement): Promise<readonly { readonly rawValue: string }[]>;
}
type DetectorClass = new (options: { readonly formats: readonly string[] }) => Detector;

/** Often enough that nobody waits, seldom enough for a small phone. */
const LOOK_EVERY_MS = 200;

const detectorClass = (): DetectorClass | undefined =>
  (globalThis as { readonly BarcodeDetector?: DetectorClass }).BarcodeDetector;

export const canScan = (): boolean =>
  detectorClass() !== undefined && (navigator.mediaDevices as MediaDevices | undefined) !== undefined;

/** Fires `scanned` with the token, and `close`. */
@customElement('portal-scan-camera')
export class PortalScanCamera extends LitElement {
  @state() private problem: 'camera-off' | 'camera-other' | undefined;
  private stream: MediaStream | undefined;
  private timer: ReturnType<typeof setTimeout> | undefined;

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  protected override firstUpdated(): void {
    void this.begin();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearTimeout(this.timer);
    this.stop();
  }

  private stop(): void {
    for (const track of this.stream?.getTracks() ?? []) track.stop();
    this.stream = undefined;
  }

  private async begin(): Promise<void> {
    const Detector = detectorClass();
    const video = this.querySelector('video');
    if (Detector === undefined || video === null) return;
    try {
      this.stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: 'environment' } });
      video.srcObject = this.stream;
      await video.play();
      this.look(new Detector({ formats: ['qr_code'] }), video);
    } catch {
      // Not allowed, or another app has it: the camera app does it as well.
      this.stop();
      this.problem = 'camera-off';
    }
    // The person went on while the browser asked for the camera.
    if (!this.isConnected) this.stop();
  }

  private look(detector: Detector, video: HTMLVideoElement): void {
    const again = (): void => {
      if (this.isConnected) this.timer = setTimeout(() => this.look(detector, video), LOOK_EVERY_MS);
    };
    detector.detect(video).then((found) => {
      const [code] = found;
      const token = code === undefined ? undefined : tokenIn(code.rawValue);
      if (token !== undefined) this.dispatchEvent(new CustomEvent('scanned', { detail: token }));
      else {
        if (code !== undefined) this.problem = 'camera-other';
        again();
      }
    }, again);
  }

  protected override render(): TemplateResult {
    const { problem } = this;
    return html`${problem === undefined ? nothing : notice({ tone: 'warn', text: say(problem), announce: 'status' })}
      <video class="scan-view" muted playsinline ?hidden=${problem === 'camera-off'} aria-label=${say('camera-hint')}></video>
      <p class="hint">${say('camera-hint')}</p>
      ${button({ label: say('camera-stop'), press: () => this.dispatchEvent(new CustomEvent('close')) })}`;
  }
}
