import type { Ctx } from '../context.ts';
import { listOutbox, type KeptMail } from '../platform/mailer.ts';

/**
 * Mail of the demo, which is kept instead of sent so that whoever tries the product can follow the links in it. Null in every
 * other installation: mail may hold links that let their reader in.
 */
export async function listKeptMail(ctx: Ctx): Promise<KeptMail[] | null> {
  const { config, mailer } = ctx.platform;
  return config.DEMO && mailer.kind === 'outbox' ? listOutbox(ctx.db) : null;
}
