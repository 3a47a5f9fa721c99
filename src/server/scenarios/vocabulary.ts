import type { WordKey } from '#content/words.ts';

/** A field: a plain kind, or a list of the values it may have, each a word `<words><value>`. `names`: keys, with commas. */
export type FieldType = 'text' | 'number' | 'flag' | 'day' | 'instant' | 'money' | 'link' | 'names' | Enumeration;
export interface Enumeration {
  oneOf: readonly string[];
  /** Prefix of the words its values are said with. */
  words: string;
}
export interface ItemType {
  fields: Readonly<Record<string, FieldType>>;
  /** The field that tells one from another. */
  key: string;
  /** How one of them is named in a sentence or on a button; filled with its fields as said to the reader. */
  label: WordKey;
}

export const orderStages = [
  'accepted',
  'drawings',
  'production',
  'ready',
  'onTheWay',
  'delivered',
  'installed',
  'canceled',
] as const;
export const invoiceStates = ['unpaid', 'processing', 'paid', 'void'] as const;
/** waiting: for this person's side to do it. */
export const taskStates = ['waiting', 'underWay', 'done'] as const;

/** What scenarios know how to speak about. */
export const itemTypes = {
  order: {
    label: 'scenario.item.order',
    key: 'number',
    fields: {
      number: 'text',
      title: 'text',
      stage: { oneOf: orderStages, words: 'scenario.stage.' },
      /** Day of shipment: the one promised at first, and the one expected now. */
      promisedOn: 'day',
      expectedOn: 'day',
      /** A later day is known, or the day has passed; `overdue`: it has passed and no other is known. */
      late: 'flag',
      overdue: 'flag',
      daysLate: 'number',
      delayReason: 'text',
      stepName: 'text',
      carrier: 'text',
      /** May still be changed without cost: cutting has not begun. */
      changeable: 'flag',
      /** The delivery day may still be moved for nothing, and until which day (16:00). */
      freeReschedule: 'flag',
      rescheduleUntil: 'day',
      path: 'link',
    },
  },
  invoice: {
    label: 'scenario.item.invoice',
    key: 'number',
    fields: {
      number: 'text',
      title: 'text',
      state: { oneOf: invoiceStates, words: 'scenario.invoiceState.' },
      total: 'money',
      left: 'money',
      issuedOn: 'day',
      dueOn: 'day',
      overdue: 'flag',
      daysOverdue: 'number',
      paidOn: 'day',
      path: 'link',
    },
  },
  document: {
    label: 'scenario.item.document',
    key: 'id',
    fields: {
      id: 'text',
      title: 'text',
      kind: {
        oneOf: ['contract', 'act', 'invoice', 'other'],
        words: 'scenario.documentKind.',
      },
      /** Somebody has to accept or sign it. */
      waiting: 'flag',
      changedOn: 'day',
      path: 'link',
    },
  },
  task: {
    label: 'scenario.item.task',
    key: 'id',
    fields: {
      id: 'text',
      title: 'text',
      state: { oneOf: taskStates, words: 'scenario.taskState.' },
      dueOn: 'day',
      overdue: 'flag',
      path: 'link',
    },
  },
  /** A conversation opened by the assistant for people to answer. */
  request: { label: 'scenario.item.request', key: 'number', fields: { number: 'text', path: 'link' } },
  /** A checkout that waits for the person. */
  payment: { label: 'scenario.item.payment', key: 'url', fields: { amount: 'money', url: 'link' } },
  /** A file the person has sent. */
  file: { label: 'scenario.item.file', key: 'id', fields: { id: 'text', name: 'text' } },
} as const satisfies Record<string, ItemType>;
export type ItemName = keyof typeof itemTypes;

export interface LookUpType {
  gives: { list: ItemName } | { item: ItemName };
  /** Parameter → the item it must be. */
  needs: Readonly<Record<string, ItemName>>;
}

/** What may be looked up. All of them read as the person of the conversation, who must be signed in. */
export const lookUps = {
  /** Orders not yet finished, newest first. */
  'orders.current': { gives: { list: 'order' }, needs: {} },
  'orders.all': { gives: { list: 'order' }, needs: {} },
  /** Invoices with something left to pay, the most urgent first. */
  'invoices.unpaid': { gives: { list: 'invoice' }, needs: {} },
  /** Unpaid and recently paid ones. */
  'invoices.recent': { gives: { list: 'invoice' }, needs: {} },
  /** Documents, the latest change first. */
  'documents.recent': { gives: { list: 'document' }, needs: {} },
  /** Tasks not yet done, whoever has to do them. */
  'tasks.open': { gives: { list: 'task' }, needs: {} },
  /** The same thing read again, as it is now. */
  'order.fresh': { gives: { item: 'order' }, needs: { order: 'order' } },
  'invoice.fresh': { gives: { item: 'invoice' }, needs: { invoice: 'invoice' } },
} as const satisfies Record<string, LookUpType>;
export type LookUpName = keyof typeof lookUps;

/**
 * Known in every scenario without looking up. What is in `signedInOnly` only of a person who is signed in; it may still be
 * empty, as a phone number that was never given.
 */
export const sceneFields = {
  person: {
    signedIn: 'flag',
    name: 'text',
    email: 'text',
    phone: 'text',
    role: { oneOf: ['owner', 'accountant', 'member', 'custom', 'staff'], words: 'scenario.role.' },
    language: { oneOf: ['ru', 'en'], words: 'scenario.language.' },
  },
  customer: {
    name: 'text',
    kind: { oneOf: ['company', 'person'], words: 'scenario.customerKind.' },
    segments: 'names',
  },
  /** `open`: people answer now; `opensAt`: when they next do, empty while they answer. */
  company: { open: 'flag', opensAt: 'instant' },
  page: { signIn: 'link', orders: 'link', invoices: 'link', documents: 'link', tasks: 'link' },
  today: 'day',
} as const satisfies Record<string, FieldType | Record<string, FieldType>>;
export const signedInOnly: readonly string[] = [
  'person.name',
  'person.email',
  'person.phone',
  'person.role',
  'customer.name',
  'customer.kind',
  'customer.segments',
];

export const isItemName = (name: string): name is ItemName => Object.hasOwn(itemTypes, name);
export const isLookUpName = (name: string): name is LookUpName => Object.hasOwn(lookUps, name);

/** Type of a field of an item, or null when there is no such field. */
export function fieldOf(item: ItemName, field: string): FieldType | null {
  const fields: Readonly<Record<string, FieldType>> = itemTypes[item].fields;
  return Object.hasOwn(fields, field) ? (fields[field] ?? null) : null;
}
