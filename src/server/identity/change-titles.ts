import { and, eq, ne } from 'drizzle-orm';
import { users } from '#db/schema/identity.ts';
import { titledBy } from '#content/person-title.ts';
import type { Ctx } from '../context.ts';
import { fail, ok, type Result } from '../platform/result.ts';
import { canManagePeople } from './deactivate-person.ts';
import type { TitlesForm } from './identity.schema.ts';

/** Says what one of our people does, in each language: customers read it beside the name. */
export async function changeTitles(ctx: Ctx, { userId, titles }: TitlesForm): Promise<Result<null>> {
  if (!canManagePeople(ctx.viewer)) return fail('not_found', 'error.notFound');
  const changed = await ctx.db.write((tx) =>
    tx
      .update(users)
      .set(titledBy(titles))
      .where(and(eq(users.id, userId), ne(users.role, 'customer')))
      .returning({ id: users.id }),
  );
  return changed.length > 0 ? ok(null) : fail('not_found', 'error.notFound');
}
