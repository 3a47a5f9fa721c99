import { formatDate } from '#content/format.ts';
import type { Locale } from '#content/locales.ts';
import { wordsFor } from '#content/words.ts';
import type { Ctx } from '../context.ts';
import { namesOfCustomers } from '../customers/index.ts';
import { systemViewer } from '../identity/index.ts';
import { getBrand } from '../platform/brand.ts';
import { makePdf } from '../platform/pdf/index.ts';
import { getDocument } from './document.queries.ts';

/**
 * The signing sheet of a signed version as a PDF: what was signed, by whom, when, from where, and how it was confirmed. Made
 * from what was kept then, so it is the same whenever it is asked for. Null when it is not this viewer's or not signed.
 */
export async function getSigningSheet(
  ctx: Ctx,
  id: string,
  number: number,
  locale: Locale,
): Promise<{ bytes: Uint8Array; name: string } | null> {
  const document = await getDocument(ctx, id);
  const version = document?.versions.find((each) => each.number === number);
  const answer = version?.answer;
  if (!document || !version || !answer?.signature) return null;
  const { signature } = answer;
  const t = wordsFor(locale);
  const brand = await getBrand(ctx.db.read);
  const system = { ...ctx, viewer: systemViewer('name the customer on a signing sheet') };
  const customer = (await namesOfCustomers(system, [document.customerId])).get(document.customerId) ?? '';
  const at = (date: Date) => `${formatDate(date, locale, 'full', 'UTC')} UTC`;
  const title = t('document.sheet.title');
  const meta = { title: `${title}: ${document.title}`, locale, author: brand.legal[locale], createdAt: answer.at };
  const bytes = await makePdf({ ...meta, footer: document.title }, (sheet) => {
    sheet.header({ over: brand.legal[locale], title, detail: t('document.sheet.detail') });
    sheet.heading(t('document.sheet.what'));
    sheet.pairs([
      { label: t('document.sheet.document'), value: document.title },
      { label: t('document.sheet.version'), value: t('document.version', { number }) },
      { label: t('document.sheet.file'), value: version.file.name },
      { label: t('document.sheet.hash'), value: `${answer.sha256.slice(0, 32)}\n${answer.sha256.slice(32)}` },
      { label: t('document.sheet.added'), value: at(version.createdAt) },
    ]);
    sheet.heading(t('document.sheet.who'));
    sheet.pairs([
      { label: t('document.sheet.name'), value: signature.typedName },
      { label: t('document.sheet.account'), value: answer.by },
      { label: t('document.sheet.customer'), value: customer },
      { label: t('document.sheet.signed'), value: at(answer.at) },
      { label: t('document.sheet.network'), value: signature.network },
    ]);
    sheet.heading(t('document.sheet.how'));
    sheet.pairs([
      { label: t('document.sheet.codeTo'), value: signature.codeSentTo },
      { label: t('document.sheet.codeAt'), value: at(signature.codeSentAt) },
      { label: t('document.sheet.code'), value: t('document.sheet.codeMatched') },
    ]);
    sheet.gap(14);
    sheet.text(t('document.sheet.check'), { muted: true });
  });
  return { bytes, name: `${title} — ${document.title}.pdf` };
}
