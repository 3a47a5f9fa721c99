import { asc, eq, sql } from 'drizzle-orm';
import type { Reader } from '#db/client.ts';
import { prepared } from '#db/prepared.ts';
import { orderLines, shipmentLines, shipments } from '#db/schema/orders.ts';
import { webLink, type Quantity, type Shipment } from './shipment.ts';

const findShipments = prepared((db) =>
  db
    .select()
    .from(shipments)
    .where(eq(shipments.orderId, sql.placeholder('orderId')))
    .orderBy(asc(shipments.handedOverOn), asc(shipments.id)),
);
const findLines = prepared((db) =>
  db
    .select({
      shipmentId: shipmentLines.shipmentId,
      lineId: shipmentLines.orderLineId,
      quantity: shipmentLines.quantity,
      position: orderLines.position,
      description: orderLines.description,
    })
    .from(shipmentLines)
    .innerJoin(shipments, eq(shipments.id, shipmentLines.shipmentId))
    .innerJoin(orderLines, eq(orderLines.id, shipmentLines.orderLineId))
    .where(eq(shipments.orderId, sql.placeholder('orderId')))
    .orderBy(asc(orderLines.position)),
);
const findOrdered = prepared((db) =>
  db
    .select({ lineId: orderLines.id, quantity: orderLines.quantity, position: orderLines.position })
    .from(orderLines)
    .where(eq(orderLines.orderId, sql.placeholder('orderId')))
    .orderBy(asc(orderLines.position)),
);

/** Shipments of an order, earliest first. Without a check: for callers that hold the order already. */
export async function shipmentsOf(db: Reader, orderId: string): Promise<Shipment[]> {
  const rows = await findShipments(db, { orderId });
  const lines = rows.length === 0 ? [] : await findLines(db, { orderId });
  return rows.map(({ id, carrier, trackingNumber, trackingUrl, handedOverOn, deliveredOn }) => ({
    id,
    carrier,
    trackingNumber,
    trackingUrl: webLink(trackingUrl),
    handedOverOn,
    deliveredOn,
    lines: lines
      .filter((line) => line.shipmentId === id)
      .map(({ position, description, quantity }) => ({ position, description, quantity })),
  }));
}

/** What was ordered and what of it has left, line by line. */
export async function quantitiesOf(
  db: Reader,
  orderId: string,
): Promise<{ ordered: (Quantity & { position: number })[]; sent: Quantity[] }> {
  return { ordered: await findOrdered(db, { orderId }), sent: await findLines(db, { orderId }) };
}
