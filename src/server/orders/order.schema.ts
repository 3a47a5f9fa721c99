import { z } from 'zod';
import type { WordKey } from '#content/words.ts';

const say = (key: WordKey) => key;

/** Order numbers as they stand in addresses and on paper. */
export const orderNumber = z.string().trim().min(1).max(40);

const day = z.iso.date(say('error.invalidField'));
const text = (max: number) => z.string().trim().min(1, say('error.required')).max(max, say('error.tooLong'));
const price = z.number().int().min(0).max(1e13);

export const newOrder = z.object({
  number: orderNumber,
  customerId: z.string().min(1, say('task.error.customer')).max(40),
  title: text(200),
  currency: z.enum(['RUB', 'EUR', 'USD']),
  placedOn: day,
  promisedOn: day,
  withInstallation: z.boolean(),
  address: text(300).optional(),
  lines: z
    .array(
      z.object({
        description: text(200),
        detail: text(200).optional(),
        quantity: z.number().int().min(1).max(1_000_000),
        unitPrice: price,
      }),
    )
    .min(1, say('error.required'))
    .max(500, say('error.tooLong')),
});
export type NewOrder = z.infer<typeof newOrder>;

const note = text(500).optional();
/** Shown as a link to customers, so nothing but the web: no `javascript:`, no `data:`. */
const webLink = z.url({ protocol: /^https?$/u, error: say('order.trackingLink') }).max(500, say('error.tooLong'));

export const newOrderEvent = z.discriminatedUnion('type', [
  z.object({ type: z.enum(['accepted', 'drawings_approved', 'production_started', 'ready']), note }),
  z.object({ type: z.enum(['delivered', 'installed', 'canceled']), note }),
  z
    .object({
      type: z.literal('production_step'),
      step: z.number().int().min(0).max(10_000),
      steps: z.number().int().min(1).max(10_000),
      stepName: text(200),
      note,
    })
    .refine((event) => event.step <= event.steps, { path: ['step'], message: say('error.invalidField') }),
  z.object({ type: z.literal('delayed'), newDate: day, reason: text(500), note }),
  z.object({
    type: z.literal('handed_to_carrier'),
    carrier: text(100),
    trackingNumber: text(100).optional(),
    trackingUrl: webLink.optional(),
    note,
  }),
]);
export type NewOrderEvent = z.infer<typeof newOrderEvent>;

/** Some or all of what an order holds, handed to a carrier. Lines are named by their place in the order, from 1. */
export const newShipment = z.object({
  number: orderNumber,
  /** Made by whoever records it: recording again with the same changes nothing. */
  clientId: z.string().min(1).max(100),
  carrier: text(100),
  trackingNumber: text(100).optional(),
  trackingUrl: webLink.optional(),
  lines: z
    .array(z.object({ position: z.number().int().min(1).max(500), quantity: z.number().int().min(1).max(1_000_000) }))
    .min(1, say('error.required'))
    .max(500, say('error.tooLong')),
});
export type NewShipment = z.infer<typeof newShipment>;

/** What of a shipment can be corrected: who carries it and how to follow it. */
export const shipmentChange = newShipment.pick({ carrier: true, trackingNumber: true, trackingUrl: true });
export type ShipmentChange = z.infer<typeof shipmentChange>;
