// Keeps the soft keyboard of a Xerox device away: the panel has keys of its own, and its keyboard would cover half of them.

/** An input whose name ends in this has no soft keyboard (panel-platforms.md section 2). */
export const NO_KEYBOARD = '_EIP_DoNotShowEmbeddedKeyboard';

interface EipWindow {
  readonly EIP_CloseEmbeddedKeyboard?: () => void;
}

/** @returns ends it. */
export function quietKeyboard(page: Document, device: EipWindow): () => void {
  const close = (): void => device.EIP_CloseEmbeddedKeyboard?.();
  const onFocus = ({ target }: Event): void => {
    if (!(target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement)) return;
    if (target.name.slice(-NO_KEYBOARD.length) !== NO_KEYBOARD) target.name += NO_KEYBOARD;
    close();
  };
  close();
  page.addEventListener('focus', onFocus, true);
  return () => page.removeEventListener('focus', onFocus, true);
}
