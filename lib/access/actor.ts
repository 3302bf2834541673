/** Who asks: a person of the workspace and the Clerk session they ask with. */
export type Actor = { userId: string; sessionId: string };
