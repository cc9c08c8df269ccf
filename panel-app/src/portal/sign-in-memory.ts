// What the sign-in screen remembers in this browser: the way that was used last, and the company code. Nothing that tells who signed in.
const WAY = 'platen.sign-in-way';
const COMPANY = 'platen.company-code';

/** Storage may be switched off, or full: then nothing is remembered. */
function stored(key: string): string | undefined {
  try {
    return localStorage.getItem(key) ?? undefined;
  } catch {
    return undefined;
  }
}

function store(key: string, value: string): void {
  try {
    localStorage.setItem(key, value);
  } catch {
    // It is asked for again the next time.
  }
}

export const lastWay = (): string | undefined => stored(WAY);
export const rememberWay = (way: string): void => store(WAY, way);
export const lastCompany = (): string => stored(COMPANY) ?? '';
export const rememberCompany = (code: string): void => store(COMPANY, code);
