import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DubravaCustomers } from './dubrava-customers.ts';
import type { DubravaUsers } from './dubrava-people.ts';
import { must } from './must.ts';
import { sheetOf, type Page } from './document-sheet.ts';
import { storyTime } from './story-time.ts';
import { formatDay } from '#content/format.ts';
import type { Ctx } from '#server/context.ts';
import { viewerOfUser } from '#server/customers/index.ts';
import {
  addDocumentVersion,
  answerDocument,
  getDocument,
  issueSigningCode,
  noteSeen,
  offerDocument,
  uploadDocument,
  type DocumentAsks,
  type DocumentKind,
} from '#server/documents/index.ts';
import { storeMade, storeUpload } from '#server/files/index.ts';
import type { UserViewer } from '#server/identity/index.ts';

type Who = keyof DubravaUsers;

interface Offer {
  customerId: string;
  kind: DocumentKind;
  title: string;
  asks: DocumentAsks;
  about?: { kind: 'order' | 'invoice'; key: string };
  note?: string;
  page: Page;
}

/** What «Дубрава» and its customers gave each other; «Гранат» has nothing yet. */
export async function documentsStory(ctx: Ctx, customers: DubravaCustomers, users: DubravaUsers): Promise<void> {
  const time = storyTime(ctx);
  const on = (days: number) => formatDay(time.day(days), 'ru');
  const at = async (days: number, who: Who, hour?: number): Promise<Ctx<UserViewer>> => {
    const viewer = await viewerOfUser(ctx.db, users[who]);
    if (!viewer) throw new Error('the demo story lost a person');
    return { ...time.on(days, hour), viewer };
  };
  const offer = async (days: number, { page, about, note, ...rest }: Offer): Promise<string> => {
    const then = await at(days, 'gromov');
    const file = await storeMade(then, await sheetOf(then, page));
    const subject = about ?? null;
    return must(await offerDocument(then, { ...rest, subject, note: note ?? null, file })).documentId;
  };
  const correct = async (days: number, documentId: string, note: string, page: Page) => {
    const then = await at(days, 'gromov');
    must(await addDocumentVersion(then, { documentId, note, file: await storeMade(then, await sheetOf(then, page)) }));
  };
  const newest = async (then: Ctx<UserViewer>, id: string) => {
    const version = (await getDocument(then, id))?.versions[0];
    if (!version) throw new Error('the demo story lost a document');
    return version;
  };
  const look = async (days: number, who: Who, id: string) => {
    const then = await at(days, who, 11);
    await noteSeen(then, (await newest(then, id)).id);
  };
  const sign = async (days: number, who: Who, id: string, name: string) => {
    const then = await at(days, who, 12);
    const { id: versionId, number, file } = await newest(then, id);
    const { userId, email } = then.viewer;
    const made = { id: ctx.ids.next(), versionId, userId, sha256: file.sha256, sentTo: email };
    const code = (await issueSigningCode(then, made)) ?? '';
    must(await answerDocument(then, id, { act: 'sign', version: number, name, code, network: '203.0.113.24' }));
  };

  const { sever, nordlicht } = customers;
  const order = { kind: 'order', key: '2418' } as const;
  const contract = await offer(-46, {
    customerId: sever,
    kind: 'contract',
    title: 'Договор № 2418-М',
    asks: 'signature',
    about: order,
    page: {
      name: 'Договор № 2418-М.pdf',
      title: 'Договор № 2418-М',
      detail: `на изготовление мебели, ${on(-46)}`,
      paragraphs: [
        'Исполнитель изготавливает, доставляет и собирает мебель по спецификации, заказчик принимает и оплачивает её.',
        'Предоплата 50 %, остаток в течение десяти дней после сборки. Гарантия на изделия — 36 месяцев.',
      ],
    },
  });
  await look(-45, 'marina', contract);
  await sign(-45, 'marina', contract, 'Соколова Марина Андреевна');
  await look(-40, 'olga', contract);

  const specification = await offer(-36, {
    customerId: sever,
    kind: 'contract',
    title: 'Спецификация к заказу № 2418',
    asks: 'acceptance',
    about: order,
    page: specificationOf('24 стола «Линия», ЛДСП дуб, без кабель-каналов'),
  });
  await look(-35, 'marina', specification);
  const declining = await at(-34, 'marina');
  const reason = 'В столах нужны кабель-каналы, мы говорили о них на замере. Остальное верно.';
  must(await answerDocument(declining, specification, { act: 'decline', version: 1, reason }));
  await correct(
    -31,
    specification,
    'Добавили кабель-каналы во все столы',
    specificationOf('24 стола «Линия», ЛДСП дуб, с кабель-каналами'),
  );
  await look(-30, 'marina', specification);
  must(await answerDocument(await at(-30, 'marina'), specification, { act: 'accept', version: 2 }));

  await offer(-2, {
    customerId: sever,
    kind: 'act',
    title: 'Акт сборки по заказу № 2377',
    asks: 'signature',
    about: { kind: 'order', key: '2377' },
    page: {
      name: 'Акт 2377.pdf',
      title: 'Акт сдачи-приёмки работ',
      detail: `к заказу № 2377, ${on(-2)}`,
      paragraphs: [
        'Исполнитель собрал шесть архивных шкафов «Крона» и переговорный стол «Круг». Работы выполнены полностью и в срок.',
        'Заказчик претензий по объёму, качеству и срокам не имеет.',
      ],
    },
  });

  const reception = await offer(-6, {
    customerId: sever,
    kind: 'other',
    title: 'Чертёж стойки ресепшен',
    asks: 'acceptance',
    about: { kind: 'order', key: '2431' },
    page: {
      name: 'Стойка «Берег», чертёж.pdf',
      title: 'Стойка ресепшен «Берег»',
      detail: 'чертёж, лист 1',
      paragraphs: ['Габарит 2400 × 800 × 1100 мм. Шпон дуба, масло. Подсветка по нижней кромке, 3000 K.'],
    },
  });
  await look(-5, 'marina', reception);
  const tooHigh = 'Высота со стороны сотрудника должна быть 750 мм, иначе не войдут тумбы.';
  must(await answerDocument(await at(-5, 'marina', 14), reception, { act: 'decline', version: 1, reason: tooHigh }));

  await offer(-7, {
    customerId: sever,
    kind: 'invoice',
    title: 'Расшифровка к счёту СЧ-1107',
    asks: 'nothing',
    about: { kind: 'invoice', key: 'СЧ-1107' },
    page: {
      name: 'Расшифровка СЧ-1107.pdf',
      title: 'Расшифровка к счёту СЧ-1107',
      detail: on(-7),
      paragraphs: ['Стоимость доставки посчитана по весу и этажу: два рейса, подъём на 9-й этаж грузовым лифтом.'],
    },
  });

  const marina = await at(-3, 'marina', 8);
  const plan = await sheetOf(marina, {
    name: 'План этажа с розетками.pdf',
    title: 'План 9 этажа',
    detail: 'ООО «Северный ветер»',
    paragraphs: ['Розетки отмечены крестами. Колонны у окон 400 × 400 мм, от стены 120 мм.'],
  });
  const folder = mkdtempSync(join(tmpdir(), 'kabinet-story-'));
  try {
    const path = join(folder, 'plan');
    writeFileSync(path, plan.bytes);
    const sent = { field: 'file', path, name: plan.name, declaredType: plan.mediaType };
    const file = must(await storeUpload(marina, sent));
    const about = { customerId: sever, kind: 'other' as const, title: 'План этажа с розетками', subject: order };
    must(await uploadDocument(marina, { ...about, note: 'Для расстановки столов', file }));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }

  const confirmation = await offer(-30, {
    customerId: nordlicht,
    kind: 'contract',
    title: 'Order confirmation 2425',
    asks: 'acceptance',
    page: {
      name: 'Order confirmation 2425.pdf',
      title: 'Order confirmation 2425',
      detail: formatDay(time.day(-30), 'en'),
      paragraphs: ['Delivery to Berlin by our own carrier. Veneer oak, oil finish. Warranty: 36 months.'],
    },
  });
  must(await answerDocument(await at(-29, 'anna'), confirmation, { act: 'accept', version: 1 }));
}

const specificationOf = (line: string): Page => ({
  name: 'Спецификация 2418.pdf',
  title: 'Спецификация',
  detail: 'к заказу № 2418',
  paragraphs: [
    'Стол переговорный «Совет» 3600 × 1200, шпон дуба, масло — 1 шт.',
    line,
    'Тумба «Грань», графит — 24 шт.',
  ],
});
