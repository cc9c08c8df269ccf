// Recognises documents at the door, and has the office start as soon as the first bytes of an Office file are there: it takes seconds, in
// which the rest arrives. Nothing is started for other documents, since an idle office holds more memory than the server.
import { isForOffice } from './office.ts';
import { recognise } from './recognise.ts';

/** `warmOffice` is called for each Office file: it must be cheap where an office runs already. */
export function makeDoor(warmOffice: () => void): typeof recognise {
  return (head, claimed) => {
    const found = recognise(head, claimed);
    if (found.ok && isForOffice(found.mediaType)) warmOffice();
    return found;
  };
}
