import { createContext } from "react";

/** Opens the drawer with the sections, on narrow screens. */
export const AdminDrawer = createContext<() => void>(() => undefined);
