import { viewerOfUser } from '#server/customers/index.ts';
import { createUser, systemViewer, type StaffRole, type UserViewer } from '#server/identity/index.ts';
import type { TestDatabase } from './database.ts';

/** One of our people in a test's database, as they are when signed in. */
export async function staffOf(world: TestDatabase, role: StaffRole, name: string): Promise<UserViewer> {
  const email = `${name.toLowerCase()}@staff.example`;
  const made = await createUser(world.ctx(systemViewer('a test')), { email, name, role, locale: 'ru' });
  if (!made.ok) throw new Error(made.error.message);
  const viewer = await viewerOfUser(world.db, made.value.userId);
  if (!viewer) throw new Error(`${name} cannot sign in`);
  return viewer;
}
