import { wordsFor } from '#content/words.ts';
import { helpParams } from '#server/help-center/index.ts';
import { attachmentNamed, endpoint, pacedBy, unlessKnown } from '#server/http/index.ts';
import { offlineFile } from './_offline.ts';

/** Everything anyone may read in one language, as one file to keep. Made while it is sent. */
export const GET = endpoint({
  who: 'anyone',
  params: helpParams,
  limit: 'paper',
  async handle({ params: { locale }, context }) {
    const { tag, brand, pieces } = await offlineFile(context, locale);
    const headers = { 'x-robots-tag': 'noindex' };
    return unlessKnown(
      context,
      { tag, headers },
      (validators) =>
        new Response(pacedBy(context.locals.drained, pieces()), {
          headers: {
            ...validators,
            'content-type': 'text/html; charset=utf-8',
            'content-disposition': attachmentNamed(wordsFor(locale)('help.offline.file', { brand })),
            // Should a program show it all the same, it runs as nothing of this site.
            'content-security-policy':
              "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; img-src data:; frame-ancestors 'none'; sandbox allow-scripts",
          },
        }),
    );
  },
});
