import { download } from "../../../../../lib/http.ts";

export const GET = download("audit");
