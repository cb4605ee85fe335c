import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { projectRoot } from '../../src/domain/project-root.ts';
import { createMetrics } from '../../src/http/metrics.ts';

const read = (path: string): string => readFileSync(join(projectRoot(), 'docs', path), 'utf8');
const ALERTS = read('operations/alerts.yml');
const DASHBOARD = read('operations/grafana-dashboard.json');

async function metricNames(): Promise<Set<string>> {
  const metrics = createMetrics({
    queues: async () => ({ deliveries: [], oldestDeliverySeconds: 0, tasks: [], oldestTaskSeconds: 0 }),
    redisUp: () => true,
  });
  return new Set([...(await metrics.text()).matchAll(/^# TYPE (\S+)/gm)].map(([, name = '']) => name));
}

it('alerts and the dashboard ask for metrics that exist', async () => {
  const known = await metricNames();
  const asked = [...`${ALERTS}${DASHBOARD}`.matchAll(/\bdomovoy_[a-z0-9_]+/g)].map(([name]) => name);
  expect(asked.length).toBeGreaterThan(20);
  const unknown = asked.filter((name) => !known.has(name) && !known.has(name.replace(/_bucket$/, '')));
  expect(unknown).toEqual([]);
});

it('every alert says what to do, and nothing is explained that is no alert', () => {
  const alerts = [...ALERTS.matchAll(/alert: (\w+)/g)].map(([, name]) => name);
  const explained = [...read('operations.md').matchAll(/^\| `(Domovoy\w+)`/gm)].map(([, name]) => name);
  expect(explained.sort()).toEqual(alerts.sort());
});

it('every panel has a place of its own', () => {
  const { panels } = JSON.parse(DASHBOARD) as { panels: { id: number; gridPos: { x: number; y: number } }[] };
  expect(new Set(panels.map(({ id }) => id)).size).toBe(panels.length);
  expect(new Set(panels.map(({ gridPos: { x, y } }) => `${x}:${y}`)).size).toBe(panels.length);
});
