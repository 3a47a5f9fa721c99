import { localePath, type Locale } from '#content/locales.ts';
import { wordsFor, type WordValues } from '#content/words.ts';
import type { Ctx } from '../context.ts';
import { renderMail } from '../platform/mail-template.ts';

export type ErasureMail = 'requested' | 'canceled' | 'declined' | 'blocked' | 'done';

/** Tells a person what becomes of their wish to be forgotten. Sent once per key. */
export async function mailErasure(
  ctx: Ctx,
  {
    name,
    emails,
    locale,
    key,
    kind,
    values = {},
  }: {
    name: string;
    /** The first is the one they sign in with. */
    emails: readonly string[];
    locale: Locale;
    key: string;
    kind: ErasureMail;
    values?: WordValues;
  },
): Promise<void> {
  const [to] = emails;
  if (to === undefined) return;
  const t = wordsFor(locale);
  const { ORIGIN } = ctx.platform.config;
  const mail = await renderMail(ctx.db.read, 'erasure', locale, {
    name,
    what: t(`myData.mail.${kind}`),
    text: t(`myData.mail.${kind}.text`, values),
    next: t(`myData.mail.${kind}.next`),
    where: t(kind === 'done' ? 'myData.mail.help' : 'myData.title'),
    link: ORIGIN + (kind === 'done' ? localePath(locale, '/help') : '/account/data'),
  });
  await ctx.platform.mailer.send({ key, to, ...mail });
}
