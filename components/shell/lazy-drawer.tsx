"use client";

import { type ComponentProps, useState } from "react";
import type { Drawer } from "../ui/drawer.tsx";
import { LazyPart } from "./lazy-part.tsx";

/** A drawer that is loaded when it is first opened, for wide screens need none, and stays so that it can slide shut. */
export function LazyDrawer(props: ComponentProps<typeof Drawer>) {
  const [wanted, setWanted] = useState(false);
  if (props.open && !wanted) setWanted(true);
  return wanted && <LazyPart name="drawer" props={props} />;
}
