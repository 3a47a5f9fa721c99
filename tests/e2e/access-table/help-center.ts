import { all, answering, anyone, at, staff, writing, type Rules } from '../access-roles.ts';

/** The help center, where it is read and where it is written. */
// prettier-ignore
export const helpCenterRules: Rules = {
  'GET [...locale]/index.astro': { at: at('/'), outcome: anyone },
  'GET [...locale]/help/index.astro': { at: at('/help'), outcome: anyone },
  'GET [...locale]/help/search.astro': { at: at('/help/search?q=оплата'), outcome: anyone },
  'GET [...locale]/help/suggestions.ts': { at: at('/help/suggestions?q=оплата'), outcome: anyone },
  'GET [...locale]/help/feed.xml.ts': { at: at('/help/feed.xml'), outcome: anyone },
  'GET [...locale]/help/og.png.ts': { at: at('/help/og.png'), outcome: anyone },
  'GET [...locale]/help/offline.html.ts': { at: at('/help/offline.html'), outcome: anyone },
  'GET [...locale]/help/[category]/feed.xml.ts': { at: at('/help/payment/feed.xml'), outcome: anyone },
  'GET [...locale]/help/[category]/[article].md.ts': { at: at('/help/payment/pay-invoice.md'), outcome: anyone },
  'GET [...locale]/help/[category]/[article]/og.png.ts': { at: at('/help/payment/pay-invoice/og.png'), outcome: anyone },
  'GET [...locale]/llms.txt.ts': { at: at('/llms.txt'), outcome: anyone },
  'GET [...locale]/help/[category]/index.astro': { at: at('/help/payment'), outcome: anyone },
  'GET [...locale]/help/[category]/[article]/index.astro': { at: at('/help/payment/pay-invoice'), outcome: anyone },
  'POST [...locale]/help/[category]/[article]/vote.ts': { at: at('/help/payment/pay-invoice/vote'), outcome: anyone },
  // Nobody has a file with this id.
  'GET help/files/[id].ts': { at: at('/help/files/00000000-0000-7000-8000-000000000000'), outcome: all('none') },
  'GET robots.txt.ts': { at: at('/robots.txt'), outcome: anyone },
  'GET sitemap.xml.ts': { at: at('/sitemap.xml'), outcome: anyone },
  // There are parts only where one file does not hold everything.
  'GET sitemap-[part].xml.ts': { at: at('/sitemap-1.xml'), outcome: all('none') },
  'GET desk/articles/[key]/settings.astro': { at: at('/desk/articles/pay-invoice/settings'), outcome: writing },
  // No form is sent along: whoever may is told that no file came.
  'POST desk/articles/[key]/files/index.ts': { at: at('/desk/articles/pay-invoice/files'), outcome: writing },
  'POST desk/articles/[key]/files/removal.ts': { at: at('/desk/articles/pay-invoice/files/removal'), outcome: { ...all('none'), visitor: 'sign-in' }, form: { file: '00000000-0000-7000-8000-000000000000' } },
  'GET desk/articles/blocks/index.astro': { at: at('/desk/articles/blocks'), outcome: writing },
  'GET desk/articles/blocks/new.astro': { at: at('/desk/articles/blocks/new'), outcome: writing },
  'GET desk/articles/blocks/[key].astro': { at: at('/desk/articles/blocks/no-such-block'), outcome: { ...all('none'), visitor: 'sign-in' } },
  'GET desk/articles/categories/index.astro': { at: at('/desk/articles/categories'), outcome: writing },
  'GET desk/articles/categories/new.astro': { at: at('/desk/articles/categories/new'), outcome: writing },
  'GET desk/articles/categories/[id]/index.astro': { at: at('/desk/articles/categories/payment'), outcome: writing },
  'POST desk/articles/categories/[id]/place.ts': { at: at('/desk/articles/categories/payment/place'), outcome: writing, form: { to: 'up' } },
  'GET desk/articles/index.astro': { at: at('/desk/articles'), outcome: writing },
  'GET desk/articles/new.astro': { at: at('/desk/articles/new'), outcome: writing },
  'GET desk/articles/[key]/[locale]/index.astro': { at: at('/desk/articles/pay-invoice/ru'), outcome: writing },
  'GET desk/articles/[key]/[locale]/history.astro': { at: at('/desk/articles/pay-invoice/ru/history'), outcome: writing },
  'GET desk/articles/[key]/[locale]/translation.astro': { at: at('/desk/articles/add-items/en/translation'), outcome: writing },
  // Begins nothing: there is one already.
  'POST desk/articles/[key]/[locale]/act.ts': { at: at('/desk/articles/pay-invoice/ru/act'), outcome: writing, form: { act: 'translate' } },
  'POST desk/articles/[key]/[locale]/autosave.ts': { at: at('/desk/articles/pay-invoice/ru/autosave'), outcome: writing, form: { title: 'Как оплатить счёт' } },
  'GET desk/help/searches/index.astro': { at: at('/desk/help/searches'), outcome: staff },
  'GET desk/help/searches/group.astro': { at: at('/desk/help/searches/group?q=утилизация+старой+мебели&language=ru'), outcome: staff },
  'GET desk/help/articles/index.astro': { at: at('/desk/help/articles'), outcome: staff },
  'GET desk/help/articles/export.ts': { at: at('/desk/help/articles/export'), outcome: staff },
  'GET desk/help/feedback/index.astro': { at: at('/desk/help/feedback'), outcome: staff },
  'GET desk/help/feedback/[key]/[locale].astro': { at: at('/desk/help/feedback/pay-invoice/ru'), outcome: staff },
  'GET desk/help/conversations/[id].astro': { at: ({ conversation }) => `/desk/help/conversations/${conversation}`, outcome: answering },
};
