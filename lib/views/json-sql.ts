/** A column of type timestamptz as the wire's ISO time with milliseconds and Z; null stays null. */
export const timeSql = (column: string): string =>
  `to_char(${column} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;

/** `json_build_object` over the given names and expressions. */
export const objectSql = (fields: Record<string, string>): string =>
  `json_build_object(${Object.entries(fields)
    .map(([name, expression]) => `'${name}', ${expression}`)
    .join(", ")})`;
