import { eq } from 'drizzle-orm';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { articles } from '#db/schema/help-center.ts';
import { remindOfVerification, seedHelpCenter, voteOnArticle } from '#server/help-center/index.ts';
import { systemViewer } from '#server/identity/index.ts';
import { targetOfPath, targetPath } from '#server/notifications/target-path.ts';
import { staffOf } from '#support/staff.ts';
import { openHouse, type House } from './house.ts';

const at = { key: 'pay-invoice', locale: 'ru' as const };
let house: House;
beforeEach(async () => {
  house = await openHouse();
  await seedHelpCenter(house.ctx(systemViewer('a test')));
});
afterEach(() => house.close());

const doubt = async () => {
  for (const visitorHash of ['a', 'b', 'c']) {
    const ctx = house.ctx({ kind: 'visitor', visitorHash, locale: 'ru' });
    await voteOnArticle(ctx, { ...at, vote: 'no', network: visitorHash });
  }
  await house.told();
};
const own = (ownerId: string) =>
  house.db.write((tx) => tx.update(articles).set({ ownerId }).where(eq(articles.key, at.key)));

it('whoever answers for an article hears that it does not help, in the bell and by mail', async () => {
  const [lera, vera] = [await staffOf(house, 'editor', 'Lera'), await staffOf(house, 'editor', 'Vera')];
  await own(vera.userId);
  await doubt();
  expect(await house.of(lera.userId)).toEqual([]);
  expect(await house.of(vera.userId)).toMatchObject([
    { kind: 'article.questioned', target: 'feedback:pay-invoice/ru', shown: true },
  ]);
  const [mail] = await house.mails();
  expect(mail).toMatchObject({ recipient: 'vera@staff.example' });
  expect(mail?.subject.replaceAll('\u00a0', ' ')).toContain('Читателям не помогает статья «Как оплатить счёт');
});

it('without an owner all editors hear of it, and supervisors where there are none', async () => {
  const igor = await staffOf(house, 'supervisor', 'Igor');
  const lera = await staffOf(house, 'editor', 'Lera');
  await doubt();
  expect(await house.of(lera.userId)).toHaveLength(1);
  expect(await house.of(igor.userId)).toEqual([]);
});

it('an article nobody has checked for too long is told of once a period', async () => {
  const vera = await staffOf(house, 'editor', 'Vera');
  await own(vera.userId);
  await house.db.write((tx) =>
    tx.update(articles).set({ verifyEveryDays: 30, verifiedOn: '2026-10-01' }).where(eq(articles.id, articles.id)),
  );
  await house.db.write((tx) => tx.update(articles).set({ verifyEveryDays: null }).where(eq(articles.locale, 'en')));
  const work = house.ctx(systemViewer('a test'));
  const told = await remindOfVerification(work);
  await remindOfVerification(work);
  await house.told();
  const heard = await house.of(vera.userId);
  expect(heard).toHaveLength(told);
  expect(heard.filter(({ target }) => target === 'feedback:pay-invoice/ru')).toMatchObject([
    { kind: 'article.notVerified', values: { verifiedOn: { day: '2026-10-01' } } },
  ]);
});

it('leads to the feedback of the article, and opening that is reading it', () => {
  expect(targetPath('feedback:pay-invoice/ru', 'staff')).toBe('/desk/help/feedback/pay-invoice/ru');
  expect(targetOfPath('/desk/help/feedback/pay-invoice/ru')).toBe('feedback:pay-invoice/ru');
});
