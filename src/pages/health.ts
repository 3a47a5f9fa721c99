import { endpoint, json } from '#server/http/index.ts';

/** For load balancers and supervisors: 200 while the database answers. */
export const GET = endpoint({
  who: 'anyone',
  async handle({ ctx }) {
    await ctx.db.read.run('SELECT 1');
    return json({ status: 'ok' });
  },
});
