import { createSandbox } from './server.ts';

/** `npm run sandbox`: the server alone, for a program that runs elsewhere. */
const port = Number(process.env.SANDBOX_PORT ?? 8081);
const dataDir = process.env.DATA_DIR;
if (!Number.isInteger(port) || port < 0 || port > 65_535) {
  console.error('SANDBOX_PORT must be a port number, for example 8081');
  process.exit(1);
}

const sandbox = await createSandbox({
  port,
  ...(dataDir === undefined || dataDir === '' ? {} : { dataDir: `${dataDir}/sandbox` }),
  people: [{ id: 710_000_001, firstName: 'Анна', lastName: 'Иванова', note: 'Житель' }],
  log: (message) => console.error(message),
}).catch((error: unknown) => {
  const isTaken = error instanceof Error && 'code' in error && error.code === 'EADDRINUSE';
  console.error(
    isTaken
      ? `Port ${port} is taken. Stop the other program or choose another port: SANDBOX_PORT=8082 npm run sandbox`
      : error,
  );
  process.exit(1);
});

console.log(`Chat page: ${sandbox.url}/`);
console.log('Lines for .env of the program:');
console.log(`BOT_TOKEN=${sandbox.botToken}`);
console.log(`TELEGRAM_API_ROOT=${sandbox.url}`);
console.log(`SMTP_URL=${sandbox.smtpUrl}`);
console.log(`SMSC_API_URL=${sandbox.smscUrl}`);
// The stand-in takes any pair, the program wants one.
console.log('SMSC_LOGIN=sandbox');
console.log('SMSC_PASSWORD=sandbox');
console.log(`YOOKASSA_API_URL=${sandbox.yookassa.apiUrl}`);
console.log(`YOOKASSA_SHOP_ID=${sandbox.yookassa.shopId}`);
console.log(`YOOKASSA_SECRET_KEY=${sandbox.yookassa.secretKey}`);

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => {
    void sandbox.close().then(() => process.exit(0));
  });
}
