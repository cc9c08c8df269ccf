// What one picture of the console's gallery is made of.
import type { AdminScene } from './admin-fake.ts';

export interface AdminPicture {
  readonly name: string;
  readonly scene: AdminScene;
  readonly hash?: string;
  /** What a person does there, in turn: a field's name with what is typed into it, or a button's words alone. */
  readonly steps?: readonly (readonly [name: string, text?: string])[];
}
