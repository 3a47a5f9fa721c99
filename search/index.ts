import type { Locale } from '#content/locales.ts';
import type { Audience } from './audience.ts';
import type { Encoder } from './encoder.ts';

export type { Audience };

/** What the index keeps of an article. */
export interface SearchDocument {
  /** `<key>:<locale>` */
  id: string;
  key: string;
  locale: Locale;
  category: string;
  title: string;
  summary: string;
  questions: string[];
  /** What customers call its topic: found by these words, but less than by its own. */
  phrases?: readonly string[];
  /** Plain text, without markup. */
  body: string;
  updatedOn: string;
  /** Tokens such as `public`, `signed-in`, `segment:export`: who holds any of them may read it. */
  audience: readonly string[];
}

/** A piece of text; `marked` pieces are the words that were found. */
export interface TextPart {
  text: string;
  marked: boolean;
}

/** What is offered while someone types. */
export interface TitleHit {
  id: string;
  key: string;
  locale: Locale;
  category: string;
  title: string;
  /** The title with the found words marked. */
  titleParts: TextPart[];
  updatedOn: string;
  /** Higher is better; comparable within one answer only. */
  score: number;
}

export interface SearchHit extends TitleHit {
  /** The passage around what was found. Never the whole body. */
  snippet: TextPart[];
}

export interface SearchRequest {
  query: string;
  /** Only documents of this language, unless `otherLocales` is set. */
  locale: Locale;
  /** Adds documents that do not exist in this language, after those that do. */
  otherLocales?: boolean | undefined;
  category?: string | undefined;
  /** Narrows what was found to these languages. */
  languages?: readonly Locale[] | undefined;
  /**
   * What the reader holds. Nothing of a document that asks for none of it is found, counted, offered, quoted or used to correct
   * the question.
   */
  audience: Audience;
  /** Looks up what was typed, without correcting it. */
  exact?: boolean | undefined;
  limit: number;
  offset?: number | undefined;
}

export interface SuggestRequest {
  /** The last word may be unfinished. */
  query: string;
  locale: Locale;
  audience: Audience;
  limit: number;
}

export interface SearchAnswer {
  hits: SearchHit[];
  total: number;
  /** Set when another spelling was searched instead. */
  showingResultsFor: string | null;
  /** Why: a typing mistake, or the wrong keyboard layout. */
  correctedBy: 'typo' | 'layout' | 'translit' | null;
  /** Found per category, whatever category was asked for. */
  categories: Record<string, number>;
  /** Found per language, whatever languages were asked for. */
  locales: Partial<Record<Locale, number>>;
  /** When nothing was found: what is nearest by meaning, at most three. */
  nearest: SearchHit[];
}

/** How the index is doing, for an administrator. */
export interface SearchState {
  /** What answers at this moment. */
  engine: 'embedded' | 'meilisearch';
  /** Since when the chosen engine has answered without a break; null while it does not. */
  reachableSince: Date | null;
  /** Documents that can be found. */
  documents: number;
  /** Documents the chosen engine does not have as they are now; null when it could not be asked. */
  behindBy: number | null;
  /** Answers given by the built-in index since the start because the chosen engine could not. */
  stoodIn: number;
  /** Why the chosen engine does not answer, in its own words; no secrets. */
  problem: string | null;
}

/** How far it is, and a way to stop it between two steps: then it rejects with the signal's reason. */
export interface Progress {
  signal?: AbortSignal | undefined;
  onProgress?: ((done: number, of: number) => void) | undefined;
}

/** The index of another encoder, complete but for what changes from now on. */
export interface PreparedIndex {
  /**
   * Takes its place at once: searches that began before are answered by the old index to their end, all later ones by the new one.
   * `atOnce` runs in the same moment.
   */
  commit(atOnce?: () => void): Promise<void>;
  /** Gives up; what was made so far is used by the next try. */
  discard(): Promise<void>;
}

/** An index that can be moved to another encoder while it answers. */
export interface MovableSearchIndex extends SearchIndex {
  /**
   * Makes the index of another encoder beside the one that answers, from what that one holds.
   * @throws when the encoder or the disk fails, or the signal stops it; nothing has changed then
   */
  prepare(encoder: Encoder, progress?: Progress): Promise<PreparedIndex>;
  /** Removes what is left of an encoder that was being prepared and is not wanted any more. */
  tidy(): Promise<void>;
}

/** The search port. Who may read a document is put in with it, as tokens; what a reader holds comes with the question. */
export interface SearchIndex {
  readonly kind: 'embedded' | 'meilisearch';
  search(request: SearchRequest): Promise<SearchAnswer>;
  /** Documents that answer what is being typed, at most `limit`. */
  suggest(request: SuggestRequest): Promise<TitleHit[]>;
  /** What the index holds: document id → stamp of its content (stamp.ts). Empty when it must be built anew. */
  stamps(): Promise<ReadonlyMap<string, string>>;
  upsert(documents: SearchDocument[]): Promise<void>;
  remove(ids: string[]): Promise<void>;
  /** Replaces everything; searches go on meanwhile. */
  rebuild(documents: SearchDocument[]): Promise<void>;
  state(): Promise<SearchState>;
  close(): Promise<void>;
}
