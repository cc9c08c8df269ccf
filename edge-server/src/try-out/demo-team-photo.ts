// "Team photo.jpg" of the try-out: an illustration drawn as SVG and saved as JPEG.

/** Pixels: a landscape picture of about the size a chat program sends. */
const WIDTH = 1600;
const HEIGHT = 1067;

interface Person {
  readonly x: number;
  readonly size: number;
  readonly skin: string;
  readonly hair: string;
  readonly shirt: string;
  readonly shade: string;
  readonly style: 'bob' | 'short' | 'curls' | 'bun' | 'bald' | 'long';
  readonly glasses?: boolean;
  readonly beard?: boolean;
}

/** From back to front. */
const PEOPLE: readonly Person[] = [
  {
    x: 470,
    size: 0.94,
    skin: '#8d5a3b',
    hair: '#2a1d18',
    shirt: '#f2b84b',
    shade: '#d99c2e',
    style: 'curls',
  },
  {
    x: 1130,
    size: 0.96,
    skin: '#f0c8a4',
    hair: '#b5532b',
    shirt: '#3f7d6d',
    shade: '#2f6457',
    style: 'short',
    beard: true,
  },
  { x: 800, size: 0.98, skin: '#e7b58c', hair: '#3c2a20', shirt: '#e9edf2', shade: '#cdd5df', style: 'long' },
  {
    x: 250,
    size: 1.06,
    skin: '#f3cfae',
    hair: '#d9a441',
    shirt: '#d9603b',
    shade: '#b84c2b',
    style: 'bun',
    glasses: true,
  },
  { x: 1350, size: 1.08, skin: '#6f4630', hair: '#1c1412', shirt: '#4a6fa5', shade: '#38588a', style: 'bob' },
  {
    x: 630,
    size: 1.1,
    skin: '#d9a376',
    hair: '#6b6f76',
    shirt: '#2d3e5f',
    shade: '#202e49',
    style: 'short',
    glasses: true,
  },
  { x: 985, size: 1.1, skin: '#efc09a', hair: '#54331f', shirt: '#8d5fa8', shade: '#744a8d', style: 'bob' },
];

export async function teamPhoto(): Promise<Uint8Array> {
  // Loaded when the try-out asks for its samples: the server itself never holds an image library.
  const { default: sharp } = await import('sharp');
  return sharp(Buffer.from(drawing())).jpeg({ quality: 88, chromaSubsampling: '4:4:4' }).toBuffer();
}

