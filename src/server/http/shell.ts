import type { APIContext, AstroGlobal } from 'astro';
import type { Bell, DeskSection, DeskShell, Flash, Shell } from '#components/layouts/shell.ts';
import { locales, localePath, type Locale } from '#content/locales.ts';
import { isWordKey, wordsFor } from '#content/words.ts';
import type { Ctx } from '../context.ts';
import { canSeeCustomers } from '../customers/index.ts';
import type { UserViewer, Viewer } from '../identity/viewer.ts';
import { canSeeDemand, canWriteArticles } from '../help-center/index.ts';
import { canWriteNews } from '../news/index.ts';
import { canWriteScenarios } from '../scenarios/index.ts';
import { canSeeAllTasks } from '../tasks/index.ts';
import { getBell, readAtPage } from '../notifications/index.ts';
import { getBrand, unsetBrand, type BrandSettings } from '../platform/brand.ts';
import { chosenTheme, SHORTCUTS_COOKIE } from './session.ts';

/** What the page frames draw: reader, company, language, a message left by the form before. */
export async function shellFor(
  context: APIContext | AstroGlobal,
  locale: Locale,
  barePath: string | null,
): Promise<Shell> {
  const brand = await getBrand(context.locals.ctx.db.read);
  return { ...frame(context, locale, barePath, brand), flash: flashOf(context.url.searchParams, locale) };
}

/** The bell of the frames behind a sign-in. */
export async function bellFor(ctx: Ctx, locale: Locale): Promise<Bell | null> {
  if (ctx.viewer.kind !== 'user') return null;
  const bell = await getBell({ ...ctx, viewer: ctx.viewer }, locale);
  return bell && { ...bell, timeZone: ctx.viewer.timeZone };
}

/** Whoever opens what a notification is about need not be told any more. A page that is fetched ahead is not opened. */
export async function noteOpened({ request, url, locals: { ctx } }: AstroGlobal): Promise<void> {
  const ahead = request.headers.get('sec-purpose')?.includes('prefetch') ?? false;
  if (ctx.viewer.kind !== 'user' || request.method !== 'GET' || ahead) return;
  await readAtPage({ ...ctx, viewer: ctx.viewer }, url.pathname);
}

/** The same for error pages, which must be drawn when nothing else works: without messages, if need be without a brand. */
export async function errorShell(context: APIContext | AstroGlobal, locale: Locale): Promise<Shell> {
  const brand = await getBrand(context.locals.ctx.db.read).catch(() => unsetBrand);
  return frame(context, locale, null, brand);
}

function frame(
  context: APIContext | AstroGlobal,
  locale: Locale,
  barePath: string | null,
  brand: BrandSettings,
): Shell {
  const { ctx } = context.locals;
  const { config } = ctx.platform;
  return {
    locale,
    path: context.url.pathname + withoutMessages(context.url.searchParams),
    origin: config.ORIGIN,
    alternates:
      barePath === null
        ? null
        : (Object.fromEntries(locales.map((each) => [each, localePath(each, barePath)])) as Record<Locale, string>),
    theme: chosenTheme(context),
    viewer: shellViewer(ctx.viewer),
    brand: {
      name: brand.name[locale],
      legal: brand.legal[locale],
      taxId: brand.taxId,
      phone: brand.phone,
      email: brand.email,
      hours: brand.hours[locale],
      stylesheet: null,
      logo: null,
    },
    demo: config.DEMO,
    flash: null,
    preview: shellPreview(ctx.viewer),
    bell: null,
    shortcuts: context.cookies.get(SHORTCUTS_COOKIE)?.value !== 'off',
  };
}

/** Said once. */
const MESSAGES = ['problem', 'done'];
/** By which search a page was found. */
const TRAIL = ['from', 'at'];

/** The query a person comes back to after a form. */
const withoutMessages = (query: URLSearchParams): string => without(query, MESSAGES);

/** The query that belongs to a public page, as search engines and its other languages get it. */
export const lastingQuery = (query: URLSearchParams): string => without(query, [...MESSAGES, ...TRAIL]);

function without(query: URLSearchParams, names: readonly string[]): string {
  const kept = new URLSearchParams(query);
  for (const name of names) kept.delete(name);
  return kept.size > 0 ? `?${kept.toString()}` : '';
}

/** `?problem=` and `?done=` carry a word key, so a link can only ever show words of ours. */
export function flashOf(query: URLSearchParams, locale: Locale): Flash | null {
  const problem = sayFlash(query.get('problem'), locale);
  if (problem !== null) return { tone: 'danger', text: problem };
  const done = sayFlash(query.get('done'), locale);
  return done === null ? null : { tone: 'positive', text: done };
}

/** Anybody can write a link: a key that is none, or whose words need values an address does not carry, says nothing. */
function sayFlash(key: string | null, locale: Locale): string | null {
  if (key === null || !isWordKey(key)) return null;
  try {
    return wordsFor(locale)(key);
  } catch {
    return null;
  }
}

function shellViewer(viewer: Viewer): Shell['viewer'] {
  if (viewer.kind !== 'user') return null;
  return { name: viewer.name, initials: initialsOf(viewer.name), email: viewer.email, role: viewer.role };
}

function shellPreview(viewer: Viewer): Shell['preview'] {
  if (viewer.kind !== 'user' || !viewer.preview) return null;
  const [member] = viewer.memberships;
  return member ? { customer: member.customerName, role: member.role } : null;
}

/** «Марина Соколова» → «МС». */
export const initialsOf = (name: string): string =>
  name
    .split(/\s+/)
    .slice(0, 2)
    .map((part) => part[0]?.toUpperCase() ?? '')
    .join('');

/**
 * The staff's sections in the order of the navigation, and who opens each. A section joins with the page it leads to. The mail
 * outbox exists where mail is kept instead of sent.
 */
const deskSections: readonly (readonly [DeskSection, (ctx: Ctx<UserViewer>) => boolean])[] = [
  ['conversations', () => true],
  ['customers', ({ viewer }) => canSeeCustomers(viewer)],
  ['orders', ({ viewer }) => canSeeCustomers(viewer)],
  ['invoices', ({ viewer }) => canSeeCustomers(viewer)],
  ['documents', ({ viewer }) => canSeeCustomers(viewer)],
  ['tasks', ({ viewer }) => canSeeAllTasks(viewer)],
  ['news', ({ viewer }) => canWriteNews(viewer)],
  ['articles', ({ viewer }) => canWriteArticles(viewer)],
  ['scenarios', ({ viewer }) => canWriteScenarios(viewer)],
  ['help', ({ viewer }) => canSeeDemand(viewer)],
  ['outbox', ({ platform }) => platform.config.DEMO && platform.mailer.kind === 'outbox'],
  ['settings', ({ viewer }) => viewer.role === 'admin'],
];

/** The staff's frame: which sections this person may open. */
export function deskShell(shell: Shell, ctx: Ctx<UserViewer>): DeskShell {
  const sections = deskSections.filter(([, opens]) => opens(ctx)).map(([section]) => section);
  const { name, email, role } = ctx.viewer;
  return { ...shell, viewer: { name, initials: initialsOf(name), email, role }, sections, presence: null };
}
