/** Letters of the languages that articles are written in, and digits. */
const PLAIN = /^[a-zа-я0-9]+$/;

/**
 * A term as Meilisearch is given it, in documents and questions: terms in other scripts are spelled in digits and Latin letters.
 * A Japanese word in a question makes it load a dictionary first, and for two seconds and more nobody gets an answer; besides,
 * it would part and fold such words by rules of its own.
 */
export const asToken = (term: string): string => (PLAIN.test(term) ? term : `x${Buffer.from(term).toString('hex')}`);

/** The same for terms parted by spaces. */
export const asTokens = (terms: string): string => (terms === '' ? '' : terms.split(' ').map(asToken).join(' '));
