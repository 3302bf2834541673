"use client";

import { useState } from "react";

export type Order<Key extends string> = { by: Key; direction: "asc" | "desc" };

/**
 * The order of a list. A new one begins with what one would look for, names from A and all else from the highest; asked
 * for again it is turned round.
 */
export function useOrder<Key extends string>(name: Key) {
  const [order, setOrder] = useState<Order<Key>>({ by: name, direction: "asc" });
  const sortBy = (by: Key) => {
    const first = by === name ? "asc" : "desc";
    const turned = order.direction === "asc" ? "desc" : "asc";
    setOrder({ by, direction: order.by === by ? turned : first });
  };
  return { order, sortBy };
}
