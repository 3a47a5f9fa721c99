import { defineMiddleware, sequence } from 'astro:middleware';
import {
  addSecurityHeaders,
  catchFailures,
  checkOrigin,
  identify,
  isErrorPage,
  limitRate,
  refusePreviewWrites,
  removeUploads,
} from '#server/http/middleware.ts';

const steps = sequence(
  defineMiddleware(addSecurityHeaders),
  defineMiddleware(catchFailures),
  defineMiddleware(limitRate),
  defineMiddleware(checkOrigin),
  defineMiddleware(identify),
  defineMiddleware(refusePreviewWrites),
  defineMiddleware(removeUploads),
);

export const onRequest = defineMiddleware((context, next) => (isErrorPage(context) ? next() : steps(context, next)));
