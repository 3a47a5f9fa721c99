import { addresses } from '#components/layouts/addresses.ts';

/** Parts of the settings, each with an address of its own. */
export const adminTabs = ['parts', 'company', 'visibility', 'people', 'audit'] as const;
export type AdminTab = (typeof adminTabs)[number];

export const adminPath = (tab: AdminTab): string =>
  tab === 'parts' ? addresses.desk.settings : `${addresses.desk.settings}/${tab}`;

/** The rules of visibility for everyone, a segment or a customer. */
export function visibilityPath(scope = 'everyone', target = ''): string {
  if (scope === 'everyone') return adminPath('visibility');
  return `${adminPath('visibility')}?${new URLSearchParams({ scope, target }).toString()}`;
}
