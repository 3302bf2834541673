/** Where the picture of a link's preview is, for those who may read its message: on our own host, never on the link's. */
export const previewPicturePath = (previewId: string): string => `/api/previews/${previewId}`;
