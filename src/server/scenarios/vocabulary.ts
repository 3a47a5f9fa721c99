import type { WordKey } from '#content/words.ts';

/** A field: a plain kind, or a list of the values it may have, each a word `<words><value>`. */
export type FieldType = 'text' | 'number' | 'flag' | 'day' | 'instant' | 'money' | 'link' | Enumeration;
export interface Enumeration {
  oneOf: readonly string[];
  /** Prefix of the words its values are said with. */
  words: string;
}
export interface ItemType {
  fields: Readonly<Record<string, FieldType>>;
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

/** What scenarios know how to speak about. */
export const itemTypes = {
  order: {
    label: 'scenario.item.order',
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
  /** The same thing read again, as it is now. */
  'order.fresh': { gives: { item: 'order' }, needs: { order: 'order' } },
  'invoice.fresh': { gives: { item: 'invoice' }, needs: { invoice: 'invoice' } },
} as const satisfies Record<string, LookUpType>;
export type LookUpName = keyof typeof lookUps;

/** Known in every scenario without looking up. `person.name` and `customer.name` only of a person who is signed in. */
export const sceneFields = {
  person: { signedIn: 'flag', name: 'text' },
  customer: { name: 'text' },
  page: { signIn: 'link', orders: 'link', invoices: 'link', documents: 'link' },
  today: 'day',
} as const satisfies Record<string, FieldType | Record<string, FieldType>>;
export const signedInOnly: readonly string[] = ['person.name', 'customer.name'];

export const isItemName = (name: string): name is ItemName => Object.hasOwn(itemTypes, name);
export const isLookUpName = (name: string): name is LookUpName => Object.hasOwn(lookUps, name);

/** Type of a field of an item, or null when there is no such field. */
export function fieldOf(item: ItemName, field: string): FieldType | null {
  const fields: Readonly<Record<string, FieldType>> = itemTypes[item].fields;
  return Object.hasOwn(fields, field) ? (fields[field] ?? null) : null;
}
