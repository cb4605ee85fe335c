import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import { openApi, openSetupApi } from '../../src/bot/telegram-client.ts';
import { openSandbox } from '../sandbox/support.ts';

describe('setting up at the start', () => {
  it('waits when Telegram serves another process first', async () => {
    const sandbox = await openSandbox();
    const access = {
      token: sandbox.botToken,
      apiRoot: sandbox.url,
      proxy: null,
      paymentProviderToken: null,
    };
    const hook = createServer((_request, response) => response.end());
    await new Promise<void>((resolve) => hook.listen(0, '127.0.0.1', resolve));
    onTestFinished(() => void hook.close());
    const url = `http://127.0.0.1:${(hook.address() as AddressInfo).port}/hook`;

    await openApi(access).setWebhook(url);
    const impatient = openApi(access).setWebhook(url, { max_connections: 2 });
    await expect(impatient).rejects.toMatchObject({ error_code: 429 });
    await expect(openSetupApi(access).setWebhook(url, { max_connections: 3 })).resolves.toBe(true);
    expect(await openApi(access).getWebhookInfo()).toMatchObject({ url, max_connections: 3 });
  });
});
