import { pathToFileURL } from 'node:url';
import { stat } from 'node:fs/promises';
import { expect, test, type Page } from '#support/e2e.ts';

const ARTICLE = '/help/payment/pay-invoice';
/** An article that exists in Russian only. */
const RUSSIAN_ONLY = 'help/account/notifications';

const attribute = (page: Page, selector: string, name = 'content') => page.locator(selector).getAttribute(name);
const dataOf = async (page: Page) =>
  (await page.locator('script[type="application/ld+json"]').allTextContents()).map(
    (text) => JSON.parse(text) as Record<string, unknown>,
  );

test.describe('an article', () => {
  test('tells search engines and those who show links what it is', async ({ page, request, server }) => {
    await page.goto(`${ARTICLE}?utm_source=mail`);
    const whole = server.origin + ARTICLE;
    expect(await attribute(page, 'link[rel=canonical]', 'href')).toBe(whole);
    const languages = page.locator('link[rel=alternate][hreflang]');
    expect(
      await languages.evaluateAll((links) =>
        links.map((link) => [link.getAttribute('hreflang'), link.getAttribute('href')]),
      ),
    ).toEqual(
      expect.arrayContaining([
        ['ru', whole],
        ['en', `${server.origin}/en${ARTICLE}`],
        ['x-default', whole],
      ]),
    );
    const data = await dataOf(page);
    expect(data.map((each) => each['@type'])).toEqual(['Article', 'BreadcrumbList', 'FAQPage']);
    for (const each of data) expect(each['@context']).toBe('https://schema.org');

    // ogp.me asks for title, type, image and url.
    expect(await attribute(page, 'meta[property="og:type"]')).toBe('article');
    expect(await attribute(page, 'meta[property="og:title"]')).toBe(
      await page.getByRole('heading', { level: 1 }).textContent(),
    );
    expect(await attribute(page, 'meta[property="og:url"]')).toBe(whole);
    expect(await attribute(page, 'meta[name="twitter:card"]')).toBe('summary_large_image');
    const picture = await request.get((await attribute(page, 'meta[property="og:image"]')) ?? '');
    expect(picture.headers()['content-type']).toBe('image/png');
    expect(picture.headers()['cross-origin-resource-policy']).toBe('cross-origin');
    const header = (await picture.body()).subarray(0, 24);
    expect([header.readUInt32BE(16), header.readUInt32BE(20)]).toEqual([1200, 630]);
    for (const path of ['/help/payment/no-such-article/og.png', '/help/payment/no-such-article.md']) {
      expect((await request.get(path)).status(), path).toBe(404);
    }
  });

  test('that is shown in another language says so and leaves search engines to the one it is written in', async ({
    page,
    server,
  }) => {
    await page.goto(`/en/${RUSSIAN_ONLY}`);
    const notice = page.getByRole('note').filter({ hasText: 'This article is not in English yet' });
    await expect(notice.getByRole('link', { name: 'Читать на русском' })).toHaveAttribute('href', `/${RUSSIAN_ONLY}`);
    expect(await attribute(page, 'link[rel=canonical]', 'href')).toBe(`${server.origin}/${RUSSIAN_ONLY}`);
    await expect(page.locator('link[hreflang=en]')).toHaveCount(0);
    await page.getByRole('banner').getByRole('link', { name: 'Русский' }).click();
    await expect(page).toHaveURL(new RegExp(`${server.origin}/${RUSSIAN_ONLY}$`));
    await expect(page.getByRole('note').filter({ hasText: 'Этой статьи пока нет' })).toHaveCount(0);
  });

  test('has anchors that are links, and copies them with a word about it', async ({ page, context }) => {
    await context.grantPermissions(['clipboard-read', 'clipboard-write']);
    await page.goto(ARTICLE);
    await page.getByRole('link', { name: 'Ссылка на раздел «По QR-коду»' }).click();
    await expect(page).toHaveURL(/#/);
    await expect(page.getByRole('status').filter({ hasText: 'Ссылка на раздел скопирована' })).toBeVisible();
    expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(page.url());
    const contents = page.getByRole('navigation', { name: 'На этой странице' });
    await expect(contents.locator('[aria-current=location]')).toHaveText('По QR-коду');
  });

  test('is printed without what only a screen needs, with its address', async ({ page, server }) => {
    await page.goto(ARTICLE);
    await page.emulateMedia({ media: 'print' });
    await expect(page.getByText(`Страница справки: ${server.origin}${ARTICLE}`)).toBeVisible();
    for (const hidden of ['.top', '.foot', '.toc', '#vote', '.nextprev', '.aside'])
      await expect(page.locator(hidden).first()).toBeHidden();
  });
});

test.describe('searching', () => {
  test('is narrowed to a topic and a language, and widened again', async ({ page }) => {
    await page.goto('/en/help/search?q=notifications');
    const languages = page.getByRole('navigation', { name: 'Language' });
    await languages.getByRole('link', { name: 'Русский' }).click();
    await expect(page).toHaveURL(/lang=ru/);
    await expect(languages.getByRole('link', { name: 'Русский' })).toHaveAttribute('aria-current', 'true');
    await expect(page.getByRole('main').getByText('no English translation yet').first()).toBeVisible();
    await languages.getByRole('link', { name: 'All languages' }).click();
    await expect(page).not.toHaveURL(/lang=/);

    await page.goto('/help/search?q=оплата&category=no-such-topic');
    await page.getByRole('link', { name: 'Показать все ответы' }).click();
    await expect(page.getByRole('heading', { level: 1 })).toContainText('по запросу «оплата»');
    await page.goto('/help/search?q=оплата&page=900');
    await expect(page).not.toHaveURL(/page=900/);
    await expect(page.getByRole('main').getByRole('heading', { level: 2 }).first()).toBeVisible();
  });

  test('remembers the reader’s own questions in their browser and forgets them when asked', async ({
    page,
    expectAccessible,
  }) => {
    await page.goto('/help/search?q=где+чек');
    await page.goto('/help/search');
    const recent = page.getByRole('group', { name: 'Вы искали:' });
    await expect(recent.getByRole('link')).toHaveText(['где чек']);
    await expect(page.getByText('Ищут сейчас:')).toBeVisible();
    await expectAccessible(page);
    await page.goto('/');
    await recent.getByRole('link', { name: 'где чек' }).click();
    await expect(page).toHaveURL(/q=/);
    await page.goto('/help/search');
    await recent.getByRole('button', { name: 'Забыть' }).click();
    await expect(recent).toBeHidden();
    await expect(page.getByRole('combobox', { name: 'Вопрос' })).toBeFocused();
    await page.reload();
    await expect(recent).toBeHidden();
  });

  test('is one key away on every public page', async ({ page }) => {
    for (const path of ['/', '/help', '/help/payment', ARTICLE, '/help/search', '/en/help']) {
      await page.goto(path);
      await page.keyboard.press('/');
      await expect(page.locator('input[name=q]:focus'), path).toBeVisible();
      await page.locator('input[name=q]:focus').blur();
      await page.keyboard.press('Control+k');
      await expect(page.locator('input[name=q]:focus'), path).toBeVisible();
    }
    for (const path of ['/sign-in', '/reset-password', '/no-such-page']) {
      await page.goto(path);
      await page.keyboard.press('Control+k');
      await expect(
        page.locator('input[name=q]:focus').or(page.getByRole('heading', { name: 'Что найти?' })),
        path,
      ).toBeVisible();
    }
  });
});

test.describe('what is taken along', () => {
  test('the whole help center is one file that is read and searched without a network', async ({
    page,
    browser,
  }, info) => {
    await page.goto('/help');
    const link = page.getByRole('link', { name: 'Скачать всю справку' });
    const download = page.waitForEvent('download');
    await link.click();
    const saved = await download;
    expect(saved.suggestedFilename()).toBe('Дубрава — справка.html');
    const file = info.outputPath('help.html');
    await saved.saveAs(file);
    const kilobytes = Math.round((await stat(file)).size / 1024);
    await expect(page.getByText(`Один файл HTML, ${kilobytes} кБ`.replace(' кБ', ''))).toBeVisible();

    const offline = await browser.newContext({ offline: true, colorScheme: 'dark' });
    const reader = await offline.newPage();
    const asked: string[] = [];
    const problems: string[] = [];
    reader.on('request', (request) => asked.push(request.url()));
    reader.on('console', (message) => problems.push(message.text()));
    reader.on('pageerror', (error) => problems.push(error.message));
    await reader.goto(pathToFileURL(file).href);
    const search = reader.getByRole('searchbox', { name: 'Поиск по справке' });
    await search.fill('оплатить счет карт');
    await expect(reader.getByRole('status')).toContainText('Найдено:');
    const results = reader.getByRole('search').getByRole('link');
    await expect(results.first()).toHaveText('Как оплатить счёт картой, по QR-коду или переводом');
    await results.first().click();
    await expect(reader).toHaveURL(/#pay-invoice$/);
    await expect(
      reader.getByRole('heading', { name: 'Как оплатить счёт картой, по QR-коду или переводом' }),
    ).toBeInViewport();
    await search.fill('бдщгхжъ');
    await expect(reader.getByRole('status')).toHaveText('По запросу «бдщгхжъ» в этом файле ничего нет.');
    await search.press('Escape');
    await expect(reader.getByRole('status')).toHaveText('');
    expect(asked.filter((url) => !url.startsWith('file:'))).toEqual([]);
    expect(problems).toEqual([]);
    await offline.close();

    const plain = await browser.newContext({ offline: true, javaScriptEnabled: false });
    const without = await plain.newPage();
    await without.goto(pathToFileURL(file).href);
    await expect(without.getByText('Искать по этой странице можно средствами браузера')).toBeVisible();
    await expect(without.getByRole('searchbox')).toBeHidden();
    await without.getByRole('navigation').getByRole('link', { name: 'Где найти чек об оплате' }).click();
    await expect(without.getByRole('heading', { name: 'Где найти чек об оплате' })).toBeInViewport();
    await plain.close();
  });

  test('the file passes the same looks as a page', async ({ page, request, expectAccessible }, info) => {
    const answer = await request.get('/en/help/offline.html');
    expect(answer.headers()['content-disposition']).toMatch(/^attachment; filename="Dubrava help center\.html"/);
    const { writeFile } = await import('node:fs/promises');
    const file = info.outputPath('help.en.html');
    // Its policy lets no script in but its own: the one that looks comes by the browser's back door.
    await writeFile(file, (await answer.text()).replace(/<meta http-equiv[^>]*>/, ''));
    await page.goto(pathToFileURL(file).href);
    await page.getByRole('searchbox').fill('delivery');
    await expect(page.getByRole('search').getByRole('link').first()).toBeVisible();
    await expectAccessible(page);
    await page.setViewportSize({ width: 360, height: 740 });
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360);
  });

  test('feeds are found by programs, hold what changed, and cost nothing when nothing did', async ({
    page,
    request,
    server,
  }) => {
    await page.goto('/help/payment');
    const feeds = page.locator('link[type="application/rss+xml"]');
    expect(await feeds.evaluateAll((links) => links.map((link) => link.getAttribute('href')))).toEqual([
      '/help/payment/feed.xml',
      '/help/feed.xml',
    ]);
    for (const path of ['/help/feed.xml', '/help/payment/feed.xml', '/en/help/feed.xml', '/en/help/orders/feed.xml']) {
      const answer = await request.get(path);
      expect(answer.headers()['content-type']).toBe('application/rss+xml; charset=utf-8');
      const text = await answer.text();
      const read = await page.evaluate((xml) => {
        const feed = new DOMParser().parseFromString(xml, 'application/xml');
        const items = [...feed.querySelectorAll('item')];
        return {
          broken: feed.querySelector('parsererror')?.textContent ?? null,
          self: feed.getElementsByTagName('atom:link')[0]?.getAttribute('href'),
          items: items.length,
          guids: new Set(items.map((item) => item.querySelector('guid')?.textContent)).size,
          dates: items.map((item) => Date.parse(item.querySelector('pubDate')?.textContent ?? '')),
        };
      }, text);
      expect(read.broken).toBeNull();
      expect(read.self).toBe(server.origin + path);
      expect(read.items).toBeGreaterThan(0);
      expect(read.guids).toBe(read.items);
      expect(read.dates).toEqual(read.dates.toSorted((a, b) => b - a));
      const { etag = '', 'last-modified': changed = '' } = answer.headers();
      expect((await request.get(path, { headers: { 'if-none-match': etag } })).status()).toBe(304);
      expect((await request.get(path, { headers: { 'if-modified-since': changed } })).status()).toBe(304);
    }
    expect((await request.get('/help/no-such-topic/feed.xml')).status()).toBe(404);
  });

  test('llms.txt leads to every article as Markdown, the sitemap to every page', async ({ request, server }) => {
    const guide = await (await request.get('/llms.txt')).text();
    expect(guide).toMatch(/^# [^\n]+\n\n> [^\n]+\n\n/);
    const articles = [...guide.matchAll(/\]\(([^)]+\.md)\)/g)].map((match) => match[1] ?? '');
    expect(articles.length).toBeGreaterThan(30);
    const markdown = await request.get(articles[0] ?? '');
    expect(markdown.headers()['content-type']).toBe('text/markdown; charset=utf-8');
    expect(markdown.headers()['link']).toBe(`<${(articles[0] ?? '').replace(/\.md$/, '')}>; rel="canonical"`);
    expect(await markdown.text()).toMatch(/^# /);

    const sitemap = await (await request.get('/sitemap.xml')).text();
    const pages = [...sitemap.matchAll(/<loc>([^<]+)<\/loc>/g)].map((match) => match[1] ?? '');
    expect(new Set(pages).size).toBe(pages.length);
    // Russian articles and the pages above them; each address answers, and names itself as the one to keep.
    expect(pages).toEqual(expect.arrayContaining(articles.map((address) => address.replace(/\.md$/, ''))));
    for (const address of [pages[0], pages.at(-1), `${server.origin}/en/help/payment`]) {
      const page = await (await request.get(address ?? '', { headers: { accept: 'text/html' } })).text();
      expect(page).toContain(`<link rel="canonical" href="${address}">`);
    }
    expect(sitemap).not.toContain(`/en/${RUSSIAN_ONLY}`);
    expect(await (await request.get('/robots.txt')).text()).toContain(`Sitemap: ${server.origin}/sitemap.xml`);
  });
});
