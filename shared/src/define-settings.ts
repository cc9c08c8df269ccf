// A part of the system owns its settings: key, type, bounds, default, label and help in one place.
// The console's form, the check at the API's door and the settings page of the documentation all come from here.

interface SettingBase {
  readonly label: string;
  readonly help: string;
  /** Key of the setting without which this one has no effect: `signIn.guests` has to be on (or not empty), `!secure.passwordEntry` off. */
  readonly needs?: string;
}

export interface NumberSetting extends SettingBase {
  readonly type: 'number';
  readonly default: number;
  readonly min: number;
  readonly max: number;
  /** Shown behind the field: minutes, pages, MB. */
  readonly unit?: string;
  readonly integer?: boolean;
}
export interface BooleanSetting extends SettingBase {
  readonly type: 'boolean';
  readonly default: boolean;
}
export interface TextSetting extends SettingBase {
  readonly type: 'text';
  readonly default: string;
  readonly maxLength: number;
  /** Several lines, such as a certificate. */
  readonly multiline?: boolean;
}
export interface ChoiceSetting extends SettingBase {
  readonly type: 'choice';
  readonly default: string;
  readonly choices: Readonly<Record<string, string>>;
}
export type Setting = NumberSetting | BooleanSetting | TextSetting | ChoiceSetting;
export type SettingValue = number | boolean | string;

export type SettingsOf<T extends Readonly<Record<string, Setting>>> = {
  readonly [K in keyof T]: T[K] extends NumberSetting
    ? number
    : T[K] extends BooleanSetting
      ? boolean
      : string;
};

export interface SettingsGroup<
  T extends Readonly<Record<string, Setting>> = Readonly<Record<string, Setting>>,
> {
  /** First half of each stored key: `codes` + `minLength` is stored as `codes.minLength`. */
  readonly id: string;
  readonly title: string;
  readonly settings: T;
}

export function defineSettings<const T extends Readonly<Record<string, Setting>>>(
  id: string,
  title: string,
  settings: T,
): SettingsGroup<T> {
  return { id, title, settings };
}

/** undefined when `value` fits, else what is wrong with it in a few words. */
export function settingProblem(setting: Setting, value: unknown): string | undefined {
  switch (setting.type) {
    case 'number':
      if (typeof value !== 'number' || !Number.isFinite(value)) return 'give a number';
      if (setting.integer === true && !Number.isInteger(value)) return 'give a whole number';
      if (value < setting.min || value > setting.max)
        return `give a number from ${setting.min} to ${setting.max}`;
      return undefined;
    case 'boolean':
      return typeof value === 'boolean' ? undefined : 'say yes or no';
    case 'text':
      if (typeof value !== 'string') return 'give a text';
      return value.length <= setting.maxLength ? undefined : `at most ${setting.maxLength} characters`;
    case 'choice':
      return typeof value === 'string' && Object.hasOwn(setting.choices, value)
        ? undefined
        : `choose one of ${Object.keys(setting.choices).join(', ')}`;
  }
}
