// Thrown inside the JSON reader where the text is no JSON; parseJson turns it into a value.

export class JsonMistake extends Error {
  readonly at: number;
  readonly cure: string;

  constructor(at: number, sentence: string, cure: string) {
    super(sentence);
    this.name = 'JsonMistake';
    this.at = at;
    this.cure = cure;
  }
}
