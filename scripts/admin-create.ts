/**
 * `npm run admin:create -- --email you@example.com --name "Your Name"`: the first administrator of an installation.
 * The password is asked for, or read from standard input, so that it never stands in the shell's history.
 */
import { createInterface } from 'node:readline/promises';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { isLocale } from '#content/locales.ts';
import { createApp } from '#server/app.ts';
import { createUser, systemViewer } from '#server/identity/index.ts';
import { readConfig } from '#server/platform/config.ts';

const { values } = parseArgs({
  options: { email: { type: 'string' }, name: { type: 'string' }, locale: { type: 'string', default: 'ru' } },
});
const email = z.email().safeParse(values.email?.trim().toLowerCase());
if (!email.success || !values.name || !isLocale(values.locale)) {
  console.error('usage: npm run admin:create -- --email you@example.com --name "Your Name" [--locale ru|en]');
  process.exit(2);
}

const input = createInterface({ input: process.stdin, output: process.stderr, terminal: false });
if (process.stdin.isTTY) process.stderr.write('Password, at least 8 characters: ');
const { value: password } = await input[Symbol.asyncIterator]().next();
input.close();
if (typeof password !== 'string' || password.length < 8 || password.length > 200) {
  console.error('The password must have 8 to 200 characters.');
  process.exit(2);
}

const app = await createApp(readConfig({ LOG_LEVEL: 'warn', ...process.env }), () => []);
const created = await createUser(app.ctx(systemViewer('first administrator')), {
  email: email.data,
  name: values.name,
  role: 'admin',
  locale: values.locale,
  password,
});
await app.close();
if (!created.ok) {
  console.error('Somebody with this e-mail is already here.');
  process.exit(1);
}
console.log(`${email.data} can sign in now.`);
