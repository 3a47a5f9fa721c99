import type { APIContext } from 'astro';
import type { Viewer } from '#server/identity/index.ts';
import type { TestDatabase } from '#support/database.ts';

interface Asked {
  path?: string;
  method?: string;
  headers?: Record<string, string>;
  viewer?: Viewer;
  routePattern?: string;
  address?: string;
  signal?: AbortSignal;
}

/** What Astro hands to a middleware or an endpoint, as far as ours look at it. */
export function contextOf(database: TestDatabase, asked: Asked = {}): APIContext {
  const { path = '/', method = 'GET', headers = {}, routePattern = path, address = '192.0.2.7', signal } = asked;
  const viewer = asked.viewer ?? { kind: 'visitor', visitorHash: null, locale: 'ru' };
  const url = new URL(path, 'http://help.example');
  const context = {
    request: new Request(url, { method, headers, ...(signal ? { signal } : {}) }),
    url,
    routePattern,
    params: {},
    locals: { ctx: database.ctx(viewer), locale: 'ru', clientAddress: address },
  };
  return context as unknown as APIContext;
}
