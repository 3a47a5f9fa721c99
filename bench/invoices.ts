import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'libsql';
import { startDemo } from '#support/demo-server.ts';
import { percentile, type Figure } from './figure.ts';

const OWN = 10_000;
const ALL = 1_000_000;
const MARINA = { email: 'm.sokolova@sever.example', password: 'dubrava-demo' };
const ROUNDS = 120;
/** A filled one, or one of the demo's own: a customer's newest are both. */
const NUMBER = /B-\d{7}|СЧ-\d{4}/gu;

/**
 * The list of invoices of one customer with 10 000 of them, in a database with a million: the whole page as the product
 * sends it, and beside it a hand-written server that sends the same twenty rows from the same file with two queries.
 */
export async function measureInvoices(): Promise<Figure[]> {
  const folder = mkdtempSync(join(tmpdir(), 'kabinet-bench-'));
  const dataDir = join(folder, 'data');
  await (await startDemo(dataDir)).stop();
  const path = join(dataDir, 'kabinet.db');
  const customerId = fill(path);

  const server = await startDemo(dataDir);
  const cookie = await signIn(server.origin);
  const page = (number: number) => times(`${server.origin}/cabinet/invoices?page=${number}`, cookie);
  const first = await page(1);
  const hundredth = await page(100);
  await server.stop();

  const baseline = await startBaseline(path, customerId);
  const plainFirst = await times(`${baseline.origin}/?page=1`, '');
  const plainHundredth = await times(`${baseline.origin}/?page=100`, '');
  await baseline.stop();
  rmSync(folder, { recursive: true, force: true });
  const figure = (what: string, values: number[], limit?: number): Figure => ({
    what,
    value: percentile(values, 95),
    unit: 'ms',
    ...(limit === undefined ? {} : { limit }),
  });
  return [
    figure('invoices, 10 000 of 1 000 000: first page over HTTP, p95', first, 30),
    figure('invoices, 10 000 of 1 000 000: page 100 over HTTP, p95', hundredth, 30),
    figure('  node:http and SQL by hand: first page, p95', plainFirst),
    figure('  node:http and SQL by hand: page 100, p95', plainHundredth),
  ];
}

/** Adds a million invoices and their money to the demo's database. Indexes are made after the rows: a tenth of the time. */
function fill(path: string): string {
  const db = new Database(path);
  db.exec(
    'PRAGMA journal_mode = WAL; PRAGMA synchronous = OFF; PRAGMA foreign_keys = OFF; PRAGMA cache_size = -200000',
  );
  const { customer_id: own } = db.prepare("select customer_id from invoices where number = 'СЧ-1107'").get() as {
    customer_id: string;
  };
  const tables = ['invoices', 'payments', 'payment_allocations'];
  const indexes = db
    .prepare(
      `select name, sql from sqlite_master where type = 'index' and sql is not null and tbl_name in (${tables.map(() => '?').join()})`,
    )
    .all(...tables) as { name: string; sql: string }[];
  db.exec('BEGIN');
  for (const { name } of indexes) db.exec(`DROP INDEX "${name}"`);
  db.exec(`INSERT INTO customers (id, kind, name, locale, created_at)
    SELECT 'bench-customer-' || value, 'company', 'Customer ' || value, 'ru', 0
    FROM json_each('${JSON.stringify(Array.from({ length: 997 }, (_, index) => index))}')`);
  // Every hundredth is the customer's own, spread over the file as in life; of those one in twenty is still open.
  const thousand = JSON.stringify(Array.from({ length: 5_000 }, (_, index) => index));
  const insert = db.prepare(`INSERT INTO invoices
    (id, number, customer_id, order_number, title, status, currency, total, tax, tax_rate, issued_on, due_on, paid_at, created_at)
    SELECT printf('01900000-0000-7000-8000-%012d', i), printf('B-%07d', i),
      CASE WHEN i % 100 = 0 THEN ? ELSE 'bench-customer-' || (i % 997) END,
      CASE WHEN i % 3 = 0 THEN 'O-' || (i / 300) END, 'Кресла «Осанка», партия ' || i,
      CASE WHEN (i / 100) % 20 = 0 THEN 'open' ELSE 'paid' END, CASE WHEN (i / 100) % 10 = 3 THEN 'EUR' ELSE 'RUB' END,
      10000 + i % 90000, 1803, 2200, date('2026-11-20', '-' || ((i / 100) % 1500) || ' days'),
      date('2026-12-04', '-' || ((i / 100) % 1500) || ' days'), CASE WHEN (i / 100) % 20 = 0 THEN NULL ELSE 1760000000000 END,
      1760000000000
    FROM (SELECT ? + value AS i FROM json_each(?))`);
  for (let from = 0; from < ALL; from += 5_000) insert.run(own, from, thousand);
  // Money for everything of the customer that is paid, and for a tenth of the others'.
  const paid = `FROM invoices WHERE status = 'paid' AND number LIKE 'B-%' AND (customer_id = '${own}' OR rowid % 10 = 0)`;
  db.exec(`INSERT INTO payments (id, invoice_id, method, status, amount, currency, reference, created_at, settled_at)
    SELECT 'p' || substr(id, 2), id, 'bank_transfer', 'succeeded', total, currency, number, 1760000000000, 1760000000000 ${paid}`);
  db.exec(`INSERT INTO payment_allocations (id, payment_id, invoice_id, position, kind, state, asked, amount, created_at)
    SELECT 'a' || substr(id, 2), 'p' || substr(id, 2), id, 1, 'payment', 'counted', total, total, 1760000000000 ${paid}`);
  for (const { sql } of indexes) db.exec(sql);
  db.exec('COMMIT');
  db.exec('ANALYZE');
  db.exec('PRAGMA wal_checkpoint(TRUNCATE)');
  const { count } = db.prepare('select count(*) as count from invoices where customer_id = ?').get(own) as {
    count: number;
  };
  if (count < OWN) throw new Error(`${count} invoices of the customer instead of ${OWN}`);
  db.close();
  return own;
}

