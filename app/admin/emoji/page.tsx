import type { Metadata } from "next";
import { EmojiPage } from "../../../components/admin/emoji/emoji-page.tsx";
import { requireAdmin } from "../require-admin.ts";

export const metadata: Metadata = { title: "Emoji" };

export default async function Emoji() {
  await requireAdmin();
  return <EmojiPage />;
}
