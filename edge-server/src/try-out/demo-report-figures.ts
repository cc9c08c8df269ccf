// The pages of the try-out's sample report that show figures.
import { drawBars, drawLines, drawTable } from './demo-charts.ts';
import type { Pen } from './demo-pen.ts';
import { BODY, LEFT, PALETTE, ROOM } from './demo-report-look.ts';

const { navy, teal, aqua, amber, coral, grey, paper } = PALETTE;

export function drawHighlights(pen: Pen): void {
  const figures = [
    ['84.6 m', 'Revenue', '+11 %'],
    ['13.2 m', 'Operating profit', '+18 %'],
    ['15.6 %', 'Operating margin', '+0.9 pt'],
    ['91.3 m', 'Orders received', '+7 %'],
    ['1,412', 'Colleagues', '+38'],
    ['4.1 days', 'Median lead time', '-1.2 days'],
  ] as const;
  figures.forEach(([value, name, change], index) => {
    const x = LEFT + (index % 3) * (ROOM / 3);
    const y = 156 + Math.floor(index / 3) * 112;
    pen.box(x, y, ROOM / 3 - 12, 98, { fill: index === 0 ? navy : paper, radius: 8 });
    pen.text(x + 14, y + 26, name, { size: 9, color: index === 0 ? aqua : grey });
    pen.text(x + 14, y + 60, value, { size: 25, face: 'bold', color: index === 0 ? '#ffffff' : navy });
    pen.text(x + 14, y + 82, change, { size: 10, face: 'bold', color: index === 0 ? amber : teal });
  });
  pen.text(LEFT, 420, 'Revenue, last eight quarters', { size: 14, face: 'bold', color: navy });
  pen.text(LEFT, 436, 'Millions, product sales and service contracts', { size: 9, color: grey });
  drawBars(
    pen,
    { x: LEFT + 28, y: 480, width: ROOM - 28, height: 250 },
    ['Q4 24', 'Q1 25', 'Q2 25', 'Q3 25', 'Q4 25', 'Q1 26', 'Q2 26', 'Q3 26'],
    [
      { name: 'Products', color: teal, values: [51, 47, 50, 52, 58, 51, 54, 55] },
      { name: 'Service', color: amber, values: [21, 22, 23, 24, 25, 26, 28, 30] },
    ],
    60,
  );
}

export function drawRegions(pen: Pen): void {
  let y = pen.paragraph(
    LEFT,
    160,
    ROOM,
    'Every region grew. The Nordic countries stayed the largest market; Central Europe passed 20 million in one quarter for the first time, helped by two regional water authorities that replaced all their meters at once.',
    BODY,
  );
  y = drawTable(
    pen,
    LEFT,
    y + 12,
    [ROOM - 4 * 82, 82, 82, 82, 82],
    [
      ['Region (millions)', 'Q3 2026', 'Q3 2025', 'Change', 'Share'],
      ['Nordic countries', '31.4', '29.2', '+7.5 %', '37 %'],
      ['Central Europe', '20.8', '17.6', '+18.2 %', '25 %'],
      ['British Isles', '12.1', '11.3', '+7.1 %', '14 %'],
      ['Southern Europe', '9.7', '8.5', '+14.1 %', '11 %'],
      ['North America', '7.2', '6.4', '+12.5 %', '9 %'],
      ['Rest of the world', '3.4', '3.2', '+6.3 %', '4 %'],
      ['Total', '84.6', '76.2', '+11.0 %', '100 %'],
    ],
    true,
  );
  drawBars(
    pen,
    { x: LEFT + 28, y: y + 70, width: ROOM - 28, height: 250 },
    ['Nordic', 'Central', 'Brit. Isles', 'South', 'N. America', 'Rest'],
    [
      { name: 'Q3 2025', color: aqua, values: [29.2, 17.6, 11.3, 8.5, 6.4, 3.2] },
      { name: 'Q3 2026', color: teal, values: [31.4, 20.8, 12.1, 9.7, 7.2, 3.4] },
    ],
    40,
  );
}

export function drawProducts(pen: Pen): void {
  const lines = [
    [
      'Meridian',
      'Flow meters for drinking water',
      teal,
      'The new assembly hall in Horten builds 420 units a day. The smallest model now runs for sixteen years on one cell.',
    ],
    [
      'Sextant',
      'Pressure and level sensors',
      amber,
      'A housing with a third less nickel, the same accuracy, and a cable that can be changed without tools.',
    ],
    [
      'Almanac',
      'Data loggers and telemetry',
      coral,
      'Twelve thousand loggers report every quarter of an hour. The September release halves their power use.',
    ],
    [
      'Harbour',
      'Service and calibration',
      navy,
      'Our vans reached 3,900 sites. Customers see each calibration, with its certificate, an hour later.',
    ],
  ] as const;
  lines.forEach(([name, what, color, text], index) => {
    const y = 156 + index * 160;
    pen.box(LEFT, y, ROOM, 142, { fill: paper, radius: 10 });
    pen.box(LEFT, y, 8, 142, { fill: color, radius: 4 });
    pen.circle(LEFT + 62, y + 71, 32, { fill: color });
    pen.text(LEFT + 62, y + 83, name.slice(0, 1), {
      size: 34,
      face: 'bold',
      color: '#ffffff',
      align: 'center',
    });
    pen.text(LEFT + 118, y + 40, name, { size: 18, face: 'bold', color: navy });
    pen.text(LEFT + 118, y + 58, what, { size: 10, color: grey });
    pen.paragraph(LEFT + 118, y + 84, ROOM - 140, text, BODY);
  });
}

