import type { Download } from "./download.ts";
import { exportAudit } from "./export-audit.ts";

/** Every file that can be downloaded by its name. */
export const downloadTable = { audit: exportAudit as Download } as const;
