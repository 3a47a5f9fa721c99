/** Where a notification leads, from `kind:key`. Customers and our people have pages of their own for the same thing. */
export function targetPath(target: string, side: 'customer' | 'staff'): string {
  const at = target.indexOf(':');
  const kind = target.slice(0, at);
  const key = encodeURIComponent(target.slice(at + 1));
  const path = (side === 'customer' ? cabinet : desk)[kind];
  return path?.(key) ?? (side === 'customer' ? '/cabinet' : '/desk');
}

const both: Record<string, (key: string) => string> = {
  account: () => '/account',
  security: () => '/account/security',
  sessions: () => '/account/sessions',
};
const cabinet: Record<string, (key: string) => string> = {
  ...both,
  invoice: (key) => `/cabinet/invoices/${key}`,
  order: (key) => `/cabinet/orders/${key}`,
  document: (key) => `/cabinet/documents/${key}`,
  task: (key) => `/cabinet/tasks/${key}`,
  news: (key) => `/cabinet/news/${key}`,
  conversation: (key) => `/chat/${key}`,
  files: (key) => `/cabinet/${key}`,
  people: () => '/cabinet/people',
  home: () => '/cabinet',
};
const desk: Record<string, (key: string) => string> = {
  ...both,
  invoice: (key) => `/desk/invoices/${key}`,
  order: (key) => `/desk/orders/${key}`,
  document: (key) => `/desk/documents/${key}`,
  task: (key) => `/desk/tasks/${key}`,
  conversation: (key) => `/desk/conversations/${key}`,
  files: (key) => `/desk/documents/${key}`,
  // Key and language of an article.
  article: (key) => `/desk/articles/${key.replace('%2F', '/')}`,
  scenario: (key) => `/desk/scenarios/${key}`,
  feedback: (key) => `/desk/help/feedback/${key.replace('%2F', '/')}`,
};

const pages: Record<string, string> = {
  invoices: 'invoice',
  orders: 'order',
  documents: 'document',
  tasks: 'task',
  news: 'news',
  messages: 'conversation',
  conversations: 'conversation',
  scenarios: 'scenario',
};
const places: Record<string, string> = {
  '/account': 'account:',
  '/account/security': 'security:',
  '/account/sessions': 'sessions:',
  '/cabinet/people': 'people:',
  // Where a person finds what was held of their files.
  '/cabinet/documents': 'files:documents',
  '/cabinet/messages': 'files:messages',
  '/desk/documents/quarantine': 'files:quarantine',
};

/** The other way round: what a page is about, so that whoever opens it by another way need not be told any more. */
export function targetOfPath(path: string): string | null {
  const place = places[path];
  if (place !== undefined) return place;
  const chat = /^(?:\/en)?\/chat\/([^/]+)$/.exec(path)?.[1];
  if (chat !== undefined) return `conversation:${decoded(chat)}`;
  const [, page, article] = /^\/desk\/(help\/feedback|articles)\/([^/]+\/[a-z]{2})$/.exec(path) ?? [];
  if (article !== undefined) return `${page === 'articles' ? 'article' : 'feedback'}:${decoded(article)}`;
  const [, section = '', key = ''] = /^\/(?:cabinet|desk)\/([a-z]+)\/([^/]+)$/.exec(path) ?? [];
  const kind = pages[section];
  return kind === undefined ? null : `${kind}:${decoded(key)}`;
}

function decoded(key: string): string {
  try {
    return decodeURIComponent(key);
  } catch {
    return key;
  }
}