export function drawMargins(pen: Pen): void {
  const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep'];
  drawLines(
    pen,
    { x: LEFT + 34, y: 190, width: ROOM - 50, height: 270 },
    months,
    [
      { name: 'Gross margin', color: teal, values: [41, 41.5, 42, 42, 43, 43.5, 43, 44.5, 45.2] },
      { name: 'Operating margin', color: coral, values: [13.1, 13.6, 14, 14.4, 14.6, 14.9, 15, 15.4, 16.2] },
    ],
    60,
    ' %',
  );
  let y = 530;
  const texts = [
    'Gross margin passed 45 percent in September. About half of the gain is the new housing, a quarter is the larger share of service, and the rest is the move to Horten.',
    'Freight costs fell for the fourth quarter in a row. We ship 70 percent by rail and sea now, and keep air freight for repairs.',
    'Operating margin follows at a distance, because we hired ahead of the busy months. We expect it between 15 and 16 percent for the year.',
  ];
  for (const text of texts) y = pen.paragraph(LEFT, y, ROOM, text, BODY) + 8;
}

export function drawOperations(pen: Pen): void {
  let y = pen.paragraph(
    LEFT,
    160,
    ROOM,
    'Lead time is the figure our customers ask for first. The median order now leaves the house after 4.1 working days, and 97 percent arrive on the day that was promised.',
    BODY,
  );
  y = drawTable(
    pen,
    LEFT,
    y + 12,
    [ROOM - 4 * 84, 84, 84, 84, 84],
    [
      ['Plant', 'Units', 'On time', 'Scrap', 'Lead time'],
      ['Horten, Norway', '26,400', '98 %', '0.6 %', '3.4 days'],
      ['Uppsala, Sweden', '14,900', '97 %', '0.8 %', '3.9 days'],
      ['Kassel, Germany', '11,250', '96 %', '1.1 %', '4.6 days'],
      ['Leeds, England', '5,800', '95 %', '0.9 %', '5.2 days'],
      ['All plants', '58,350', '97 %', '0.8 %', '4.1 days'],
    ],
    true,
  );
  pen.text(LEFT, y + 46, 'Median lead time, working days', { size: 14, face: 'bold', color: navy });
  const weeks = [6.8, 6.5, 6.6, 6.1, 5.9, 5.4, 5.5, 5.1, 4.9, 4.6, 4.4, 4.2, 4.1];
  weeks.forEach((days, index) => {
    const width = (ROOM - 90) * (days / 7);
    const top = y + 62 + index * 25;
    pen.text(LEFT, top + 13, `Week ${index + 27}`, { size: 9, color: grey });
    pen.box(LEFT + 56, top, width, 17, {
      fill: index === weeks.length - 1 ? amber : teal,
      radius: 3,
      opacity: 0.55 + index * 0.035,
    });
    pen.text(LEFT + 64 + width, top + 13, days.toFixed(1), { size: 9, face: 'bold' });
  });
}

export function drawAccounts(pen: Pen): void {
  drawTable(
    pen,
    LEFT,
    150,
    [ROOM - 4 * 78, 78, 78, 78, 78],
    [
      ['Millions', 'Q3 2026', 'Q3 2025', '9 m 2026', '9 m 2025'],
      ['Product sales', '55.0', '52.4', '160.3', '149.0'],
      ['Service contracts', '29.6', '23.8', '84.1', '69.2'],
      ['Revenue', '84.6', '76.2', '244.4', '218.2'],
      ['Materials', '-31.9', '-30.1', '-93.7', '-87.4'],
      ['Freight', '-3.1', '-3.6', '-9.6', '-11.0'],
      ['Wages in production', '-12.4', '-11.2', '-36.0', '-32.5'],
      ['Gross profit', '37.2', '31.3', '105.1', '87.3'],
      ['Research and development', '-9.1', '-8.0', '-26.2', '-23.1'],
      ['Sales', '-7.8', '-7.0', '-22.5', '-20.4'],
      ['Administration', '-4.6', '-4.4', '-13.7', '-13.0'],
      ['Other', '-2.5', '-0.7', '-5.9', '-1.6'],
      ['Operating profit', '13.2', '11.2', '36.8', '29.2'],
      ['Interest', '-0.6', '-0.8', '-1.9', '-2.5'],
      ['Tax', '-2.9', '-2.4', '-8.1', '-6.2'],
      ['Profit for the period', '9.7', '8.0', '26.8', '20.5'],
    ],
    true,
  );
  pen.paragraph(
    LEFT,
    540,
    ROOM,
    'Figures are unaudited and rounded; sums may differ in the last digit. Other costs hold 1.4 million for the move of the Meridian assembly, which will not return.',
    { ...BODY, size: 9.5 },
  );
  pen.box(LEFT, 590, ROOM, 120, { fill: navy, radius: 10 });
  pen.text(LEFT + 28, 632, 'Earnings per share', { size: 12, color: aqua });
  pen.text(LEFT + 28, 678, '1.94', { size: 40, face: 'bold', color: '#ffffff' });
  pen.text(LEFT + 250, 632, 'Net debt', { size: 12, color: aqua });
  pen.text(LEFT + 250, 678, '18.3 m', { size: 40, face: 'bold', color: '#ffffff' });
}
