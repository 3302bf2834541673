// A million messages to search, straight into the database: words as unevenly spread as those of a language.
import pg from "pg";
import type { Room } from "./room-load.ts";

const WORDS = 50_000;
const A_MESSAGE = { least: 4, most: 16 };
/** Messages a statement. */
const BATCH = 20_000;
/** One message of so many says it in Japanese. */
const JAPANESE_EVERY = 50;

const ONSETS = ["b", "br", "d", "f", "g", "gr", "h", "k", "l", "m", "n", "p", "r", "s", "st", "t", "tr", "v", "w", "z"];
const VOWELS = ["a", "e", "i", "o", "u", "ai", "ea", "ou"];
const CODAS = ["", "n", "r", "s", "t", "l", "m", "nd", "ck", "ng"];
const KANJI =
  "日本語東京都会議明今週予定確認資料送付担当者変更時間場所電話返信問題解決開発公開版数値報告書類検索結果表示";

/** The word of a rank: 0 stands in every second message, the last in some fifty of a million. */
export function wordOf(rank: number): string {
  const syllables = ONSETS.length * VOWELS.length * CODAS.length;
  // Neighbours in rank are to have nothing in common.
  let left = ((rank + 1) * 7_919) % (syllables * syllables);
  let word = "";
  do {
    const syllable = left % syllables;
    word += ONSETS[syllable % 20] as string;
    word += VOWELS[Math.floor(syllable / 20) % 8] as string;
    word += CODAS[Math.floor(syllable / 160)] as string;
    left = Math.floor(left / syllables);
  } while (left > 0);
  return word;
}

/** Said in every fourth message of the threads that the reader is not in, and in no other. */
export const ELSEWHERE = "quetzal";

/** Two characters that stand together here and there. */
export const kanjiOf = (n: number): string => {
  const at = (n * 2) % (KANJI.length - 1);
  return KANJI.slice(at, at + 2);
};

/**
 * Fills the rooms, one after the other in turn, with `count` messages of their first members', a second apart and the
 * newest a moment ago. `isOpen` says which rooms the reader is in. The indexes over the text are built afterwards.
 */
export async function fillCorpus(
  databaseUrl: string,
  { rooms, count, isOpen }: { rooms: readonly Room[]; count: number; isOpen(room: number): boolean },
): Promise<void> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    // The rows point at what is there: checking each of a million would take a minute.
    await client.query(`SET session_replication_role = replica; SET maintenance_work_mem = '512MB'`);
    const { rows: indexes } = await client.query<{ name: string; definition: string }>(TEXT_INDEXES);
    for (const { name } of indexes) await client.query(`DROP INDEX "${name}"`);
    const next = randomFrom(42);
    const vocabulary = Array.from({ length: WORDS }, (_, rank) => wordOf(rank));
    const threadIds = rooms.map(({ threadId }) => threadId);
    const authorIds = rooms.map(({ members }) => members[0]?.userId);
    for (let start = 0; start < count; start += BATCH) {
      const texts = Array.from({ length: Math.min(BATCH, count - start) }, (_, n) =>
        textOf(start + n, { next, vocabulary, isOpen: isOpen((start + n) % rooms.length) }),
      );
      await client.query(FILL, [start, count, threadIds, authorIds, texts]);
    }
    for (const { definition } of indexes) await client.query(definition);
    const head = Math.floor(count / rooms.length);
    await client.query(
      `UPDATE "Thread" SET head = $2, "lastMessageSeq" = $2, "lastMessageAt" = now() WHERE id = ANY ($1::uuid[])`,
      [threadIds, head],
    );
    await client.query(`VACUUM ANALYZE "Message"`);
  } finally {
    await client.end();
  }
}

type Saying = { next: () => number; vocabulary: readonly string[]; isOpen: boolean };

function textOf(n: number, { next, vocabulary, isOpen }: Saying): string {
  const length = A_MESSAGE.least + Math.floor(next() * (A_MESSAGE.most - A_MESSAGE.least));
  const words = Array.from({ length }, () => vocabulary[Math.floor(next() ** 4 * WORDS)]);
  if (n % JAPANESE_EVERY === 0)
    words.push(Array.from({ length: 8 }, () => kanjiOf(Math.floor(next() * KANJI.length))).join(""));
  if (!isOpen && next() < 0.25) words.push(ELSEWHERE);
  if (n % 20 === 0) words.push("https://example.org/");
  return words.join(" ");
}

/** Numbers in [0, 1), the same in every run. */
function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

const TEXT_INDEXES = `
  SELECT indexname AS name, indexdef AS definition FROM pg_indexes
  WHERE tablename = 'Message' AND indexdef LIKE '%USING gin%'`;
const FILL = `
  INSERT INTO "Message" (id, "threadId", "authorId", "clientId", "requestHash", seq, body, plain, "createdAt")
  SELECT uuidv7(make_interval(secs => $1::int + n - $2::int - 1)), ($3::uuid[])[1 + at], ($4::uuid[])[1 + at],
    gen_random_uuid(), 'filled', 1 + ($1::int + n - 1) / cardinality($3::uuid[]), t, t,
    now() + make_interval(secs => $1::int + n - $2::int - 1)
  FROM unnest($5::text[]) WITH ORDINALITY said(t, n),
    LATERAL (SELECT (($1::int + n - 1) % cardinality($3::uuid[]))::int AS at) turn`;
