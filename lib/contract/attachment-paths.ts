/** Where files are uploaded to (tus 1.0); one upload is at this path, a slash and its id. */
export const UPLOADS_PATH = "/api/uploads";

/** Where the bytes of a file are, for those who may read its message. */
export const attachmentPath = (attachmentId: string): string => `/api/attachments/${attachmentId}`;

/** A smaller picture of an image, without what cameras write into theirs; only where `width` is known. */
export const thumbnailPath = (attachmentId: string): string => `/api/attachments/${attachmentId}/thumbnail`;

/** Where the parts of pdf.js of a version are, with a slash at the end. */
export const pdfPartsPath = (version: string): string => `/pdf/${version}/`;
