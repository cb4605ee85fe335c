// Who may import whom: the table of DESIGN ("One picture"), as rules. `npm run boundaries` checks it, and first
// plants a violation to see that it would be found.
const folder = (name) => `^src/${name}(/|\\.ts$)`;

/** Folder → folders of src it may import (besides itself). */
const MAY_IMPORT = {
  domain: [],
  config: ['domain'],
  logging: ['domain'],
  texts: ['domain'],
  formats: ['domain'],
  // formats: workbooks are made in the same threads
  documents: ['domain', 'texts', 'formats'],
  database: ['domain'],
  coordination: ['database', 'domain', 'logging'],
  gateways: ['domain'],
  delivery: ['database', 'domain', 'texts', 'coordination', 'gateways', 'logging'],
  services: ['database', 'domain', 'formats', 'documents', 'texts', 'gateways', 'delivery'],
  jobs: ['services', 'database', 'domain', 'coordination', 'delivery', 'logging'],
  http: ['services', 'domain', 'logging'],
  bot: ['services', 'domain', 'texts', 'delivery', 'database', 'coordination', 'gateways'],
  cli: ['services', 'texts', 'domain', 'database', 'config', 'logging', 'gateways', 'app'],
  demo: ['services', 'domain', 'database', 'texts'],
  sandbox: [],
};

const FOLDERS = Object.keys(MAY_IMPORT);

module.exports = {
  forbidden: [
    {
      name: 'no-cycles',
      severity: 'error',
      comment: 'Types count too: a cycle means two modules are one.',
      from: { path: '^src/', pathNot: '^src/database/generated/' },
      to: { circular: true },
    },
    ...FOLDERS.map((name) => ({
      name: `${name}-imports`,
      severity: 'error',
      comment: `src/${name} may import: ${MAY_IMPORT[name].join(', ') || 'nothing of the rest'}`,
      from: { path: folder(name) },
      to: { path: '^src/', pathNot: [name, ...MAY_IMPORT[name]].map(folder) },
    })),
    {
      name: 'main-imports-app',
      severity: 'error',
      from: { path: '^src/main\\.ts$' },
      to: { path: '^src/', pathNot: '^src/(app|config|logging/.*)(\\.ts)?$' },
    },
    {
      name: 'only-bot-imports-grammy',
      severity: 'error',
      comment: 'Everything else reaches Telegram through interfaces that bot/ implements.',
      from: { path: '^src/', pathNot: '^src/(bot/|app/|app\\.ts$|sandbox/)' },
      to: { path: '^node_modules/(grammy|@grammyjs)/' },
    },
    {
      name: 'sandbox-has-types-only',
      severity: 'error',
      from: { path: '^src/sandbox/' },
      to: { path: '^node_modules/(grammy|@grammyjs/(?!types))' },
    },
    {
      name: 'services-see-interfaces-of-gateways',
      severity: 'error',
      comment: 'Clients of outside systems are made in app.ts and injected.',
      from: { path: '^src/(services|bot)/' },
      to: { path: '^src/gateways/.+/(smsc|smtp|yookassa)' },
    },
    {
      name: 'features-do-not-see-one-another',
      severity: 'error',
      comment: 'A feature navigates by routes (bot/ui/routes.ts), never by another feature’s code.',
      from: { path: '^src/bot/features/([^/]+)/' },
      to: { path: '^src/bot/features/', pathNot: '^src/bot/features/$1/' },
    },
    {
      name: 'core-of-bot-does-not-see-features',
      severity: 'error',
      from: { path: '^src/bot/(?!features/)' },
      to: { path: '^src/bot/features/' },
    },
    {
      name: 'domain-is-pure',
      severity: 'error',
      comment: 'No I/O in rules; project-root only finds files for others.',
      from: { path: '^src/domain/', pathNot: '^src/domain/project-root\\.ts$' },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'not-to-dev-dependencies',
      severity: 'error',
      comment:
        'The bootstrap of workers runs beside the TypeScript sources only; the build has no use for it.',
      from: { path: '^src/', pathNot: '^src/documents/worker/bootstrap\\.mjs$' },
      to: {
        dependencyTypes: ['npm-dev'],
        dependencyTypesNot: ['type-only'],
        pathNot: '^node_modules/@(types|grammyjs/types)/',
      },
    },
    {
      name: 'unresolvable',
      severity: 'error',
      from: { path: '^src/' },
      to: { couldNotResolve: true },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^src/sandbox/public/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default', 'types'],
    },
  },
};
