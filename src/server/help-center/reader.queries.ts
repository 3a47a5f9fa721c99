import type { Ctx } from '../context.ts';
import { segmentsOfMember } from '../customers/index.ts';
import { isCustomer } from '../identity/index.ts';
import { tokensHeld, type Reader } from './audience.ts';

const known = new WeakMap<Ctx, Promise<Reader>>();

/** What this viewer holds. Asked once a request: one query for customers, none for everyone else. */
export function readerOf(ctx: Ctx): Promise<Reader> {
  let reader = known.get(ctx);
  if (!reader) {
    reader = read(ctx);
    known.set(ctx, reader);
  }
  return reader;
}

const read = async (ctx: Ctx): Promise<Reader> =>
  tokensHeld(ctx.viewer, isCustomer(ctx.viewer) ? await segmentsOfMember(ctx) : []);