function drawing(): string {
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${HEIGHT}" width="${WIDTH}" height="${HEIGHT}">
    <defs>
      <linearGradient id="sky" x1="0" y1="0" x2="0" y2="1">
        <stop offset="0" stop-color="#7db9e8"/><stop offset="0.55" stop-color="#fbd9b0"/><stop offset="1" stop-color="#f7a97a"/>
      </linearGradient>
      <linearGradient id="sea" x1="0" y1="0" x2="0" y2="1">
        <stop offset="0" stop-color="#6f9fc0"/><stop offset="1" stop-color="#2f5f86"/>
      </linearGradient>
      <radialGradient id="sun"><stop offset="0" stop-color="#fff6d8"/><stop offset="1" stop-color="#fff6d8" stop-opacity="0"/></radialGradient>
    </defs>
    <rect width="${WIDTH}" height="${HEIGHT}" fill="url(#sky)"/>
    <circle cx="1240" cy="300" r="330" fill="url(#sun)"/>
    <circle cx="1240" cy="300" r="74" fill="#fff3cf"/>
    ${cloud(300, 150, 1)}${cloud(760, 95, 0.7)}${cloud(1480, 170, 0.8)}
    <path d="M0 470L190 330L330 430L520 270L720 440L900 350L1080 460L1290 340L1440 430L1600 360V700H0Z" fill="#8aa3bd"/>
    <path d="M0 540L150 450L360 530L560 420L800 540L1020 450L1240 545L1420 470L1600 530V720H0Z" fill="#64809d"/>
    <rect y="560" width="${WIDTH}" height="240" fill="url(#sea)"/>
    ${Array.from({ length: 26 }, (_, i) => `<rect x="${(i * 251) % 1560}" y="${585 + ((i * 67) % 190)}" width="${40 + ((i * 37) % 70)}" height="4" rx="2" fill="#fff" opacity="0.28"/>`).join('')}
    <path d="M0 770Q400 700 800 745T1600 720V${HEIGHT}H0Z" fill="#5d8a56"/>
    <path d="M0 840Q500 780 1000 825T1600 800V${HEIGHT}H0Z" fill="#4b7547"/>
    ${PEOPLE.map(person).join('')}
  </svg>`;
}

function cloud(x: number, y: number, size: number): string {
  return `<g transform="translate(${x} ${y}) scale(${size})" fill="#fff" opacity="0.85">
    <ellipse cx="0" cy="0" rx="90" ry="30"/><ellipse cx="-36" cy="-22" rx="46" ry="34"/><ellipse cx="30" cy="-30" rx="52" ry="40"/></g>`;
}

/** Head and shoulders, the chin at the origin, drawn upwards and downwards from there. */
function person({ x, size, skin, hair, shirt, shade, style, glasses, beard }: Person): string {
  const behind: Readonly<Record<Person['style'], string>> = {
    bob: `<path d="M-112 -120Q-116 -262 0 -262T112 -120Q118 -20 84 4H-84Q-118 -20 -112 -120Z" fill="${hair}"/>`,
    long: `<path d="M-112 -120Q-116 -262 0 -262T112 -120Q124 70 104 150H-104Q-124 70 -112 -120Z" fill="${hair}"/>`,
    bun: `<circle cx="0" cy="-258" r="52" fill="${hair}"/><path d="M-104 -96Q-110 -250 0 -250T104 -96Z" fill="${hair}"/>`,
    curls: [
      [-88, -150],
      [-92, -98],
      [-62, -206],
      [0, -232],
      [62, -206],
      [92, -98],
      [88, -150],
    ]
      .map(([cx, cy]) => `<circle cx="${cx}" cy="${cy}" r="48" fill="${hair}"/>`)
      .join(''),
    short: `<path d="M-100 -110Q-112 -248 0 -252T100 -110Z" fill="${hair}"/>`,
    bald: '',
  };
  const fringe: Readonly<Record<Person['style'], string>> = {
    bob: `<path d="M-94 -128Q-90 -234 0 -234T94 -128Q60 -196 -20 -198Q-70 -190 -94 -128Z" fill="${hair}"/>`,
    long: `<path d="M-94 -120Q-92 -236 0 -236T94 -120Q80 -190 4 -206Q-74 -190 -94 -120Z" fill="${hair}"/>`,
    bun: `<path d="M-92 -136Q-84 -232 0 -232T92 -136Q50 -204 0 -204T-92 -136Z" fill="${hair}"/>`,
    curls: [
      [-56, -190],
      [-18, -204],
      [24, -204],
      [60, -188],
    ]
      .map(([cx, cy]) => `<circle cx="${cx}" cy="${cy}" r="30" fill="${hair}"/>`)
      .join(''),
    short: `<path d="M-94 -134Q-98 -240 4 -240T94 -134Q84 -184 34 -192Q-50 -190 -70 -176Q-90 -160 -94 -134Z" fill="${hair}"/>`,
    bald: '',
  };
  const lenses =
    glasses === true
      ? '<g fill="#fff" fill-opacity="0.25" stroke="#27303b" stroke-width="6"><circle cx="-38" cy="-112" r="27"/><circle cx="38" cy="-112" r="27"/><path d="M-11 -114q11 -8 22 0" fill="none"/></g>'
      : '';
  const chin =
    beard === true
      ? `<path d="M-92 -96Q-92 22 0 22T92 -96Q78 -58 40 -62Q0 -70 -40 -62Q-78 -58 -92 -96Z" fill="${hair}"/>`
      : '';
  return `<g transform="translate(${x} ${690 - (1.1 - size) * 500}) scale(${size})">
    ${behind[style]}
    <path d="M-212 420Q-214 120 -92 66L0 44L92 66Q214 120 212 420Z" fill="${shirt}"/>
    <path d="M-212 420Q-214 230 -166 140Q-140 260 -146 420Z" fill="${shade}"/><path d="M212 420Q214 230 166 140Q140 260 146 420Z" fill="${shade}"/>
    <path d="M-46 -30H46V62Q0 112 -46 62Z" fill="${skin}"/><path d="M-46 -6Q0 44 46 -6V24Q0 60 -46 24Z" fill="#000" opacity="0.12"/>
    <circle cx="-96" cy="-104" r="20" fill="${skin}"/><circle cx="96" cy="-104" r="20" fill="${skin}"/>
    <path d="M-94 -130Q-94 -236 0 -236T94 -130Q94 14 0 14T-94 -130Z" fill="${skin}"/>
    ${chin}
    <g transform="translate(0 -6) scale(1.06 1.03)">${fringe[style]}</g>
    <path d="M-58 -146q20 -14 40 -2M18 -148q20 -12 40 2" stroke="#2b2320" stroke-width="7" stroke-linecap="round" fill="none"/>
    <circle cx="-38" cy="-112" r="9" fill="#231c1a"/><circle cx="38" cy="-112" r="9" fill="#231c1a"/>
    <circle cx="-35" cy="-115" r="3" fill="#fff"/><circle cx="41" cy="-115" r="3" fill="#fff"/>
    ${lenses}
    <path d="M-4 -104q-12 30 6 36" stroke="#000" stroke-opacity="0.22" stroke-width="6" stroke-linecap="round" fill="none"/>
    <path d="M-36 -42Q0 -2 36 -42Q0 -34 -36 -42Z" fill="#fff" stroke="#7c2f2a" stroke-width="4" stroke-linejoin="round"/>
    <circle cx="-62" cy="-70" r="15" fill="#e8664f" opacity="0.22"/><circle cx="62" cy="-70" r="15" fill="#e8664f" opacity="0.22"/>
  </g>`;
}
