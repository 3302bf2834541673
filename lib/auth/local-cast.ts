/** A person of the seeded workspace who can sign in under local identity. */
export type CastMember = {
  /** Fixed Clerk user id, so that the seeded row and the local account are one person. */
  clerkId: string;
  email: string;
  username: string;
  firstName: string;
  lastName: string;
  /** What the sign-in page says about them, in one or two words. */
  part: string;
};

/** The cast of seeds, tests, documentation and pictures. They exist under local identity only. */
export const LOCAL_CAST: readonly CastMember[] = [
  {
    clerkId: "user_local_ada",
    email: "ada@confab.local",
    username: "ada",
    firstName: "Ada",
    lastName: "Reyes",
    part: "Owner",
  },
  {
    clerkId: "user_local_bo",
    email: "bo@confab.local",
    username: "bo",
    firstName: "Bo",
    lastName: "Lindqvist",
    part: "Admin",
  },
  {
    clerkId: "user_local_cy",
    email: "cy@confab.local",
    username: "cy",
    firstName: "Cy",
    lastName: "Okafor",
    part: "Member",
  },
  {
    clerkId: "user_local_dee",
    email: "dee@confab.local",
    username: "dee",
    firstName: "Dee",
    lastName: "Moreau",
    part: "Outsider",
  },
];

/** The password of the whole cast. Not a secret: it opens nothing outside the machine that runs the stand-in. */
export const LOCAL_CAST_PASSWORD = "confab-local";
