import { accessWorkspace } from "../access/access-workspace.ts";
import { exportAuditInput } from "../contract/audit.ts";
import { readAudit } from "./list-audit.ts";
import { defineDownload } from "./download.ts";

const BATCH = 500;

/** The audit log as JSON Lines, the newest first, as it is filtered; one row a line. */
export const exportAudit = defineDownload({
  input: exportAuditInput,
  limit: "sync",
  fileName: "audit.jsonl",
  contentType: "application/x-ndjson; charset=utf-8",
  async open({ sql, actor, now }, filter) {
    await accessWorkspace(sql, { actor, action: "audit.read", now });
    return (async function* lines() {
      for (let before: number | undefined; ; ) {
        const rows = await readAudit(sql, { filter, before, limit: BATCH });
        if (rows.length > 0) yield rows.map((row) => `${JSON.stringify(row)}\n`).join("");
        if (rows.length < BATCH) return;
        before = rows.at(-1)?.id;
      }
    })();
  },
});
