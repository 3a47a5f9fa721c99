import type { Rules } from './access-roles.ts';
import { accountRules } from './access-table/account.ts';
import { cabinetRules } from './access-table/cabinet.ts';
import { conversationRules } from './access-table/conversations.ts';
import { deskRules } from './access-table/desk.ts';
import { helpCenterRules } from './access-table/help-center.ts';
import { peopleRules } from './access-table/people.ts';
import { siteRules } from './access-table/site.ts';

/**
 * Every route of src/pages and every method it answers. The spec fails when a route is missing here. A rule is one line of its
 * area, however long, so that two people who add one do not get in each other’s way. They are asked in this order: what ends
 * something comes after those that look at it.
 */
export const rules: Rules = {
  ...siteRules,
  ...helpCenterRules,
  ...accountRules,
  ...cabinetRules,
  ...conversationRules,
  ...deskRules,
  ...peopleRules,
};
