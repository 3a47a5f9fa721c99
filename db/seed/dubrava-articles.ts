import type { DubravaUsers } from './dubrava-people.ts';
import { must } from './must.ts';
import { storyTime } from './story-time.ts';
import type { Ctx } from '#server/context.ts';
import { viewerOfUser } from '#server/customers/index.ts';
import {
  changeArticleSettings,
  changeCategory,
  createArticle,
  getArticleSettings,
  listEditedCategories,
  publishRevision,
  saveRevision,
  startRevision,
  submitRevision,
  type ArticleAddress,
  type ArticleSettings,
} from '#server/help-center/index.ts';

const ru = (key: string): ArticleAddress => ({ key, locale: 'ru' });

/**
 * What the editor of «Дубрава» has on the desk: a draft, an edit that waits for a review, one that comes out by itself, a
 * translation that is behind, an article for some customers and one for our people, and one that is due for a check.
 */
export async function articlesStory(ctx: Ctx, users: DubravaUsers): Promise<void> {
  const time = storyTime(ctx);
  const vera = await viewerOfUser(ctx.db, users.lisitsyna);
  if (!vera) throw new Error('the demo story lost its editor');
  const on = (days: number): Ctx => ({ ...time.on(days), viewer: vera });
  const settle = async (key: string, change: Partial<ArticleSettings>): Promise<void> => {
    const known = await getArticleSettings(on(-1), key, 'ru');
    if (!known) throw new Error(`the demo story lost ${key}`);
    must(await changeArticleSettings(on(-1), { ...known, ...change }));
  };
  /** Adds a paragraph at the end of a text, as a new revision that is being worked on. */
  const edit = async (at: ArticleAddress, days: number, { more, reason }: { more: string; reason: string }) => {
    const { title, summary, questions, body, version } = must(await startRevision(on(days), at));
    const content = { title, summary, questions, body: `${body}\n\n${more}` };
    return must(await saveRevision(on(days), { ...at, version, content, reason })).version;
  };

  // What is said about money and papers is read by two.
  const papers = (await listEditedCategories(on(-30))).find(({ id }) => id === 'documents');
  if (!papers) throw new Error('the demo story lost a topic');
  const { id, icon, parentId, title, summary, phrases, version } = papers;
  const named = {
    ...{ titleRu: title['ru'] ?? '', titleEn: title['en'] ?? '' },
    ...{ summaryRu: summary['ru'] ?? '', summaryEn: summary['en'] ?? '' },
    ...{ phrasesRu: phrases['ru'] ?? [], phrasesEn: phrases['en'] ?? [] },
  };
  must(await changeCategory(ctx, { id, icon, parentId, version, ...named, reviewed: true }));
  const act = ru('closing-documents');
  const reviewed = await edit(act, -1, {
    more: '## Если нужен оригинал\n\nОригинал УПД с печатью отправим Почтой России за 1–2 рабочих дня: напишите в чат адрес и получателя.',
    reason: 'Трижды за неделю спросили про оригинал',
  });
  must(await submitRevision(on(-1), { ...act, version: reviewed, reason: 'Трижды за неделю спросили про оригинал' }));

  const times = ru('delivery-terms');
  const changed = await edit(times, -12, {
    more: '## Под Новый год\n\nС 25 декабря по 8 января машин меньше: выбирайте день доставки заранее.',
    reason: 'Сезон',
  });
  must(await publishRevision(on(-12), { ...times, version: changed, at: null, reason: null }));
  const later = await edit(times, -2, {
    more: 'С 9 января возим как обычно.',
    reason: 'Праздники кончатся',
  });
  const january = new Date(ctx.clock.now().getTime() + 30 * 86_400_000);
  must(await publishRevision(on(-2), { ...times, version: later, at: january, reason: null }));
  await settle('delivery-terms', { ownerId: users.lisitsyna, verifyEveryDays: 7, tags: ['сроки', 'праздники'] });

  must(
    await createArticle(on(-3), {
      ...ru('store-furniture'),
      categoryId: 'materials',
      title: 'Как хранить мебель до переезда',
    }),
  );
  await saveRevision(on(-3), {
    ...ru('store-furniture'),
    version: 1,
    content: {
      title: 'Как хранить мебель до переезда',
      summary: 'В сухом отапливаемом помещении, в заводской упаковке.',
      questions: ['где хранить мебель', 'мебель на складе', 'переезд откладывается'],
      body: 'Держите мебель в заводской упаковке, в сухом помещении от +10 до +30 °C.',
    },
  });

  const bonus = ru('regular-terms');
  must(await createArticle(on(-20), { ...bonus, categoryId: 'payment', title: 'Условия для постоянных заказчиков' }));
  const terms = must(
    await saveRevision(on(-20), {
      ...bonus,
      version: 1,
      content: {
        title: 'Условия для постоянных заказчиков',
        summary: 'Выезд сборщика без доплаты, отсрочка 14 дней и закреплённый цех.',
        questions: ['скидка постоянным', 'отсрочка платежа', 'бесплатный выезд сборщика'],
        body: 'Со второго заказа за год для вас действуют особые условия.\n\n- выезд сборщика по гарантии и без неё — без доплаты;\n- отсрочка последнего платежа — 14 дней;\n- срок изготовления повторных изделий короче на неделю.\n\nУсловия продлеваются сами, если за год был хотя бы один заказ.',
      },
    }),
  );
  must(await publishRevision(on(-20), { ...bonus, version: terms.version, at: null, reason: null }));
  await settle('regular-terms', { audience: 'chosen', segments: ['постоянные'], ownerId: users.lisitsyna });

  const inner = ru('refund-for-staff');
  must(
    await createArticle(on(-40), { ...inner, categoryId: 'payment', title: 'Возврат денег: порядок для сотрудников' }),
  );
  const order = must(
    await saveRevision(on(-40), {
      ...inner,
      version: 1,
      content: {
        title: 'Возврат денег: порядок для сотрудников',
        summary: 'Кто согласует возврат, какой срок обещать и что отвечать, пока деньги идут.',
        questions: ['как оформить возврат', 'кто согласует возврат', 'лимит возврата'],
        body: 'Возврат до 30 000 ₽ оформляет сотрудник поддержки сам, больше — согласует руководитель поддержки.\n\n1. Откройте платёж в счёте и нажмите «Вернуть».\n2. Укажите причину: её увидит заказчик.\n3. Обещайте до 10 дней на карту и до 3 дней на расчётный счёт.',
      },
    }),
  );
  must(await publishRevision(on(-40), { ...inner, version: order.version, at: null, reason: null }));
  await settle('refund-for-staff', { audience: 'staff', ownerId: users.gromov });
}
