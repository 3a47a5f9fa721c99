import type { SqliteRemoteDatabase } from 'drizzle-orm/sqlite-proxy';

type Values = Record<string, unknown>;
interface Preparable<R, One> {
  prepare(): { all(values?: Values): Promise<R>; get(values?: Values): Promise<One> };
}

/**
 * A query built once per connection: later calls only bind `sql.placeholder(…)` values and step the cached statement.
 * Building a Drizzle query costs ten times what running it does (docs/decisions/002-database-access.md).
 *
 * @example const listByUser = prepared((db) => db.select().from(sessions).where(eq(sessions.userId, sql.placeholder('userId'))));
 *          const rows = await listByUser(ctx.db.read, { userId });
 */
export function prepared<R, One>(build: (db: SqliteRemoteDatabase) => Preparable<R, One>) {
  const statement = once(build);
  return (db: SqliteRemoteDatabase, values?: Values): Promise<R> => statement(db).all(values);
}

/** Like `prepared`, for at most one row: gives it or undefined. */
export function preparedOne<R, One>(build: (db: SqliteRemoteDatabase) => Preparable<R, One>) {
  const statement = once(build);
  return (db: SqliteRemoteDatabase, values?: Values): Promise<One | undefined> => statement(db).get(values);
}

function once<R, One>(build: (db: SqliteRemoteDatabase) => Preparable<R, One>) {
  const built = new WeakMap<SqliteRemoteDatabase, ReturnType<Preparable<R, One>['prepare']>>();
  return (db: SqliteRemoteDatabase) => {
    let query = built.get(db);
    if (!query) {
      query = build(db).prepare();
      built.set(db, query);
    }
    return query;
  };
}
