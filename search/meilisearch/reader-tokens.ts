import type { Meilisearch } from 'meilisearch';
import { generateTenantToken } from 'meilisearch/token';
import type { Audience } from '../audience.ts';
import { MissingKey } from './connection.ts';
import { readableBy } from './filter.ts';

/** Milliseconds a token is good for, and those before its end from which on a new one is made. */
const GOOD_FOR = 60 * 60_000;
const RENEWED = 5 * 60_000;
/** Readers whose tokens are kept. */
const KEPT = 500;

interface Token {
  token: string;
  until: number;
}

/**
 * Tokens that let a search see what its reader may read. The filter is inside the token, signed, so that no query can do
 * without it.
 */
export class ReaderTokens {
  readonly #client: Meilisearch;
  readonly #index: string;
  readonly #tokens = new Map<string, Token>();
  #searchKey: Promise<{ key: string; uid: string }> | null = null;

  constructor(client: Meilisearch, index: string) {
    this.#client = client;
    this.#index = index;
  }

  /** @throws when the key in use may not read keys, or none of them may search */
  async for(audience: Audience): Promise<string> {
    const reader = audience === 'everything' ? audience : JSON.stringify([...audience].sort());
    const known = this.#tokens.get(reader);
    const now = Date.now();
    if (known && known.until - RENEWED > now) return known.token;
    this.#searchKey ??= this.#findSearchKey();
    const { key, uid } = await this.#searchKey;
    const filter = readableBy(audience);
    const until = now + GOOD_FOR;
    const token = await generateTenantToken({
      apiKey: key,
      apiKeyUid: uid,
      searchRules: { [this.#index]: filter === null ? null : { filter } },
      expiresAt: new Date(until),
    });
    if (this.#tokens.size >= KEPT) this.#tokens.clear();
    this.#tokens.set(reader, { token, until });
    return token;
  }

  /** Forgets all, after a break: keys may have changed meanwhile. */
  forget(): void {
    this.#tokens.clear();
    this.#searchKey = null;
  }

  async #findSearchKey(): Promise<{ key: string; uid: string }> {
    const { results } = await this.#client.getKeys({ limit: 100 });
    const maySearch = results.filter(
      ({ actions, indexes, expiresAt }) =>
        !isTemporary(expiresAt) &&
        (actions.includes('search') || actions.includes('*')) &&
        indexes.some((index) => index === '*' || index === this.#index),
    );
    // The one that may do least will do.
    const [key] = maySearch.sort((a, b) => a.actions.length - b.actions.length || (a.actions.includes('*') ? 1 : -1));
    if (!key) throw new MissingKey('no key of Meilisearch may search the index and does not expire');
    return key;
  }
}

/** The client's types promise a date where there mostly is none. */
const isTemporary = (expiresAt: Date | null): boolean => expiresAt !== null;
