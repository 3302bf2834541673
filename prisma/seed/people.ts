import { v7 as uuidv7 } from "uuid";
import type { PrismaClient } from "../../generated/prisma/client.ts";
import { LOCAL_CAST } from "../../lib/auth/local-cast.ts";
import type { SystemRole } from "../../lib/contract/roles.ts";

type Profile = {
  title: string;
  timeZone: string;
  bio?: string;
  pronouns?: string;
  statusEmoji?: string;
  statusText?: string;
  role?: SystemRole;
};

const PROFILES: Record<string, Profile> = {
  ada: {
    title: "Founder",
    timeZone: "Europe/Lisbon",
    pronouns: "she/her",
    statusEmoji: "🌊",
    statusText: "Shipping until 16:00",
    role: "OWNER",
  },
  bo: {
    title: "Infrastructure",
    timeZone: "Europe/Stockholm",
    pronouns: "he/him",
    bio: "If it pages, it is mine.",
    role: "ADMIN",
  },
  cy: {
    title: "Backend",
    timeZone: "Africa/Lagos",
    pronouns: "they/them",
    statusEmoji: "📖",
    statusText: "Reading the query plan",
  },
  dee: { title: "Press and partners", timeZone: "Europe/Paris", pronouns: "she/her" },
};

/** People who fill the directory and the history; they have no account to sign in with. */
const EXTRAS = [
  { username: "mika", displayName: "Mika Tan", title: "Product", timeZone: "Asia/Singapore" },
  { username: "noor", displayName: "Noor Haddad", title: "Design", timeZone: "Asia/Amman" },
  { username: "ines", displayName: "Inês Prado", title: "Support", timeZone: "America/Sao_Paulo" },
  { username: "jun", displayName: "Jun Watanabe", title: "Mobile", timeZone: "Asia/Tokyo" },
];

/** Creates the cast and the others. Gives their ids by username. */
export async function seedPeople(prisma: PrismaClient): Promise<Record<string, string>> {
  const cast = LOCAL_CAST.map(({ clerkId, email, username, firstName, lastName }) => {
    const profile = PROFILES[username] ?? { title: "", timeZone: "UTC" };
    return {
      id: uuidv7(),
      clerkId,
      email,
      username,
      displayName: `${firstName} ${lastName}`,
      clerkName: `${firstName} ${lastName}`,
      ...profile,
    };
  });
  const extras = EXTRAS.map((person) => ({
    id: uuidv7(),
    clerkId: `user_seed_${person.username}`,
    email: `${person.username}@confab.local`,
    ...person,
  }));
  const people = [...cast, ...extras];
  const lastSeenAt = (index: number) => new Date(Date.now() - index * 47 * 60_000);
  await prisma.user.createMany({ data: people.map((person, index) => ({ ...person, lastSeenAt: lastSeenAt(index) })) });
  return Object.fromEntries(people.map(({ username, id }) => [username, id]));
}
