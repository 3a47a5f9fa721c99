/** What left the shop at once with one carrier. */
export interface Shipment {
  id: string;
  /** Null where the company does not show it. */
  carrier: string | null;
  trackingNumber: string | null;
  /** Always http(s). */
  trackingUrl: string | null;
  /** `YYYY-MM-DD` */
  handedOverOn: string;
  /** Null while it is on its way. */
  deliveredOn: string | null;
  lines: { description: string; quantity: number }[];
}

export interface Quantity {
  lineId: string;
  quantity: number;
}

/** What of an order has not been handed over yet, in the order's own order. */
export function remaining(ordered: readonly Quantity[], sent: readonly Quantity[]): Quantity[] {
  return ordered.flatMap(({ lineId, quantity }) => {
    const gone = sent.filter((each) => each.lineId === lineId).reduce((sum, each) => sum + each.quantity, 0);
    return quantity > gone ? [{ lineId, quantity: quantity - gone }] : [];
  });
}

const WEB = /^https?:\/\//iu;
/** Only links of the web leave the server, whatever was stored. */
export const webLink = (address: string | null): string | null =>
  address !== null && WEB.test(address) ? address : null;
