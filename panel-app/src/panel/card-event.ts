// The platform interface for cards: whatever knows a device's reader fires this at the document, with the number as the device says it in `detail`
// (a text). Nothing else is asked of a platform; ways/ways.ts listens where the site takes cards.
export const CARD_EVENT = 'platen-card';
