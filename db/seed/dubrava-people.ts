import type { Locale } from '#content/locales.ts';
import type { NewUser } from '#server/identity/index.ts';

/** The same for all; shown on the sign-in page and by `npm run demo`. */
export const DEMO_PASSWORD = 'dubrava-demo';

/** Everyone in the demo story who can sign in, in the order the sign-in page shows them. */
export const dubravaPeople = {
  marina: {
    name: 'Марина Соколова',
    email: 'm.sokolova@sever.example',
    role: 'customer',
    locale: 'ru',
    title: 'ООО «Северный ветер», владелец: есть долг',
  },
  anna: {
    name: 'Anna Keller',
    email: 'a.keller@nordlicht.example',
    role: 'customer',
    locale: 'en',
    title: 'Nordlicht Studio GmbH, owner: waits for a late order',
    timeZone: 'Europe/Berlin',
  },
  pavel: {
    name: 'Павел Дорохов',
    email: 'p.dorohov@granat.example',
    role: 'customer',
    locale: 'ru',
    title: 'Клиника «Гранат», владелец: первый заказ',
  },
  olga: {
    name: 'Ольга Белова',
    email: 'buh@sever.example',
    role: 'customer',
    locale: 'ru',
    title: 'ООО «Северный ветер», бухгалтер',
  },
  kirill: {
    name: 'Кирилл Сомов',
    email: 'k.somov@sever.example',
    role: 'customer',
    locale: 'ru',
    title: 'ООО «Северный ветер», снабжение: заказы, документы, сообщения',
  },
  kovaleva: {
    name: 'Анна Ковалёва',
    email: 'a.kovaleva@dubrava.example',
    role: 'agent',
    locale: 'ru',
    title: 'доставка и сборка',
    titles: { ru: 'доставка и сборка', en: 'delivery and assembly' },
  },
  safin: {
    name: 'Тимур Сафин',
    email: 't.safin@dubrava.example',
    role: 'agent',
    locale: 'ru',
    title: 'документы и оплата',
    titles: { ru: 'документы и оплата', en: 'documents and payment' },
  },
  gromov: {
    name: 'Илья Громов',
    email: 'i.gromov@dubrava.example',
    role: 'supervisor',
    locale: 'ru',
    title: 'менеджер, руководитель поддержки',
    titles: { ru: 'менеджер, руководитель поддержки', en: 'manager, head of support' },
  },
  lisitsyna: {
    name: 'Вера Лисицына',
    email: 'v.lisitsyna@dubrava.example',
    role: 'editor',
    locale: 'ru',
    title: 'редактор справки',
    titles: { ru: 'редактор справки', en: 'help center editor' },
  },
  admin: {
    name: 'Администратор',
    email: 'admin@dubrava.example',
    role: 'admin',
    locale: 'ru',
    title: 'настройки и доступ',
    titles: { ru: 'настройки и доступ', en: 'settings and access' },
  },
} as const satisfies Record<string, NewUser>;

/** What the sign-in page says of each, in the language of that page. */
export const demoDetails: Readonly<Record<string, Record<Locale, string>>> = {
  [dubravaPeople.marina.email]: {
    ru: 'ООО «Северный ветер», владелец: есть долг',
    en: 'Northern Wind Ltd, owner: has an overdue invoice',
  },
  [dubravaPeople.anna.email]: {
    ru: 'Nordlicht Studio GmbH, владелец: ждёт заказ с задержкой, кабинет по-английски',
    en: 'Nordlicht Studio GmbH, owner: waits for a late order',
  },
  [dubravaPeople.pavel.email]: {
    ru: 'Клиника «Гранат», владелец: первый заказ',
    en: 'Granat Clinic, owner: a first order',
  },
  [dubravaPeople.olga.email]: {
    ru: 'ООО «Северный ветер», бухгалтер',
    en: 'Northern Wind Ltd, accountant',
  },
  [dubravaPeople.kirill.email]: {
    ru: 'ООО «Северный ветер», снабжение: заказы, документы, сообщения',
    en: 'Northern Wind Ltd, purchasing: orders, documents, messages',
  },
  [dubravaPeople.kovaleva.email]: { ru: 'доставка и сборка', en: 'agent: delivery and assembly' },
  [dubravaPeople.safin.email]: { ru: 'документы и оплата', en: 'agent: documents and payment' },
  [dubravaPeople.gromov.email]: { ru: 'менеджер, руководитель поддержки', en: 'manager, head of support' },
  [dubravaPeople.lisitsyna.email]: { ru: 'редактор справки', en: 'help center editor' },
  [dubravaPeople.admin.email]: { ru: 'настройки и доступ', en: 'settings and access' },
};

/** User ids by name in the story. */
export type DubravaUsers = Record<keyof typeof dubravaPeople, string>;
