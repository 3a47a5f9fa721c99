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
  lines: { position: number; description: string; quantity: number }[];
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

/** What of an order's lines has not left yet, by their places. */
export const leftOf = <T extends { position: number; quantity: number }>(
  lines: readonly T[],
  sent: readonly Pick<Shipment, 'lines'>[],
): (T & { left: number })[] =>
  lines.flatMap((line) => {
    const gone = sent
      .flatMap((shipment) => shipment.lines)
      .reduce((sum, each) => (each.position === line.position ? sum + each.quantity : sum), 0);
    return line.quantity > gone ? [{ ...line, left: line.quantity - gone }] : [];
  });

const WEB = /^https?:\/\//iu;
/** Only links of the web leave the server, whatever was stored. */
export const webLink = (address: string | null): string | null =>
  address !== null && WEB.test(address) ? address : null;
