/** One line of a seeded conversation. `to` answers the line of that key; `[name]` in a text mentions the person. */
export type Line = {
  by: string;
  text: string;
  key?: string;
  to?: string;
  /** The key of a line, of whatever thread before, that this one passes on. */
  forward?: string;
  /** Later texts of the same message, in order. */
  edits?: string[];
  deleted?: boolean;
  /** Who reacted with what, in order. */
  reactions?: Record<string, string[]>;
};

export type ThreadScript = {
  name: string;
  topic: string;
  kind: "PUBLIC" | "PRIVATE";
  /** The first owns it. */
  members: string[];
  lines: Line[];
  starredBy?: string[];
  archived?: boolean;
  announcement?: boolean;
  /** Who has read all of it; the others up to their own last line. */
  readBy?: string[];
  /** How many hours ago the last line was. */
  hoursAgo: number;
};

export type DirectScript = { members: string[]; lines: Line[]; hoursAgo: number; readBy?: string[] };

const line = (by: string, text: string, more: Omit<Line, "by" | "text"> = {}): Line => ({ by, text, ...more });

export const THREADS: readonly ThreadScript[] = [
  {
    name: "launch-week",
    topic: "Everything for the 4th. Decisions end with ✅",
    kind: "PUBLIC",
    members: ["mika", "ada", "bo", "cy", "dee", "noor", "jun"],
    starredBy: ["ada", "cy"],
    hoursAgo: 0.2,
    lines: [
      line("mika", "Good morning! Five days. I put the plan in the topic; shout if a date looks wrong to you."),
      line("noor", "Landing page is done. The dark version still needs a better hero."),
      line(
        "bo",
        "Load run from last night is in. Two nodes, 5,000 people, `0` lost, `0` doubled. [cy] the replica lag chart is the interesting one.",
        { key: "load", reactions: { "🎉": ["ada", "mika", "cy", "noor"], "👀": ["cy", "jun"] } },
      ),
      line(
        "cy",
        'Read-your-writes holds because we wait for the LSN:\n\n```typescript\nconst page = await dbRead("history", { after: lsn })\n```',
        {
          key: "lsn",
          to: "load",
          edits: [
            'Read-your-writes holds because we wait for the LSN:\n\n```typescript\nconst page = await dbRead("history", { after: lsn });\nif (page.head < lsn) throw new Error("stale replica");\n```',
          ],
        },
      ),
      line("jun", "What happens when the replica is away for an hour?", { to: "load" }),
      line("bo", "Reads go to the primary until it has caught up. I unplugged it for two hours to be sure.", {
        to: "load",
      }),
      line("cy", "Numbers are in the doc."),
      line("ada", "Lovely. Then the date stands ✅", { reactions: { "🙌🏽": ["dee", "mika"], "🚀": ["cy"] } }),
      line("dee", "[ada] can I announce the date outside?"),
      line("cy", "Wrong thread, sorry", { deleted: true }),
      line("ada", "Yes, from noon on. Please keep the number of people vague."),
      line("dee", "Will do. Draft goes to [noor] first."),
      line(
        "mika",
        "Rehearsal tomorrow at **15:00 UTC**:\n\n- landing page ✅\n- load run ✅\n- press note\n- support macros ([ines] has them)",
      ),
      line(
        "noor",
        '> Please keep the number of people vague.\n\nSo no "join ten thousand teams". Good, I hated that line.',
      ),
    ],
  },
  {
    name: "announcements",
    topic: "Short, rare, for everybody",
    kind: "PUBLIC",
    members: ["ada", "bo", "cy", "dee", "mika", "noor", "ines", "jun"],
    announcement: true,
    readBy: ["ada", "bo", "cy", "mika"],
    hoursAgo: 26,
    lines: [
      line(
        "ada",
        "Welcome to Harbour Lab. Threads are for topics, direct messages for people, and nothing you write here is ever lost.",
      ),
      line(
        "bo",
        "Maintenance on Sunday, 06:00 to 06:05 UTC. Messages you send meanwhile wait in your browser and go out after it.",
      ),
      line("ada", "We launch on the 4th. The plan is in <#launch-week>.", {
        reactions: { "🚀": ["bo", "cy", "mika", "noor", "jun", "ines", "dee"], "❤️": ["mika"] },
      }),
    ],
  },
  {
    name: "design",
    topic: "Critique on Tuesdays. Be kind, be exact",
    kind: "PUBLIC",
    members: ["noor", "ada", "mika", "jun", "cy"],
    hoursAgo: 1.4,
    lines: [
      line(
        "noor",
        "Three things I would like eyes on this week:\n\n1. the empty thread\n2. what a failed message looks like\n3. the colour of unread",
        { key: "three" },
      ),
      line("mika", "For 2: it must say what happens next, not what went wrong.", { to: "three" }),
      line("ada", 'Agreed. "Retry, edit, copy, discard" and the text stays where it is.', { to: "three" }),
      line("jun", "On the phone the action row is under my thumb, so long press opens it from the bottom."),
      line(
        "noor",
        "Nice. Dots of presence differ in shape now as well: full, half, ring. ||Colour alone failed my own test.||",
      ),
      line("mika", "That spoiler made me smile."),
      line("jun", "Can we have the unread colour a touch warmer in the dark theme?"),
      line("noor", "Trying `#7c83ff`."),
      line("jun", "Better!"),
      line("noor", "Shipping that."),
    ],
  },
  {
    name: "ops-night-shift",
    topic: "What happened while you slept",
    kind: "PUBLIC",
    members: ["bo", "cy", "ada"],
    readBy: ["ada", "bo", "cy"],
    hoursAgo: 9,
    lines: [
      line(
        "bo",
        "Quiet night. One node restarted itself at 03:12 for the kernel; clients were back in 0.8 s, none lost a message.",
      ),
      line(
        "cy",
        "Graph, for the record:\n\n| | before | after |\n| --- | --- | --- |\n| p50 | 3 ms | 3 ms |\n| p99 | 11 ms | 14 ms |",
      ),
      line("bo", "I can live with that."),
    ],
  },
  {
    name: "random",
    topic: "",
    kind: "PUBLIC",
    members: ["cy", "ada", "bo", "dee", "jun", "ines"],
    readBy: ["ada", "bo", "dee"],
    hoursAgo: 15,
    lines: [
      line("ines", "The harbour cat is back 🐈"),
      line("jun", "🐟🐟🐟"),
      line("dee", "Somebody please name it."),
      line("cy", "Postgres."),
      line("ines", "Post, for short."),
    ],
  },
  {
    name: "founders",
    topic: "Money, people, doubts",
    kind: "PRIVATE",
    members: ["ada", "bo", "mika"],
    starredBy: ["ada"],
    hoursAgo: 0.6,
    lines: [
      line("ada", "The load run, for those who asked me whether it holds:", { forward: "load" }),
      line("ada", "Numbers for the quarter are ready when you are."),
      line("mika", "[ada] one question before you send them: do we count pilots?"),
      line("bo", "I would not. It reads better next quarter that way."),
    ],
  },
  {
    name: "incident-0412",
    topic: "Resolved. Notes stay for a year",
    kind: "PRIVATE",
    members: ["bo", "ada", "cy"],
    readBy: ["ada", "bo", "cy"],
    hoursAgo: 60,
    lines: [
      line("bo", "Disk on `db-1` at 91 %. WAL is piling up because the archive target is away."),
      line("cy", "Archive is back. Draining 40 GB, about 25 minutes."),
      line("bo", "Drained. No write was refused; the margin was 50 minutes. Alarm moves from 85 to 75 %."),
      line("ada", "Thank you both. Write-up tomorrow, bed now."),
    ],
  },
  {
    name: "book-club",
    topic: "One chapter a week",
    kind: "PUBLIC",
    members: ["dee", "ines"],
    hoursAgo: 30,
    lines: [
      line("dee", "Chapter 3 on Thursday. No spoilers before that!"),
      line("ines", "||The lighthouse keeper did it.||"),
    ],
  },
  {
    name: "old-website",
    topic: "Replaced in spring",
    kind: "PUBLIC",
    members: ["noor", "ada", "mika"],
    archived: true,
    readBy: ["ada", "noor", "mika"],
    hoursAgo: 900,
    lines: [line("noor", "The last page has moved. Closing this one."), line("mika", "Goodbye, carousel.")],
  },
];

export const DIRECTS: readonly DirectScript[] = [
  {
    members: ["bo", "ada"],
    hoursAgo: 0.4,
    lines: [
      line("ada", "Are you at the rehearsal tomorrow?"),
      line("bo", "Yes. I will pull the plug on one node in the middle of it. Nobody tell Mika."),
    ],
  },
  {
    members: ["cy", "ada"],
    hoursAgo: 5,
    readBy: ["ada", "cy"],
    lines: [line("cy", "Is the plan for the replicas public?"), line("ada", "It is. Link away.")],
  },
  {
    members: ["bo", "cy"],
    hoursAgo: 20,
    lines: [line("bo", "Your index brought the list from 40 ms to 2."), line("cy", "👌")],
  },
  {
    members: ["dee", "cy", "ada"],
    hoursAgo: 48,
    readBy: ["ada"],
    lines: [
      line("dee", "Which screenshot may go to the press?"),
      line("ada", "The one with the dark theme. Cy has the file."),
      line("cy", "Sending it tonight."),
    ],
  },
];
