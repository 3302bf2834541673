import { defineConfig } from "prisma/config";

// `prisma migrate` and `prisma studio` read the database from here. Generating the client needs none, so none is asked.
const url = process.env.DATABASE_URL;

export default defineConfig({
  schema: "prisma/schema.prisma",
  migrations: { path: "prisma/migrations", seed: "npm run seed" },
  ...(url === undefined ? {} : { datasource: { url } }),
});
