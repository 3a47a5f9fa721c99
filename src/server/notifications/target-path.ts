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
};
const cabinet: Record<string, (key: string) => string> = {
  ...both,
  invoice: (key) => `/cabinet/invoices/${key}`,
  order: (key) => `/cabinet/orders/${key}`,
  conversation: (key) => `/chat/${key}`,
  home: () => '/cabinet',
};
const desk: Record<string, (key: string) => string> = {
  ...both,
  conversation: (key) => `/desk/conversations/${key}`,
};
