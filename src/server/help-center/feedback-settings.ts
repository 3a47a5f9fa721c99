import { z } from 'zod';
import type { Reader } from '#db/client.ts';
import type { WordKey } from '#content/words.ts';
import type { Ctx } from '../context.ts';
import { isStaff, type Viewer } from '../identity/index.ts';
import { fail, ok, type Result } from '../platform/result.ts';
import { getSetting, putSetting } from '../platform/settings.ts';

const KEY = 'help.feedback';

/** What the assistant does with an article or a scenario that is being checked: offers it with a warning, or leaves it out. */
export const assistantChoices = ['warn', 'leaveOut'] as const;

const settingsSchema = z.object({
  negatives: z.number().int().min(1).max(100),
  days: z.number().int().min(1).max(90),
  assistant: z.enum(assistantChoices),
  // A scenario acts on accounts: it stops unless somebody decided otherwise.
  scenarios: z.enum(assistantChoices).default('leaveOut'),
});
/** From how many people's "no", within how many days, an article is checked. */
export type FeedbackSettings = z.output<typeof settingsSchema>;
const unset: FeedbackSettings = { negatives: 3, days: 30, assistant: 'warn', scenarios: 'leaveOut' };

/** The longest window there can be: what is only needed within it is forgotten after it. */
export const LONGEST_WINDOW_DAYS = 90;

const say = (key: WordKey) => key;
const whole = (most: number) =>
  z.coerce
    .number(say('help.feedback.error.number'))
    .int(say('help.feedback.error.number'))
    .min(1, say('help.feedback.error.number'))
    .max(most, say('help.feedback.error.number'));
export const feedbackSettingsForm = z.object({
  negatives: whole(100),
  days: whole(LONGEST_WINDOW_DAYS),
  assistant: z.enum(assistantChoices),
  scenarios: z.enum(assistantChoices),
});

/** Supervisors decide when an article is doubted; editors are those it is told to. */
export const canSetFeedback = (viewer: Viewer): boolean =>
  viewer.kind === 'system' || (isStaff(viewer) && (viewer.role === 'supervisor' || viewer.role === 'admin'));

export const getFeedbackSettings = async (db: Reader): Promise<FeedbackSettings> =>
  (await getSetting(db, KEY, settingsSchema)) ?? unset;

/** Sets when articles are checked. What is being checked already stays so. */
export async function setFeedbackSettings(ctx: Ctx, input: FeedbackSettings): Promise<Result<null>> {
  if (!canSetFeedback(ctx.viewer)) return fail('not_found', 'error.notFound');
  const parsed = settingsSchema.safeParse(input);
  if (!parsed.success) return fail('invalid_input', 'error.invalidInput');
  await ctx.db.write((tx) => putSetting(tx, KEY, parsed.data));
  return ok(null);
}
