// "Quarterly report.pdf" of the try-out: twelve A4 pages of a company that does not exist.
import { drawRing } from './demo-charts.ts';
import { newSheets, type Pen } from './demo-pen.ts';
import {
  drawAccounts,
  drawHighlights,
  drawMargins,
  drawOperations,
  drawProducts,
  drawRegions,
} from './demo-report-figures.ts';
import { BODY, HEIGHT, LEFT, PALETTE, ROOM, WIDTH } from './demo-report-look.ts';

const { navy, teal, aqua, amber, coral, grey, rule, paper } = PALETTE;

export async function quarterlyReport(): Promise<Uint8Array> {
  const sheets = await newSheets('Quarterly report');
  let page = 0;
  const next = (section: string, title: string): Pen => {
    const pen = sheets.addPage(WIDTH, HEIGHT);
    page += 1;
    pen.text(LEFT, 46, 'HALDEN INSTRUMENTS', { size: 8, face: 'bold', color: teal, tracking: 1.2 });
    pen.text(WIDTH - LEFT, 46, section, { size: 8, color: grey, align: 'right' });
    pen.line(
      [
        [LEFT, 56],
        [WIDTH - LEFT, 56],
      ],
      { stroke: rule, lineWidth: 0.8 },
    );
    pen.text(LEFT, 108, title, { size: 27, face: 'bold', color: navy });
    pen.box(LEFT, 122, 44, 4, { fill: amber });
    pen.text(LEFT, HEIGHT - 36, 'Quarterly report, third quarter 2026', { size: 8, color: grey });
    pen.text(WIDTH - LEFT, HEIGHT - 36, String(page + 1), {
      size: 9,
      face: 'bold',
      color: navy,
      align: 'right',
    });
    return pen;
  };

  drawCover(sheets.addPage(WIDTH, HEIGHT));
  drawLetter(next('To our shareholders', 'A steady third quarter'));
  drawHighlights(next('Highlights', 'The quarter in six figures'));
  drawRegions(next('Revenue', 'Revenue by region'));
  drawProducts(next('Products', 'Four lines, one platform'));
  drawMargins(next('Profitability', 'Margins keep climbing'));
  drawOperations(next('Operations', 'Shorter lead times'));
  drawCustomers(next('Customers', 'Who we work for'));
  drawPeople(next('People', 'Growing where it matters'));
  drawOutlook(next('Outlook', 'What comes next'));
  drawAccounts(next('Accounts', 'Income statement'));
  drawNotes(next('Notes', 'Notes and calendar'));
  return sheets.save();
}

function drawCover(pen: Pen): void {
  pen.box(0, 0, WIDTH, HEIGHT, { fill: navy });
  // Measuring arcs around one corner: the company makes instruments.
  for (let ring = 0; ring < 9; ring++) {
    const radius = 120 + ring * 52;
    const color = [teal, aqua, amber][ring % 3] ?? teal;
    pen.circle(WIDTH, HEIGHT * 0.36, radius, {
      stroke: color,
      lineWidth: ring % 3 === 2 ? 9 : 3,
      opacity: 0.85 - ring * 0.07,
    });
  }
  for (let tick = 0; tick < 60; tick++) {
    const angle = Math.PI / 2 + (tick / 60) * Math.PI;
    const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
    const long = tick % 5 === 0 ? 26 : 13;
    pen.line(
      [
        [WIDTH + 90 * cos, HEIGHT * 0.36 + 90 * sin],
        [WIDTH + (90 - long) * cos, HEIGHT * 0.36 + (90 - long) * sin],
      ],
      { stroke: '#ffffff', lineWidth: 1.5, opacity: 0.7 },
    );
  }
  pen.text(LEFT, 92, 'HALDEN INSTRUMENTS', { size: 13, face: 'bold', color: '#ffffff', tracking: 2.5 });
  pen.box(LEFT, 560, 64, 6, { fill: amber });
  pen.text(LEFT, 620, 'Quarterly', { size: 58, face: 'bold', color: '#ffffff' });
  pen.text(LEFT, 680, 'report', { size: 58, face: 'bold', color: '#ffffff' });
  pen.text(LEFT, 724, 'Third quarter 2026', { size: 20, color: aqua });
  pen.text(LEFT, HEIGHT - 48, 'July to September, unaudited', { size: 11, color: '#aebaca' });
}

