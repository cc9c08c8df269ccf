// Tells which part of a message is a TNEF stream: by its type, or by the name that every program gives it.
import type { Part } from '../mime/outline.ts';

export const isTnef = ({ mediaType, name }: Pick<Part, 'mediaType' | 'name'>): boolean =>
  mediaType === 'application/ms-tnef' ||
  mediaType === 'application/vnd.ms-tnef' ||
  /^win(?:mail|dat)\.dat$/i.test(name ?? '');
