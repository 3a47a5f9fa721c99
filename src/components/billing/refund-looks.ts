import type { IconName, Tone } from '#components/ui/icon-name.ts';
import type { RefundView } from '#server/billing/index.ts';

/** How a refund stands, for whoever draws one. */
export const refundLooks: Record<RefundView['status'], { tone: Tone; icon: IconName }> = {
  pending: { tone: 'info', icon: 'hourglass' },
  succeeded: { tone: 'info', icon: 'undo-2' },
  failed: { tone: 'danger', icon: 'circle-x' },
};
