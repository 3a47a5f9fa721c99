import { z } from 'zod';
import { categoriesPath } from '#components/help-center/writing/addresses.ts';
import { articleKey, categoryMoveForm, moveCategory } from '#server/help-center/index.ts';
import { endpoint } from '#server/http/index.ts';

/** Moves a topic one place up or down among its siblings. */
export const POST = endpoint({
  who: 'staff',
  params: z.object({ id: articleKey }),
  input: categoryMoveForm,
  back: () => categoriesPath,
  handle: ({ ctx, params, input }) => moveCategory(ctx, { ...params, ...input }),
});
