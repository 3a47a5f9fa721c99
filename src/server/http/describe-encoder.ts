import type { Words } from '#content/words.ts';
import type { Ctx } from '../context.ts';
import type { Part } from './describe-parts.ts';

export interface EncoderReport {
  /** What is being done, while another encoder was configured than the one that answers. */
  parts: Part[];
  /** Words alone answer, or the configured encoder could not be used. */
  warning: { title: string; text: string; reason: string | null } | null;
}

/** How the change to another sentence encoder goes, for the admin. No secrets. */
export function describeEncoder(
  { platform: { embedder, nextEncoder } }: Pick<Ctx, 'platform'>,
  t: Words,
): EncoderReport {
  const parts: Part[] = [];
  if (nextEncoder) {
    const { model, step, done, of } = nextEncoder;
    parts.push(
      { label: 'admin.encoder.next', value: { name: model } },
      { label: 'admin.encoder.step', value: { word: `admin.encoder.step.${step}` } },
    );
    if (of > 0) parts.push({ label: 'admin.encoder.done', value: { name: t('admin.encoder.done.of', { done, of }) } });
  }
  const problem = nextEncoder?.problem ?? null;
  if (!embedder.isMissing && problem === null) return { parts, warning: null };
  const title = embedder.isMissing
    ? t('admin.encoder.words')
    : t('admin.encoder.failed', { model: nextEncoder?.model ?? '' });
  const text = problem === null ? t('admin.encoder.words.text') : t('admin.encoder.failed.text');
  return { parts, warning: { title, text, reason: problem } };
}
