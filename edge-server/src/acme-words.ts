// What an administrator reads when an authority did not issue a certificate.

const SENTENCES: Readonly<Record<string, string>> = {
  unreachable: 'The authority could not be reached.',
  untrusted:
    'The certificate of the authority itself is not trusted. If it is one of your own organisation, add its root certificate.',
  refused: 'The authority refused.',
  limited: 'The authority wants to be left alone for a while: it was asked too often.',
  challenge:
    'The authority could not see that the names are yours. Each has to lead to this server, and plain HTTP on port 80 has to reach it from outside.',
  protocol: 'The authority gave an answer that makes no sense.',
  terms: 'The authority has new terms. Read them and set renewal up again.',
  own: 'A certificate of your own is in use, so nothing is renewed. Set renewal up again to replace it.',
  'not-agreed':
    'Nobody has agreed to the terms of this authority yet. Set renewal up under Security, Certificate.',
  here: 'It went wrong on this server.',
};

export const acmeSentence = (trouble: string): string => SENTENCES[trouble] ?? SENTENCES['here'] ?? '';
