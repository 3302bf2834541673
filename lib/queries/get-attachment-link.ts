import { accessAttachment, requireClean } from "../access/access-attachment.ts";
import { fileLinks } from "../files/file-link.ts";
import { defineQuery } from "./query.ts";

/** A short link to a file that is clean. Opening it asks again for the right of who made it. */
export const getAttachmentLink = defineQuery({
  name: "attachmentLink",
  limit: "read",
  async run({ sql, actor, now }, { attachmentId }) {
    const file = await accessAttachment(sql, { actor, attachmentId, now });
    requireClean(file);
    return fileLinks().make(actor, attachmentId, now);
  },
});
