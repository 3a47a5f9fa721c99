import { wordsFor } from '#content/words.ts';
import { listOwnCalls } from '../assistant/index.ts';
import type { Ctx } from '../context.ts';
import { listDrafts } from '../conversations/index.ts';
import { listMyCustomers } from '../customers/index.ts';
import { listOwnVotes } from '../help-center/index.ts';
import { hasSecondFactor, listAttempts, listPasskeys, listSessions, type UserViewer } from '../identity/index.ts';
import { getPreferences, listNotifications } from '../notifications/index.ts';
import type { ZipPart } from '../platform/zip-writer.ts';
import { everyPage, except, jsonListPart, jsonPart } from './archive-parts.ts';

/** What is kept about the person alone: profile, ways in, history, what they were told and wrote. */
export async function* ownParts(ctx: Ctx<UserViewer>): AsyncGenerator<ZipPart, void> {
  const { viewer } = ctx;
  const { name, email, role, locale, timeZone } = viewer;
  yield {
    name: 'README.txt',
    pack: true,
    pieces: [Buffer.from(wordsFor(locale)('myData.readme'))],
  };
  yield jsonPart('profile.json', {
    name,
    email,
    role,
    locale,
    timeZone,
    secondFactor: await hasSecondFactor(ctx, viewer.userId),
  });
  const roles = new Map(viewer.memberships.map((member) => [member.customerId, member]));
  yield jsonPart(
    'companies.json',
    (await listMyCustomers(ctx)).map((customer) => ({
      ...except(customer, 'current'),
      sections: roles.get(customer.id)?.sections ?? [],
    })),
  );
  yield jsonPart(
    'sessions.json',
    (await listSessions(ctx)).map((session) => except(session, 'id')),
  );
  yield jsonListPart('sign-ins.json', attempts(ctx));
  yield jsonPart(
    'passkeys.json',
    (await listPasskeys(ctx)).map((passkey) => except(passkey, 'id')),
  );
  yield jsonListPart('notifications.json', notifications(ctx));
  yield jsonPart('notification-settings.json', await getPreferences(ctx));
  yield jsonPart('calls.json', await listOwnCalls(ctx));
  yield jsonPart('drafts.json', await listDrafts(ctx));
  yield jsonPart('article-votes.json', await listOwnVotes(ctx));
}

async function* attempts(ctx: Ctx<UserViewer>): AsyncGenerator<unknown, void> {
  for (let page = 1; ; page += 1) {
    const list = await listAttempts(ctx, page);
    for (const attempt of list.attempts) yield except(attempt, 'id');
    if (page * list.perPage >= list.total) return;
  }
}

async function* notifications(ctx: Ctx<UserViewer>): AsyncGenerator<unknown, void> {
  const { locale } = ctx.viewer;
  const all = everyPage(async (page, perPage) => {
    const list = await listNotifications(ctx, { locale, page, perPage });
    return { items: list.notifications, total: list.total };
  });
  for await (const notification of all) yield except(notification, 'id', 'customerId');
}
