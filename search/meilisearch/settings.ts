import type { Settings } from 'meilisearch';

/** Name of the embedder: vectors are made by us, one for each passage. */
export const PASSAGES = 'passages';

/** Vectors of one document: Meilisearch keeps the first of all documents apart from the second, and so on, and searches each of these. */
export const VECTORS = 8;

/** Terms by field, those that tell most first; Meilisearch ranks by this order. */
export const termFields = ['titleTerms', 'questionTerms', 'summaryTerms', 'bodyTerms'] as const;

/**
 * Settings of an index, as code. Word forms, spelling and unfinished words are dealt with before a question gets there, so
 * its own typo tolerance and prefixes are off: they would guess a second time, and worse in Russian.
 */
export const indexSettings = (dimensions: number): Settings => ({
  searchableAttributes: [...termFields],
  displayedAttributes: [
    ...['row', 'id', 'key', 'locale', 'category', 'title', 'updatedOn', 'stamp', 'version'],
    ...['sentencesFrom', 'questions', 'summary', 'body'],
  ],
  filterableAttributes: ['row', 'key', 'locale', 'audience'],
  rankingRules: ['words', 'attribute', 'exactness'],
  proximityPrecision: 'byAttribute',
  typoTolerance: { enabled: false },
  prefixSearch: 'disabled',
  facetSearch: false,
  embedders: { [PASSAGES]: { source: 'userProvided', dimensions } },
});

/** What is asked of Meilisearch for one question. */
export const asking = {
  /** It reads no more than ten words of a query. */
  terms: 10,
  /** Synonyms, kin and borrowed words that are looked up beside them. */
  others: 10,
  /** Documents for each term and for all terms together. */
  byTerm: 40,
  /** Documents nearest by meaning, in the reader's language and in others each. */
  byMeaning: 60,
} as const;

/**
 * A term counts by how rare it is and by where it stands: rarity × (base + Meilisearch's score of the document for that term
 * alone). One query of all terms at once ranked 7–16 points of recall@5 lower on the development questions: it orders by how many
 * words match, whichever they are.
 */
export const scoring = { base: 0.7, weight: 1 } as const;
