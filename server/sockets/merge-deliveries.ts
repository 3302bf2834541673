import type { Delivery } from "./fan-out.ts";

type Events = Extract<Delivery, { type: "events" }>;

/** Deliveries that say the same with fewer packets: a stream's events in one (PROTOCOL F2), all else as it came. */
export function mergeDeliveries(deliveries: readonly Delivery[]): Delivery[] {
  const merged: Delivery[] = [];
  const ofStream = new Map<Events["stream"], Events>();
  for (const delivery of deliveries) {
    if (delivery.type !== "events") {
      merged.push(delivery);
      continue;
    }
    const known = ofStream.get(delivery.stream);
    if (known) {
      known.events.push(...delivery.events);
      continue;
    }
    const first = { ...delivery, events: [...delivery.events] };
    ofStream.set(delivery.stream, first);
    merged.push(first);
  }
  return merged;
}
