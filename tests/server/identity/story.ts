import { createUser, signIn, systemViewer, authenticate, type UserViewer } from '#server/identity/index.ts';
import { openTestDatabase, type TestDatabase } from '#support/database.ts';

export const visitor = { kind: 'visitor', visitorHash: null, locale: 'ru' } as const;
export const EMAIL = 'marina@example.com';
export const PASSWORD = 'верный пароль';

export interface Identity extends TestDatabase {
  userId: string;
  try(password: string, address?: string, email?: string): ReturnType<typeof signIn>;
  /** Signs in and gives what stands in the cookie. */
  cookie(): Promise<string>;
  viewer(cookie: string): Promise<UserViewer>;
}

/** A database with one person in it. Sessions are checked against the real time, so the clock shows it. */
export async function openIdentity(): Promise<Identity> {
  const database = await openTestDatabase();
  database.clock.set(new Date());
  const created = await createUser(database.ctx(systemViewer('test')), {
    email: EMAIL,
    name: 'Марина',
    role: 'customer',
    locale: 'ru',
    password: PASSWORD,
  });
  if (!created.ok) throw new Error('no user');
  const tryIn = (password: string, address = '192.0.2.7', email = EMAIL) =>
    signIn(database.ctx(visitor), { email, password, address, userAgent: 'Firefox' });
  return {
    ...database,
    userId: created.value.userId,
    try: tryIn,
    cookie: async () => {
      const result = await tryIn(PASSWORD);
      if (!result.ok) throw new Error('sign-in was refused');
      return result.value.cookie.value;
    },
    viewer: async (cookie) => {
      const session = await authenticate(database.ctx(visitor), cookie);
      if (!session) throw new Error('the session does not hold');
      return session.viewer;
    },
  };
}
