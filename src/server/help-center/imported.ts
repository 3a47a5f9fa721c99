import { wordsFor } from '#content/words.ts';
import type { Failure } from '../platform/result.ts';
import type { ImportState } from './import-article.ts';

/** What became of one file. */
export interface Imported {
  path: string;
  /** left: a history that comes with what readers see, and that was not asked for. */
  state: ImportState | 'refused' | 'left';
  /** refused, left: why, in English. */
  why?: string;
}

/** A failure in English, as commands say it. */
export const sayFailure = ({ message, values }: Failure): string => wordsFor('en')(message, values);
