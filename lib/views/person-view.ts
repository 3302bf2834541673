import { objectSql, timeSql } from "./json-sql.ts";

/** A person as everybody sees them (contract: personView), over "User" with the alias `u`. */
export const personViewFields = {
  id: `u.id`,
  username: `u.username`,
  displayName: `u."displayName"`,
  avatarUrl: `u."avatarUrl"`,
  bio: `u.bio`,
  title: `u.title`,
  pronouns: `u.pronouns`,
  timeZone: `u."timeZone"`,
  statusEmoji: `u."statusEmoji"`,
  statusText: `u."statusText"`,
  statusUntil: timeSql(`u."statusUntil"`),
  role: `u.role`,
  status: `u.status`,
  lastSeenAt: timeSql(`u."lastSeenAt"`),
};

export const personViewSql = objectSql(personViewFields);
