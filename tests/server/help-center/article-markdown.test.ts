import { afterAll, beforeAll, expect, it } from 'vitest';
import {
  changeArticleSettings,
  getArticleMarkdown,
  getArticleSettings,
  getArticleToWrite,
  publishRevision,
  saveRevision,
} from '#server/help-center/index.ts';
import type { UserViewer } from '#server/identity/index.ts';
import { openHelpCenter, type TestHelpCenter } from '#support/help-center.ts';
import { staffOf } from '#support/staff.ts';

const at = { key: 'pay-invoice', locale: 'ru' as const };
let help: TestHelpCenter;
let lera: UserViewer;
beforeAll(async () => {
  help = await openHelpCenter();
  lera = await staffOf(help, 'editor', 'Lera');
});
afterAll(() => help.close());

it('an article as Markdown says neither what writers noted for themselves nor what articles for others are about', async () => {
  const ctx = help.ctx(lera);
  const settings = await getArticleSettings(ctx, 'receipt', 'ru');
  if (!settings) throw new Error('there is no receipt');
  await changeArticleSettings(ctx, { ...settings, audience: 'staff' });
  const known = await getArticleToWrite(ctx, at);
  if (!known) throw new Error('there is no article');
  const body = [
    '<!-- из разговора /desk/messages/7 -->',
    'Смотрите [сумму](article:wrong-amount "сумма"), [чек](article:receipt "чек"), [ещё чек][1] и [сумму][2].',
    'Чек придёт на почту в течение часа после оплаты счёта.',
    '[1]: article:receipt\n[2]: <article:wrong-amount>',
    '<!-- не окончено',
  ].join('\n\n');
  const saved = await saveRevision(ctx, { ...at, version: known.version, content: { ...known.content, body } });
  if (!saved.ok) throw new Error(saved.error.message);
  const { version } = saved.value;
  expect(await publishRevision(ctx, { ...at, version, at: null, reason: null })).toMatchObject({ ok: true });
  const { body: given = '' } = (await getArticleMarkdown(help.ctx(lera), at)) ?? {};
  expect(given).not.toMatch(/receipt|разговор|messages|не окончено/);
  expect(given).toContain('[сумму](/help/payment/wrong-amount.md)');
  expect(given).toContain('[2]: /help/payment/wrong-amount.md');
  expect(given).toContain(', чек, [ещё чек][1]');
});
