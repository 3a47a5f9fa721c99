import { must } from './must.ts';
import type { StoryTime } from './story-time.ts';
import { recordDelivery, recordShipment } from '#server/orders/index.ts';

/** «Северный ветер»: the pedestals went ahead of the desks that wait for their lifts. */
export async function severShipments(time: StoryTime): Promise<void> {
  must(
    await recordShipment(time.on(-1, 14), {
      number: '2418',
      clientId: 'story-2418-1',
      carrier: 'машина «Дубравы»',
      trackingNumber: 'ДБ-2418-1',
      trackingUrl: 'https://track.dubrava.example/2418-1',
      lines: [{ position: 3, quantity: 24 }],
    }),
  );
}

/** Nordlicht: nine desks are there already, the rest waits for the screens. */
export async function nordlichtShipments(time: StoryTime): Promise<void> {
  const { shipmentId } = must(
    await recordShipment(time.on(-6, 12), {
      number: '2409',
      clientId: 'story-2409-1',
      carrier: 'Spedition Nord',
      trackingNumber: 'SN-240911',
      trackingUrl: 'https://track.spedition-nord.example/SN-240911',
      lines: [{ position: 1, quantity: 9 }],
    }),
  );
  must(await recordDelivery(time.on(-3, 15), { shipmentId }));
}
