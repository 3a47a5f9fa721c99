import type { people } from '#support/e2e.ts';

/** Someone without a session, or a person of the demo story: every role, two members of one customer, and a stranger. */
export type Who = 'visitor' | keyof typeof people;
export const everyone: readonly Who[] = [
  'visitor',
  'marina', // owner of «Северный ветер»: whose invoice, order and conversation the addresses below carry
  'olga', // accountant there
  'anna', // owner of another customer: the stranger
  'kovaleva', // agent
  'lisitsyna', // editor
  'gromov', // supervisor
  'admin',
];

/** `in`: the handler ran. `sign-in`: asked to sign in. `none`: told that there is nothing, as for any unknown page. */
export type Outcome = 'in' | 'sign-in' | 'none';

export interface Ids {
  /** Marina's company. */
  customer: string;
  invoice: string;
  order: string;
  conversation: string;
  payment: string;
  /** A payment of СЧ-1011 that has come in. */
  paid: string;
  task: string;
  taskFile: string;
  news: string;
  post: string;
  /** Signed. */
  document: string;
  /** Whose access Marina manages, and whom she has invited. */
  colleague: string;
  invitation: string;
}

export interface Rule {
  /** The address to ask, with ids that belong to Marina. */
  at: (ids: Ids) => string;
  outcome: Record<Who, Outcome>;
  /** A body in order, where what is missing would be noticed before whose it is. */
  form?: Record<string, string> | ((ids: Ids) => Record<string, string>);
}

/** Routes by method and file, e.g. `GET desk/index.astro`. */
export type Rules = Readonly<Record<string, Rule>>;

export const at = (path: string) => () => path;
/** A message in order. */
export const saying = { clientId: 'access-table-message', text: 'Сообщение для таблицы доступа' };

export const all = (outcome: Outcome): Record<Who, Outcome> =>
  Object.fromEntries(everyone.map((who) => [who, outcome])) as Record<Who, Outcome>;
export const only = (...welcome: Who[]): Record<Who, Outcome> => ({
  ...all('none'),
  visitor: 'sign-in',
  ...Object.fromEntries(welcome.map((who) => [who, 'in'])),
});

export const anyone = all('in');
export const user = { ...all('in'), visitor: 'sign-in' } as const;
export const customer = only('marina', 'olga', 'anna');
export const staff = only('kovaleva', 'lisitsyna', 'gromov', 'admin');
/** Editors write articles; customers' affairs are not theirs to read. */
export const answering = only('kovaleva', 'gromov', 'admin');
/** Who adds customers and their people. */
export const managing = only('gromov', 'admin');
/** Who tells customers the news. */
export const writing = only('lisitsyna', 'gromov', 'admin');
export const admin = only('admin');
/** Exists, but only for the one it belongs to: here even asking to sign in would tell too much. */
export const ownConversation = { ...all('none'), marina: 'in' } as const;
