import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { startDemo } from '#support/demo-server.ts';
import { percentile, type Figure } from './figure.ts';

const QUERIES = [
  'оплата счета',
  'перенести доставку',
  'гарантия на кресло',
  'акт сверки',
  'не пришёл чек',
  'jgkfnf',
  'сборка мебили',
];
const QUESTIONS = [
  'где мой заказ',
  'как оплатить счёт',
  'столешница приехала с трещиной',
  'хочу перенести доставку',
  'нужен договор',
];
const IDLE_MS = 60_000;
const ARTICLE = '/help/payment/pay-invoice';

/** The running product as its users meet it: start, memory, weight of a page, search and assistant over HTTP. */
export async function measureServer(): Promise<Figure[]> {
  const folder = mkdtempSync(join(tmpdir(), 'kabinet-bench-'));
  const dataDir = join(folder, 'data');
  await (await startDemo(dataDir)).stop();

  const started = performance.now();
  const server = await startDemo(dataDir);
  await (await fetch(`${server.origin}/`)).text();
  const startMs = performance.now() - started;
  const weight = await pageWeight(server.origin, ARTICLE);
  const article = await requestTimes(`${server.origin}${ARTICLE}`);
  const search = await searchTimes(server.origin);
  const turns = await turnTimes(server.origin);
  const busy = residentMegabytes(server.pid);
  // The runtime gives memory back when it has had nothing to do for a while; that is what idle means.
  await new Promise((resolve) => setTimeout(resolve, IDLE_MS));
  const idle = residentMegabytes(server.pid);
  await server.stop();
  rmSync(folder, { recursive: true, force: true });

  return [
    { what: 'start to first page', value: startMs / 1_000, unit: 's', limit: 2 },
    { what: 'memory, encoder loaded, under this load', value: busy, unit: 'MB' },
    { what: 'idle memory, encoder loaded, a minute later', value: idle, unit: 'MB', limit: 300 },
    { what: 'article page, everything, gzip', value: weight.total / 1_000, unit: 'kB', limit: 50 },
    { what: '  of it script', value: weight.script / 1_000, unit: 'kB', limit: 10 },
    { what: '  of it fonts', value: weight.font / 1_000, unit: 'kB' },
    { what: 'article page over HTTP, p95', value: percentile(article, 95), unit: 'ms' },
    { what: 'suggestions over HTTP, p95', value: percentile(search, 95), unit: 'ms', limit: 10 },
    { what: 'assistant turn over HTTP, post to answer, p50', value: percentile(turns, 50), unit: 'ms' },
    { what: 'assistant turn over HTTP, post to answer, p95', value: percentile(turns, 95), unit: 'ms', limit: 50 },
  ];
}

/** What a first visit to a page loads: the page, its styles, scripts and fonts (those of its language), compressed as sent. */
async function pageWeight(origin: string, path: string): Promise<{ total: number; script: number; font: number }> {
  const html = await (await fetch(origin + path)).text();
  const files = [...html.matchAll(/(?:src|href)="(\/(?:_astro|fonts)\/[^"]+\.(?:js|css|woff2))"/g)].map(
    ([, file]) => file ?? '',
  );
  const weight = { total: gzipSync(html).length, script: 0, font: 0 };
  const seen = new Set<string>();
  const add = async (file: string): Promise<void> => {
    if (seen.has(file)) return;
    seen.add(file);
    const body = Buffer.from(await (await fetch(origin + file)).arrayBuffer());
    const size = file.endsWith('.woff2') ? body.length : gzipSync(body).length;
    weight.total += size;
    if (file.endsWith('.js')) {
      weight.script += size;
      const imported = [...body.toString('utf8').matchAll(/from\s*"\.\/([^"]+\.js)"|import\s*"\.\/([^"]+\.js)"/g)];
      for (const [, from, bare] of imported) await add(`/_astro/${from ?? bare ?? ''}`);
    }
    if (file.endsWith('.woff2')) weight.font += size;
  };
  for (const file of files) await add(file);
  return weight;
}

async function requestTimes(url: string): Promise<number[]> {
  const times: number[] = [];
  for (let i = 0; i < 200; i++) {
    const from = performance.now();
    await (await fetch(url)).text();
    if (i >= 20) times.push(performance.now() - from);
  }
  return times;
}

async function searchTimes(origin: string): Promise<number[]> {
  const times: number[] = [];
  for (let round = 0; round < 60; round++) {
    for (const query of QUERIES) {
      // A few letters more each round, as while typing, so that nothing is answered from memory.
      const q = `${query} ${'абвгдежзиклмнопрстуфхцчшщэюя'.slice(0, round % 25)}`;
      const from = performance.now();
      await (
        await fetch(`${origin}/help/suggestions?q=${encodeURIComponent(q)}`, {
          headers: { accept: 'application/json' },
        })
      ).text();
      if (round >= 10) times.push(performance.now() - from);
    }
  }
  return times;
}

/** From posting a question to the event that carries the assistant's first answer, one visitor after another. */
async function turnTimes(origin: string): Promise<number[]> {
  const times: number[] = [];
  for (let i = 0; i < 60; i++) {
    const question = QUESTIONS[i % QUESTIONS.length] ?? '';
    const headers = { 'content-type': 'application/json', accept: 'application/json', 'sec-fetch-site': 'same-origin' };
    const started = await fetch(`${origin}/conversations`, {
      method: 'POST',
      headers,
      body: JSON.stringify({ clientId: `bench-start-${i}`, text: 'здравствуйте', locale: 'ru' }),
    });
    const cookie = started.headers
      .getSetCookie()
      .map((line) => line.split(';')[0])
      .join('; ');
    const { id } = (await started.json()) as { id: string };
    const reader = await answers(`${origin}/conversations/${id}/events`, cookie);
    await reader.next();
    const from = performance.now();
    await fetch(`${origin}/conversations/${id}/messages`, {
      method: 'POST',
      headers: { ...headers, cookie },
      body: JSON.stringify({ clientId: `bench-turn-${i}`, text: `${question} ${i}` }),
    });
    await reader.next();
    if (i >= 5) times.push(performance.now() - from);
    reader.close();
  }
  return times;
}

/** Reads an event stream; `next` resolves at the next message of the assistant. */
async function answers(url: string, cookie: string) {
  const stop = new AbortController();
  const response = await fetch(url, { headers: { cookie }, signal: stop.signal });
  if (!response.body) throw new Error('no stream');
  const stream = response.body.pipeThrough(new TextDecoderStream()).getReader();
  let buffer = '';
  return {
    next: async (): Promise<void> => {
      for (;;) {
        const end = buffer.indexOf('\n\n');
        if (end >= 0) {
          const event = buffer.slice(0, end);
          buffer = buffer.slice(end + 2);
          if (event.includes('event: message') && /"author":\s*"assistant"|"kind":\s*"assistant"/.test(event)) return;
          continue;
        }
        const { value, done } = await stream.read();
        if (done) throw new Error('the stream ended');
        buffer += value;
      }
    },
    close: () => {
      stop.abort();
    },
  };
}

/** Resident memory of a process (Linux); 0 where the system does not tell. */
function residentMegabytes(pid: number): number {
  try {
    const line = /VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'));
    return Number(line?.[1] ?? 0) / 1_024;
  } catch {
    return 0;
  }
}
