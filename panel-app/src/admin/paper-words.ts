// Paper sizes and trays as people call them, from the names of PWG 5101.1 and RFC 8011 keywords.

/** "iso_a4_210x297mm" -> "A4", "na_letter_8.5x11in" -> "Letter", "custom_card_100x150mm" -> "100 × 150 mm". */
export function paperWords(media: string): string {
  const [family, name = '', size = ''] = media.split('_');
  if (family === 'iso' || family === 'jis') return name.toUpperCase();
  if (family === 'na' && name !== '') return capital(name);
  const measured = /^([\d.]+)x([\d.]+)(mm|in)$/.exec(size);
  return measured === null ? capital(media) : `${measured[1]} × ${measured[2]} ${measured[3]}`;
}

/** "tray-1" -> "Tray 1", "by-pass-tray" -> "By pass tray". */
export function sourceWords(source: string): string {
  return capital(source);
}

function capital(keyword: string): string {
  const text = keyword.replace(/[-_]/g, ' ').trim();
  return text.charAt(0).toUpperCase() + text.slice(1);
}
