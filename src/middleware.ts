import { defineMiddleware, sequence } from 'astro:middleware';
import { addSecurityHeaders, checkOrigin, identify, limitRate } from '#server/http/middleware.ts';

export const onRequest = sequence(
  defineMiddleware(addSecurityHeaders),
  defineMiddleware(identify),
  defineMiddleware(limitRate),
  defineMiddleware(checkOrigin),
);
