import { defineConfig } from 'prisma/config';

// The CLI downloads a native schema engine at every start; `prisma generate` does not use it. Pointing the
// variable at any existing file keeps generation offline. People who have the real engine set it themselves.
process.env.PRISMA_SCHEMA_ENGINE_BINARY ??= process.execPath;

export default defineConfig({
  schema: 'prisma/schema.prisma',
  migrations: { path: 'prisma/migrations' },
});