function drawLetter(pen: Pen): void {
  const lead = 'The third quarter was the quietest of the year, and the best.';
  let y = pen.paragraph(LEFT, 172, ROOM, lead, { size: 17, leading: 24, color: teal, face: 'bold' }) + 12;
  const paragraphs = [
    'Orders came in evenly, every plant ran two full shifts, and for the first time since 2021 we ended a September without a backlog in flow meters.',
    'Revenue rose by 11 percent to 84.6 million. Two thirds of that growth came from service contracts, which renew on their own and which our customers like: nine out of ten that ran out this quarter were extended, most of them for three years.',
    'We moved the assembly of the Meridian line to Horten in August. The move took nine days instead of the planned fourteen. Nobody was hurt, nothing was lost, and the first units left the new hall on a Friday afternoon, to some applause.',
    'The price of nickel stayed high. We held our own prices all the same, because the new sensor housing needs a third less of it. That one change, proposed by two apprentices, is worth 1.9 million a year.',
    'For the rest of the year we expect more of the same: solid demand from water utilities, a slow recovery in process industry, and a busy December. We confirm our forecast of 335 million.',
  ];
  for (const text of paragraphs)
    y = pen.paragraph(LEFT, y, ROOM, text, { ...BODY, size: 12, leading: 19 }) + 11;
  pen.path(
    `M${LEFT} ${y + 30}c14 -34 26 -30 18 -2c-4 16 10 -22 22 -20c10 2 -4 22 8 20c14 -2 12 -24 24 -22c8 2 -2 20 10 20c16 0 30 -14 52 -20`,
    {
      stroke: navy,
      lineWidth: 1.6,
    },
  );
  pen.text(LEFT, y + 62, 'Ingrid Solheim', { size: 11, face: 'bold' });
  pen.text(LEFT, y + 77, 'Chief executive', { size: 10, color: grey });
}

function drawCustomers(pen: Pen): void {
  const y = pen.paragraph(
    LEFT,
    160,
    ROOM,
    'Water utilities are still more than half of our business. Process industry came back from its weak spring; district heating doubled in two years and has earned a row of its own.',
    BODY,
  );
  drawRing(pen, [LEFT + 130, y + 150], 112, [
    { name: 'Water utilities', color: teal, percent: 54 },
    { name: 'Process industry', color: navy, percent: 19 },
    { name: 'District heating', color: amber, percent: 14 },
    { name: 'Buildings', color: aqua, percent: 8 },
    { name: 'Research', color: coral, percent: 5 },
  ]);
  pen.text(LEFT + 130, y + 148, '2,318', { size: 27, face: 'bold', color: navy, align: 'center' });
  pen.text(LEFT + 130, y + 166, 'customers', { size: 10, color: grey, align: 'center' });
  const quotes = [
    ['They told us about the fault before we noticed it.', 'Waterworks engineer, Graz'],
    ['One invoice, one van, one person who knows the plant.', 'Plant manager, Aberdeen'],
  ] as const;
  quotes.forEach(([quote, who], index) => {
    const top = y + 320 + index * 96;
    pen.box(LEFT, top, ROOM, 80, { fill: paper, radius: 8 });
    pen.text(LEFT + 20, top + 50, '"', { size: 44, face: 'bold', color: amber });
    pen.text(LEFT + 56, top + 34, quote, { size: 14, face: 'italic', color: navy });
    pen.text(LEFT + 56, top + 56, who, { size: 9, color: grey });
  });
}

function drawPeople(pen: Pen): void {
  const y = pen.paragraph(
    LEFT,
    160,
    ROOM,
    '1,412 people work at Halden, 38 more than a year ago. Most of them joined service and software. Forty-one apprentices started in August, the largest group we have ever had.',
    BODY,
  );
  const teams = [
    ['Assembly', 486, teal],
    ['Service', 351, amber],
    ['Engineering', 274, navy],
    ['Sales', 142, aqua],
    ['Administration', 94, grey],
    ['Apprentices', 65, coral],
  ] as const;
  teams.forEach(([name, count, color], index) => {
    const top = y + 20 + index * 52;
    pen.text(LEFT, top + 22, name, { size: 12, face: 'bold', color: navy });
    const heads = Math.round(count / 16);
    for (let head = 0; head < heads; head++) {
      const x = LEFT + 124 + head * 10.4;
      pen.circle(x, top + 8, 3.6, { fill: color });
      pen.path(`M${x - 4.4} ${top + 29}v-9q0 -6 4.4 -6q4.4 0 4.4 6v9Z`, { fill: color });
    }
    pen.text(WIDTH - LEFT, top + 22, String(count), { size: 12, face: 'bold', align: 'right' });
  });
  const top = y + 20 + teams.length * 52;
  pen.text(LEFT, top + 12, 'One figure stands for sixteen colleagues.', {
    size: 9,
    face: 'italic',
    color: grey,
  });
  pen.paragraph(
    LEFT,
    top + 48,
    ROOM,
    'Absence stayed at 3.4 percent. In the yearly survey, 88 percent said that they would recommend Halden to a friend; the most frequent wish was better coffee in Kassel, which has been attended to.',
    BODY,
  );
}

