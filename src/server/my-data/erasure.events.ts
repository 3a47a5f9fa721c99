import { defineEvent } from '../platform/events.ts';

interface AboutErasure {
  userId: string;
  requestId: string;
}

export const erasureRequested = defineEvent<AboutErasure>('erasure.requested');
export const erasureCanceled = defineEvent<AboutErasure>('erasure.canceled');
export const erasureDeclined = defineEvent<AboutErasure>('erasure.declined');
