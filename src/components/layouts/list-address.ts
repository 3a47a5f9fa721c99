/** What a list of the desk is narrowed to. */
export interface ListChoice {
  show?: string | undefined;
  topic?: string | undefined;
  search?: string | undefined;
  page?: number | undefined;
}

/** The address of a list with what it is narrowed to; what is usual is left out of it. */
export function listAddress(path: string, { show, topic, search, page }: ListChoice): string {
  const query = new URLSearchParams();
  if (show !== undefined && show !== 'all') query.set('show', show);
  if (topic) query.set('topic', topic);
  if (search) query.set('q', search);
  if (page !== undefined && page > 1) query.set('page', String(page));
  return query.size === 0 ? path : `${path}?${query.toString()}`;
}
