import { publishArticle } from '#server/help-center/index.ts';
import { putCategories } from '#server/help-center/publish-article.ts';
import { systemViewer, type UserViewer } from '#server/identity/index.ts';
import { openTestDatabase, type TestDatabase } from '#support/database.ts';
import { staffOf } from '#support/staff.ts';

export const at = { key: 'pay-invoice', locale: 'ru' as const };

export const text = (body: string) => ({
  title: 'Как оплатить счёт',
  summary: 'Картой, по QR-коду или переводом.',
  questions: ['оплатить счёт', 'как заплатить', 'оплата картой'],
  body: `${body}\n\nОткройте счёт в кабинете и выберите способ оплаты: картой, кодом или переводом.`,
});

/** A database with one topic, one published article in it, and an editor and a supervisor. */
export async function openWrittenArticle(): Promise<{ world: TestDatabase; lera: UserViewer; igor: UserViewer }> {
  const world = await openTestDatabase();
  const [lera, igor] = [await staffOf(world, 'editor', 'Lera'), await staffOf(world, 'supervisor', 'Igor')];
  await world.db.write((tx) =>
    putCategories(tx, [
      { id: 'payment', icon: 'receipt', title: { ru: 'Оплата', en: 'Payment' }, summary: { ru: 'Оплата', en: 'Pay' } },
    ]),
  );
  const seeded = { ...text('Первый текст.'), ...at, categoryId: 'payment', related: [], updatedOn: '2026-10-01' };
  const published = await publishArticle(world.ctx(systemViewer('a test')), seeded);
  if (!published.ok) throw new Error(published.error.message);
  return { world, lera, igor };
}
