import { expect, test, type Page } from '#support/e2e.ts';
import { samplePng } from '#support/sample-files.ts';

test.use({ story: 'shared-parts', javaScriptEnabled: false });

const main = (page: Page) => page.getByRole('main');

test('an editor changes a block once for all, shows a picture and makes a topic, without script', async ({
  page,
  browser,
  signIn,
}) => {
  await signIn(page, 'lisitsyna');
  await page.goto('/desk/articles/blocks/new');
  await page.getByLabel('Имя в тексте').fill('weekend');
  await main(page).getByRole('button', { name: 'Создать блок' }).click();
  // What is wrong is said, and what was typed stays.
  await expect(page.getByLabel('Имя в тексте')).toHaveValue('weekend');
  await expect(main(page)).toContainText('Напишите текст хотя бы на одном языке.');
  await page.locator('[name=titleRu]').fill('Выходные');
  await page.locator('[name=bodyRu]').fill('В воскресенье не возим.');
  await main(page).getByRole('button', { name: 'Создать блок' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Выходные');

  await page.goto('/desk/articles/receipt/settings');
  await page.locator('input[type=file]').setInputFiles({ name: 'чек.png', mimeType: 'image/png', buffer: samplePng() });
  await main(page).getByRole('button', { name: 'Загрузить' }).click();
  const markup = await main(page).locator('code').first().innerText();
  expect(markup).toMatch(/^!\[чек\]\(file:[0-9a-f-]{36}\)$/);

  await page.goto('/desk/articles/receipt/ru');
  const body = page.locator('[name=body]');
  await body.fill(`${await body.inputValue()}\n\n${markup}\n\n{{block:weekend}}\n`);
  await page.locator('button[name=act][value=publish]').click();
  const reader = await browser.newPage({ javaScriptEnabled: false });
  await reader.goto('/help/payment/receipt');
  await expect(main(reader)).toContainText('В воскресенье не возим.');
  const picture = main(reader).locator('.prose img');
  await expect(picture).toHaveAttribute('width', '1');
  const source = (await picture.getAttribute('src')) ?? '';
  expect((await reader.request.get(source)).headers()['content-type']).toBe('image/png');

  await page.goto('/desk/articles/blocks/weekend');
  await expect(main(page).getByRole('link', { name: 'Где найти чек об оплате' })).toBeVisible();
  await page.locator('[name=bodyRu]').fill('В выходные не возим.');
  await main(page).getByRole('button', { name: 'Сохранить и обновить статьи' }).click();
  await reader.reload();
  await expect(main(reader)).toContainText('В выходные не возим.');

  await page.goto('/desk/articles/categories/new');
  await page.locator('[name=id]').fill('pickup');
  await page.locator('[name=parentId]').selectOption('delivery');
  for (const [language, name] of [['Ru', 'Самовывоз'] as const, ['En', 'Pickup'] as const]) {
    await page.locator(`[name=title${language}]`).fill(name);
    await page.locator(`[name=summary${language}]`).fill(name);
  }
  await main(page).getByRole('button', { name: 'Создать тему' }).click();
  await expect(main(page).getByRole('link', { name: 'Самовывоз' })).toBeVisible();
  await reader.goto('/help/delivery');
  await expect(main(reader).getByRole('link', { name: 'Самовывоз' }).first()).toBeVisible();

  // For staff only: the picture goes with its article.
  await page.goto('/desk/articles/receipt/settings');
  await page.getByLabel('Только сотрудникам').check();
  await main(page).getByRole('button', { name: 'Сохранить', exact: true }).click();
  await expect(page.getByText('Настройки сохранены.')).toBeVisible();
  expect((await reader.request.get('/help/payment/receipt')).status()).toBe(404);
  expect((await reader.request.get(source)).status()).toBe(404);
});
