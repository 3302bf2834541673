import table from "emojibase-data/en/shortcodes/github.json" with { type: "json" };
import { describe, expect, it } from "vitest";
import { bestMatches, completionAt } from "../../../components/chat/conversation/composer/completion-query.ts";
import { findEmoji, readEmojiTable } from "../../../components/chat/conversation/emoji/emoji-list.ts";
import { readSlashCommand } from "../../../components/chat/conversation/composer/slash-commands.ts";

const at = (marked: string) => completionAt(marked.replace("|", ""), marked.indexOf("|"));

describe("completionAt", () => {
  it("sees what is being typed before the caret", () => {
    expect(at("hi @ad| there")).toEqual({ trigger: "@", query: "ad", start: 3 });
    expect(at("@|")).toEqual({ trigger: "@", query: "", start: 0 });
    expect(at("(#lau|")).toEqual({ trigger: "#", query: "lau", start: 1 });
    expect(at("nice :tad|")).toEqual({ trigger: ":", query: "tad", start: 5 });
    expect(at("/to|")).toEqual({ trigger: "/", query: "to", start: 0 });
  });

  it("keeps out of the way elsewhere", () => {
    for (const text of ["mail@ex|", "10:30|", ":)|", ":p|", "a /topic|", "https://x|", "@ada |", "word|", "C#|"]) {
      expect(at(text), text).toBeNull();
    }
  });
});

describe("bestMatches", () => {
  it("puts names that begin so before words that do, whatever the accents", () => {
    const names = ["Bo Lindqvist", "Ada Reyes", "Élodie Rey", "Reyhan"];
    expect(bestMatches(names, "rey", { namesOf: (name) => [name], limit: 5 })).toEqual([
      "Reyhan",
      "Ada Reyes",
      "Élodie Rey",
    ]);
    expect(bestMatches(names, "elo", { namesOf: (name) => [name], limit: 5 })).toEqual(["Élodie Rey"]);
  });
});

describe("emoji", () => {
  const list = readEmojiTable(table);

  it("are whole emoji, every one of them", () => {
    expect(list.length).toBeGreaterThan(1_800);
    for (const { emoji, name } of list) expect(emoji, name).toMatch(/^\p{RGI_Emoji}$/v);
  });

  it("are found by name, the closest first", () => {
    expect(findEmoji(list, "tada", 3)[0]).toEqual({ emoji: "🎉", name: "tada" });
    expect(findEmoji(list, "heart", 5)[0]).toEqual({ emoji: "❤️", name: "heart" });
    expect(findEmoji(list, "zzzz", 5)).toEqual([]);
  });
});

describe("readSlashCommand", () => {
  it("reads commands and leaves texts alone", () => {
    expect(readSlashCommand("/topic  The\nlaunch ")).toEqual({ do: "topic", topic: "The launch" });
    expect(readSlashCommand("/leave")).toEqual({ do: "leave" });
    expect(readSlashCommand("/shrug who knows")).toEqual({ do: "send", body: "who knows ¯\\\\\\_(ツ)\\_/¯" });
    expect(readSlashCommand("/dance")).toEqual({ do: "unknown", name: "dance" });
    for (const text of ["/etc/hosts is wrong", "/ hi", "hi /leave", "/leave it to me"]) {
      expect(readSlashCommand(text)).toEqual({ do: "send", body: text });
    }
  });
});
