import { hash, verify } from '@node-rs/argon2';

// Argon2id with the first recommended choice of the OWASP Password Storage Cheat Sheet: 19 MiB, 2 passes, 1 lane.
// The numbers stand in the hash, so they can be raised later without touching old passwords.
// The library's Algorithm is a const enum, which type stripping cannot read: 2 is Argon2id.
const options = { algorithm: 2, memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;

/** Argon2id hash in PHC string format. */
export const hashPassword = (password: string): Promise<string> => hash(password.normalize('NFKC'), options);

let decoy: Promise<string> | null = null;

/** Checks a password. Without a hash (unknown person) it works just as long and says no, so that time tells nothing. */
export async function verifyPassword(passwordHash: string | null, password: string): Promise<boolean> {
  decoy ??= hashPassword('nobody has this password');
  const right = await verify(passwordHash ?? (await decoy), password.normalize('NFKC'));
  return right && passwordHash !== null;
}
