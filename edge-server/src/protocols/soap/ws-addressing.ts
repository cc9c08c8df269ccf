// The addressing headers that the SOAP 1.2 configuration services of Xerox devices ask for (WS-Addressing, August 2004).
import { WSA } from './envelope.ts';
import { tag, type XmlTag } from './xml-write.ts';

/** @param messageId a version 4 UUID */
export function addressingHeaders(action: string, to: string, messageId: string): XmlTag[] {
  return [
    tag('wsa:Action', action),
    tag('wsa:MessageID', `urn:uuid:${messageId}`),
    tag('wsa:ReplyTo', tag('wsa:Address', `${WSA}/role/anonymous`)),
    tag('wsa:To', to),
  ];
}