async function signIn(origin: string): Promise<string> {
  const answer = await fetch(`${origin}/sign-in`, {
    method: 'POST',
    body: new URLSearchParams(MARINA),
    headers: { 'sec-fetch-site': 'same-origin', accept: 'text/html' },
    redirect: 'manual',
  });
  const cookies = answer.headers.getSetCookie().map((line) => line.split(';')[0]);
  if (answer.status !== 303) throw new Error(`signing in was answered with ${answer.status}`);
  return cookies.join('; ');
}

/** From asking to the last byte, one request after another; each answer must hold a page of rows. */
async function times(url: string, cookie: string): Promise<number[]> {
  const values: number[] = [];
  for (let i = 0; i < ROUNDS; i++) {
    const from = performance.now();
    const text = await (await fetch(url, { headers: { cookie, accept: 'text/html' } })).text();
    const took = performance.now() - from;
    // Numbers stand elsewhere too, in notifications.
    const table = /<table[^]*<\/table>/u.exec(text)?.[0];
    const rows = new Set(table?.match(NUMBER)).size;
    if (rows < 20) throw new Error(`${url} holds ${rows} rows`);
    if (i >= 20) values.push(took);
  }
  return values;
}

/** What somebody would write by hand for this one page: two prepared queries and a template. */
async function startBaseline(path: string, customerId: string) {
  const db = new Database(path, { readonly: true });
  const sums = db.prepare(`select currency, count(*) as count, sum(total) as total,
      sum(case when status = 'open' then total - (select coalesce(sum(amount), 0) from payment_allocations
        where invoice_id = invoices.id and state = 'counted') else 0 end) as due
    from invoices where customer_id = ? and status <> 'draft' group by currency`);
  const rows = db.prepare(`select number, title, status, currency, total, issued_on, due_on,
      (select coalesce(sum(amount), 0) from payment_allocations where invoice_id = invoices.id and state = 'counted') as paid
    from invoices where customer_id = ? and status <> 'draft' order by issued_on desc, number desc limit 20 offset ?`);
  const escape = (text: unknown) => String(text).replace(/[&<>"]/g, (mark) => `&#${mark.charCodeAt(0)};`);
  const server = createServer((request, response) => {
    const page = Number(new URL(request.url ?? '/', 'http://localhost').searchParams.get('page') ?? 1);
    const table = (rows.all(customerId, (page - 1) * 20) as Record<string, unknown>[])
      .map(
        (row) =>
          `<tr>${Object.values(row)
            .map((cell) => `<td>${escape(cell)}</td>`)
            .join('')}</tr>`,
      )
      .join('');
    const foot = (sums.all(customerId) as Record<string, unknown>[]).map((row) => escape(JSON.stringify(row))).join('');
    response.setHeader('content-type', 'text/html; charset=utf-8');
    response.end(`<!doctype html><title>Invoices</title><table>${table}</table><p>${foot}</p>`);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    stop: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      db.close();
    },
  };
}