function drawOutlook(pen: Pen): void {
  const y = pen.paragraph(
    LEFT,
    160,
    ROOM,
    'We confirm the forecast for the year: revenue of 335 million and an operating margin between 15 and 16 percent. The milestones below are those we would like to be measured by.',
    BODY,
  );
  const steps = [
    ['October 2026', 'Meridian M4 certified for hot water', teal],
    ['November 2026', 'Second shift in Kassel', teal],
    ['January 2027', 'Telemetry for district heating leaves its trial', amber],
    ['March 2027', 'Solar roof in Horten covers 40 percent of our power', amber],
    ['June 2027', 'Repair within 48 hours in every country we serve', coral],
    ['September 2027', 'No air freight for new products', coral],
  ] as const;
  const line = LEFT + 130;
  pen.line(
    [
      [line, y + 30],
      [line, y + 30 + (steps.length - 1) * 78],
    ],
    { stroke: rule, lineWidth: 3 },
  );
  steps.forEach(([when, what, color], index) => {
    const at = y + 30 + index * 78;
    pen.circle(line, at, 10, { fill: '#ffffff', stroke: color, lineWidth: 4 });
    pen.text(line - 24, at + 4, when, { size: 11, face: 'bold', color: navy, align: 'right' });
    pen.box(line + 24, at - 24, ROOM - 154, 48, { fill: paper, radius: 8 });
    pen.text(line + 40, at + 4, what, { size: 11.5, color: navy });
  });
}

function drawNotes(pen: Pen): void {
  let y = 164;
  const notes = [
    [
      'Basis',
      'This report follows the same rules as the last yearly report. Nothing in it has been restated.',
    ],
    [
      'Currency',
      'Amounts are in euro. About half of our costs are in Norwegian and Swedish crowns; half of that is hedged for twelve months.',
    ],
    ['Season', 'Orders peak in March and in September, when budgets of public customers open and close.'],
    ['Risk', 'The main risks are the price of nickel, the supply of radio modules, and a mild winter.'],
  ] as const;
  for (const [name, text] of notes) {
    pen.text(LEFT, y, name, { size: 12, face: 'bold', color: teal });
    y = pen.paragraph(LEFT + 96, y, ROOM - 96, text, BODY) + 14;
  }
  pen.text(LEFT, y + 30, 'Calendar', { size: 18, face: 'bold', color: navy });
  const dates = [
    ['12', 'NOV', 'Investor day, Horten'],
    ['18', 'FEB', 'Yearly report 2026'],
    ['22', 'APR', 'General meeting'],
    ['12', 'MAY', 'First quarter 2027'],
  ] as const;
  dates.forEach(([day, month, what], index) => {
    const x = LEFT + (index % 2) * (ROOM / 2);
    const top = y + 54 + Math.floor(index / 2) * 84;
    pen.box(x, top, 60, 66, { fill: index === 0 ? amber : teal, radius: 8 });
    pen.text(x + 30, top + 36, day, { size: 24, face: 'bold', color: '#ffffff', align: 'center' });
    pen.text(x + 30, top + 54, month, {
      size: 9,
      face: 'bold',
      color: '#ffffff',
      align: 'center',
      tracking: 1,
    });
    pen.text(x + 76, top + 38, what, { size: 12, color: navy });
  });
  pen.text(
    LEFT,
    HEIGHT - 90,
    'Halden Instruments is made up for the Platen try-out. So is every figure in this report.',
    {
      size: 9,
      face: 'italic',
      color: grey,
    },
  );
}
