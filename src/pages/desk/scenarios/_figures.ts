import { z } from 'astro/zod';
import type { Locale } from '#content/locales.ts';
import { figurePeriods, scenarioDeflection, type ScenarioFigures } from '#server/assistant/index.ts';
import { scenarioTitle } from '#server/scenarios/index.ts';

/** The period an address asks for; what it cannot mean is the last month. */
export const readDays = (query: URLSearchParams): number =>
  z.coerce
    .number()
    .catch(30)
    .transform((days): number => figurePeriods.find((each) => each === days) ?? 30)
    .parse(query.get('days') ?? 30);

/** With what the scenarios are called, and how many they solved. */
export const withTitles = (
  ctx: Parameters<typeof scenarioTitle>[0],
  figures: readonly ScenarioFigures[],
  locale: Locale,
): Promise<(ScenarioFigures & { title: string; deflection: number | null })[]> =>
  Promise.all(
    figures.map(async (each) => ({
      ...each,
      title: (await scenarioTitle(ctx, each.key, locale)) ?? each.key,
      deflection: scenarioDeflection(each),
    })),
  );
