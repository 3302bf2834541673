/** How many a group calls, in words. */
export const groupSize = ({ memberIds }: { memberIds: readonly string[] }): string =>
  memberIds.length === 1 ? "1 person" : `${memberIds.length} people`;
