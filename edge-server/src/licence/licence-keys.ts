// The public keys of those who may issue licences, as SPKI in base64 (RFC 8410). Their private halves are kept off-line by the issuer and
// are no part of this repository. The list is empty as long as nobody issues any: no managed feature exists yet. Add a line to begin, a
// second one to change keys without a gap.
export const LICENCE_KEYS: readonly string[] = [];
