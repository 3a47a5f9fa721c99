import type { ItemName } from './vocabulary.ts';

/** What a parameter of an action may be. `items`: one of these; `oneOf`: one of these words, written or chosen. */
export type ParameterType =
  'text' | 'phone' | 'day' | 'flag' | { items: readonly ItemName[] } | { oneOf: readonly string[] };

export interface ActionType {
  /** Changes something, so that the person is asked before. */
  changes: boolean;
  /** Only for people who are signed in. */
  signedIn: boolean;
  needs: Readonly<Record<string, ParameterType>>;
  may: Readonly<Record<string, ParameterType>>;
  gives: ItemName | null;
}

/** What a person of the cabinet may switch on and off; the names of notifications/kinds.ts. */
export const preferenceGroups = [
  'invoices',
  'payments',
  'orders',
  'orderSteps',
  'documents',
  'tasks',
  'messages',
  'news',
] as const;
const about = { items: ['order', 'invoice', 'document'] } as const;

/**
 * What the assistant may do for a person, each through the door that owns it, as that person. Performed by assistant/acts.ts;
 * the run, the step and how often it was done before are the key under which it is never done twice.
 */
export const actions = {
  /** Asks the company for something, in the tasks of the cabinet. */
  'task.create': {
    changes: true,
    signedIn: true,
    needs: { title: 'text' },
    may: { text: 'text', dueOn: 'day', about },
    gives: 'task',
  },
  /** Opens another conversation, which people answer. */
  'request.open': { changes: true, signedIn: false, needs: { text: 'text' }, may: { about }, gives: 'request' },
  /** Puts the file of a document into the conversation. */
  'document.send': {
    changes: true,
    signedIn: true,
    needs: { document: { items: ['document'] } },
    may: {},
    gives: null,
  },
  /** Makes a checkout for what is left of an invoice; nothing is paid until the person does. */
  'payment.start': {
    changes: false,
    signedIn: true,
    needs: { invoice: { items: ['invoice'] } },
    may: {},
    gives: 'payment',
  },
  /** Chooses what the person is told of, and where. */
  'preference.set': {
    changes: true,
    signedIn: true,
    needs: { group: { oneOf: preferenceGroups } },
    may: { cabinet: 'flag', mail: 'flag', digest: 'flag' },
    gives: null,
  },
  /** What was told of an order counts as read. */
  'order.seen': { changes: false, signedIn: true, needs: { order: { items: ['order'] } }, may: {}, gives: null },
  /** People call back. */
  'callback.ask': {
    changes: true,
    signedIn: false,
    needs: { phone: 'phone' },
    may: { when: 'text', text: 'text', about },
    gives: 'request',
  },
} as const satisfies Record<string, ActionType>;
export type ActionName = keyof typeof actions;

export const isActionName = (name: string): name is ActionName => Object.hasOwn(actions, name);
export const actionOf = (name: ActionName): ActionType => actions[name];
