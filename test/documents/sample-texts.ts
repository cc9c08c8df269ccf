// A few sentences in many languages, long enough to tell their encodings apart.

export const SAMPLE_TEXTS = {
  german:
    'Die Straße führt über den Fluß, größer als früher. Können Sie mir das bitte übersetzen? Viele Grüße aus Köln.\nÄpfel, Öl und Übermut tun selten gut, sagt der Bürgermeister.\n',
  french:
    "L'été dernier, nous avons été à la forêt près du château. Ça va être une journée très agréable.\nLe garçon mange une crêpe à côté du théâtre.\n",
  polish:
    'Zażółć gęślą jaźń. Proszę o wydrukowanie tego dokumentu w dwóch egzemplarzach, ponieważ są one potrzebne na jutrzejsze spotkanie. Dziękuję bardzo i życzę miłego dnia.\n',
  czech:
    'Příliš žluťoučký kůň úpěl ďábelské ódy. Dobrý den, prosím o vytištění tohoto dokumentu ve dvou výtiscích. Děkuji a přeji hezký den.\n',
  russian:
    'Съешь ещё этих мягких французских булок, да выпей чаю. Уважаемые коллеги, просим вас напечатать этот документ в двух экземплярах и передать его в канцелярию до конца рабочего дня.\n',
  greek:
    'Ξεσκεπάζω την ψυχοφθόρα βδελυγμία. Παρακαλώ εκτυπώστε αυτό το έγγραφο σε δύο αντίγραφα και παραδώστε το στη γραμματεία.\n',
  turkish:
    'Pijamalı hasta yağız şoföre çabucak güvendi. Lütfen bu belgeyi iki nüsha olarak yazdırın ve günün sonundan önce sekreterliğe teslim edin. Teşekkür ederim, iyi günler dilerim.\n',
  hebrew: 'שלום לכולם, אנא הדפיסו את המסמך הזה בשני עותקים ומסרו אותו למזכירות לפני סוף היום. תודה רבה ויום נעים לכולם.\n',
  arabic:
    'السلام عليكم ورحمة الله وبركاته. يرجى طباعة هذه الوثيقة في نسختين وتسليمها إلى السكرتارية قبل نهاية اليوم. شكرا جزيلا لكم.\n',
  japanese:
    'これは日本語の文章です。明日の会議のために、この書類を二部印刷してください。カタカナも含まれています。よろしくお願いいたします。\n',
  chinese: '这是一份中文文件。请在明天的会议之前打印两份，并交给秘书处。我们非常感谢您的帮助，祝您工作愉快。\n',
  traditional: '這是一份中文文件。請在明天的會議之前列印兩份，並交給秘書處。我們非常感謝您的幫助，祝您工作愉快。\n',
  korean: '이것은 한국어 문서입니다. 내일 회의 전에 이 문서를 두 부 인쇄하여 비서실에 전달해 주십시오. 도와주셔서 대단히 감사합니다.\n',
} as const;

export type Language = keyof typeof SAMPLE_TEXTS;

/** Every encoding that has to be found without help, with a language it is used for. */
export const ENCODED: readonly (readonly [Language, string])[] = [
  ['german', 'windows-1252'],
  ['german', 'iso-8859-1'],
  ['french', 'windows-1252'],
  ['polish', 'windows-1250'],
  ['polish', 'iso-8859-2'],
  ['czech', 'windows-1250'],
  ['czech', 'iso-8859-2'],
  ['russian', 'windows-1251'],
  ['russian', 'koi8-r'],
  ['russian', 'iso-8859-5'],
  ['russian', 'cp866'],
  ['greek', 'windows-1253'],
  ['greek', 'iso-8859-7'],
  ['turkish', 'windows-1254'],
  ['turkish', 'iso-8859-9'],
  ['hebrew', 'windows-1255'],
  ['arabic', 'windows-1256'],
  ['japanese', 'shift_jis'],
  ['japanese', 'euc-jp'],
  ['chinese', 'gbk'],
  ['chinese', 'gb18030'],
  ['traditional', 'big5'],
  ['korean', 'euc-kr'],
  ...(['german', 'russian', 'hebrew', 'arabic', 'japanese', 'chinese', 'korean'] as const).flatMap((language) =>
    ['utf-8', 'utf-16le', 'utf-16be', 'utf-32le', 'utf-32be'].map((encoding) => [language, encoding] as const),
  ),
];
