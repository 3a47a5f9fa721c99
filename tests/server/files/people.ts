import { createUser, systemViewer, type Role, type UserViewer } from '#server/identity/index.ts';
import { viewerOfUser } from '#server/customers/index.ts';
import type { TestDatabase } from '#support/database.ts';

/** A person of that role, as a viewer. */
export async function viewerOf(database: TestDatabase, role: Role): Promise<UserViewer> {
  const ctx = database.ctx(systemViewer('test'));
  const made = await createUser(ctx, { email: `${role}@example.com`, name: `Проба ${role}`, role, locale: 'ru' });
  const viewer = made.ok ? await viewerOfUser(database.db, made.value.userId) : null;
  if (!viewer) throw new Error('nobody was made');
  return viewer;
}
