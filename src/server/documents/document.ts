/** Folders of documents. */
export const documentKinds = ['contract', 'act', 'invoice', 'other'] as const;
export type DocumentKind = (typeof documentKinds)[number];
/** What the company asks the customer to do with a document. */
export const documentAsks = ['nothing', 'acceptance', 'signature'] as const;
export type DocumentAsks = (typeof documentAsks)[number];
export type AnswerKind = 'accepted' | 'declined' | 'signed';
export type DocumentState =
  'none_needed' | 'waiting_acceptance' | 'waiting_signature' | 'accepted' | 'signed' | 'declined' | 'withdrawn';

/** How things stand with a document; derived from what is asked and what was answered to the newest version. */
export function stateOf(document: {
  asks: DocumentAsks;
  withdrawn: boolean;
  answer: AnswerKind | null;
}): DocumentState {
  if (document.withdrawn) return 'withdrawn';
  if (document.answer !== null) return document.answer;
  if (document.asks === 'nothing') return 'none_needed';
  return document.asks === 'signature' ? 'waiting_signature' : 'waiting_acceptance';
}

export const isWaiting = (state: DocumentState): boolean =>
  state === 'waiting_acceptance' || state === 'waiting_signature';
