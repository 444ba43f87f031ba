import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { writeMetrics } from '../../../server/src/cli/commands/enrich/metrics/metricsFile.js';
import { createServeMetrics } from '../../../server/src/cli/commands/serve/createServeMetrics.js';
import { readDeployFile } from './files.js';
import { readSelectors, type Selector } from './promQl.js';

interface Series {
  labels: Record<string, string>;
}

/** The series of each metric, by its name. */
const known = new Map<string, Series[]>();

function addPage(text: string) {
  for (const [, name = '', labels = ''] of text.matchAll(/^(\w+)(?:\{(.*)\})? \S+$/gm)) {
    const pairs = [...labels.matchAll(/(\w+)="([^"]*)"/g)].map(([, label, value]) => [label, value]);
    known.set(name, [...(known.get(name) ?? []), { labels: Object.fromEntries(pairs) }]);
  }
}

beforeAll(async () => {
  const metrics = createServeMetrics([{ instance: undefined, state: 'ok' }]);
  for (const route of ['pictures', 'refresh', 'images'])
    metrics.request({ route, status: 200, durationMs: 5 });
  addPage(await (await metrics.page()).text());
  const folder = await mkdtemp(join(tmpdir(), 'metrics-'));
  const report = { startedAt: 0, durationMs: 1, bytes: 1, lastSuccessAt: 1, counts: { stored: 1 } };
  const results = [{ name: '1', exitCode: 0, report }] as unknown as Parameters<typeof writeMetrics>[2];
  await writeMetrics(join(folder, 'enrich.prom'), ['1'], results);
  addPage(await readFile(join(folder, 'enrich.prom'), 'utf8'));
  await rm(folder, { recursive: true });
  // Prometheus itself adds this one for each target.
  addPage('up{job="chat-avatar",instance="any"} 1\n');
});

/** The labels that Prometheus adds to each series of a target. */
const OF_TARGET = ['job', 'instance'];

/** What is wrong with an expression, by its first wrong selector. */
function problemOf(expression: string): string | undefined {
  let selectors: Selector[];
  try {
    selectors = readSelectors(expression);
  } catch (thrown) {
    return String(thrown);
  }
  if (selectors.length === 0) return 'no metric';
  for (const selector of selectors) {
    const series = known.get(selector.name);
    if (!series) return `unknown metric ${selector.name}`;
    const problem = problemOfMatchers(selector, series) ?? problemOfFunctions(selector);
    if (problem !== undefined) return `${selector.text}: ${problem}`;
    const labels = new Set(series.flatMap((one) => [...OF_TARGET, ...Object.keys(one.labels)]));
    const unknown = selector.grouping.filter((label) => !labels.has(label));
    if (unknown.length > 0) return `no series has the label ${unknown.join()}`;
  }
  return undefined;
}

function problemOfMatchers({ matchers }: Selector, series: Series[]): string | undefined {
  for (const { label, operator, value } of matchers) {
    if (OF_TARGET.includes(label)) continue;
    const values = new Set(series.map(({ labels }) => labels[label]));
    const wanted = operator.endsWith('~') ? value.split('|') : [value];
    if (wanted.some((text) => !values.has(text))) return `no series has ${label}="${value}"`;
  }
  return undefined;
}

/** A counter says something by its growth alone, and a gauge by its value. */
function problemOfFunctions({ name, grouping, functions, isRange }: Selector): string | undefined {
  const isCounter = /_(total|bucket|count|sum)$/.test(name);
  const grows = functions[0] === 'rate' || functions[0] === 'increase';
  if (isCounter !== grows || isRange !== grows)
    return isCounter ? 'a counter needs rate or increase of a range' : 'a gauge has no rate';
  const isQuantile = functions.includes('histogram_quantile');
  if (name.endsWith('_bucket') !== isQuantile) return 'a quantile needs the buckets of a histogram';
  return isQuantile && !grouping.includes('le') ? 'a quantile needs the label le' : undefined;
}

interface Rule {
  alert: string;
  expr: string;
  labels: { severity: string };
  annotations: { summary: string };
}

interface Panel {
  id: number;
  type: string;
  title: string;
  datasource: object;
  targets: { refId: string; expr: string }[];
  gridPos: Record<'x' | 'y' | 'w' | 'h', number>;
}

interface Dashboard {
  panels: Panel[];
  templating: { list: [{ name: string; type: string; query: string }] };
}

it('the alerts and the dashboard count what each of many instances has from its start', async () => {
  const stores = ['berlin', 'cairo'].map((instance) => ({ instance, state: 'ok' as const }));
  const page = await (await createServeMetrics(stores).page()).text();
  const texts = ['prometheus-rules.yaml', 'grafana-dashboard.json'].map(readDeployFile).join('\n');
  const counters = new Set(texts.match(/chat_avatar_(?!enrich)\w+_total/g));
  expect(counters.size).toBe(3);
  for (const name of counters) {
    for (const { instance } of stores)
      expect(page).toMatch(new RegExp(`^${name}{.*instance="${instance}".*} 0$`, 'm'));
  }
  // The first event of a histogram with a label for the outcome would be missed.
  expect(texts).not.toMatch(/_count\{[^}]*outcome/);
});

describe('the alerts for Prometheus', () => {
  const rules: Rule[] = parse(readDeployFile('prometheus-rules.yaml')).groups.flatMap(
    (group: { rules: Rule[] }) => group.rules,
  );

  it('use metrics, labels and values that serve and enrich have', () => {
    expect(rules.length).toBeGreaterThan(8);
    const problems = rules.flatMap(({ alert, expr }) => {
      const problem = problemOf(expr);
      return problem ? [`${alert}: ${problem}`] : [];
    });
    expect(problems).toEqual([]);
  });

  it('have a severity and a description', () => {
    for (const { alert, labels, annotations } of rules) {
      expect(alert).toMatch(/^ChatAvatar[A-Z]/);
      expect(labels.severity).toMatch(/^(critical|warning)$/);
      expect(annotations.summary).toMatch(/\.$/);
    }
    expect(new Set(rules.map(({ alert }) => alert)).size).toBe(rules.length);
  });
});

describe('the dashboard for Grafana', () => {
  const { panels, templating }: Dashboard = JSON.parse(readDeployFile('grafana-dashboard.json'));

  it('uses metrics, labels and values that serve and enrich have', () => {
    expect(panels.length).toBeGreaterThan(10);
    const problems = panels.flatMap(({ title, targets }) =>
      targets
        .flatMap(({ expr }) => problemOf(expr.replaceAll('$__rate_interval', '5m')) ?? [])
        .map((problem) => `${title}: ${problem}`),
    );
    expect(problems).toEqual([]);
  });

  it('shows every metric of chat-avatar', () => {
    const text = JSON.stringify(panels);
    const own = [...known.keys()].filter((name) => name.startsWith('chat_avatar_'));
    const families = new Set(own.map((name) => name.replace(/_(bucket|sum|count)$/, '')));
    expect([...families].filter((name) => !text.includes(name)).sort()).toEqual([
      'chat_avatar_enrich_duration_seconds',
      'chat_avatar_enrich_exit_code',
      'chat_avatar_enrich_last_run_timestamp_seconds',
    ]);
  });

  it('has what the JSON model of Grafana asks for: ids, the data source of its variable, 24 columns, a name for each query', () => {
    expect(new Set(panels.map(({ id }) => id)).size).toBe(panels.length);
    const [{ name, type, query }] = templating.list;
    expect([type, query]).toEqual(['datasource', 'prometheus']);
    for (const { title, type: kind, datasource, targets, gridPos } of panels) {
      expect(kind, title).toMatch(/^(stat|timeseries)$/);
      expect(datasource, title).toEqual({ type: 'prometheus', uid: `\${${name}}` });
      expect(new Set(targets.map(({ refId }) => refId)).size, title).toBe(targets.length);
      expect(gridPos.x + gridPos.w, title).toBeLessThanOrEqual(24);
    }
  });

  it('has panels that do not overlap', () => {
    const cells = panels.flatMap(({ gridPos: { x, y, w, h } }) =>
      Array.from({ length: w * h }, (_, i) => `${x + (i % w)},${y + Math.floor(i / w)}`),
    );
    expect(new Set(cells).size).toBe(cells.length);
  });
});

describe('problemOf', () => {
  it.each([
    ['rate(chat_avatar_none_total[5m])', 'unknown metric chat_avatar_none_total'],
    ['chat_avatar_events_total{type="never"}', 'type="never"'],
    ['chat_avatar_events_total{kind="store-failed"}', 'kind="store-failed"'],
    ['sum by (kind) (rate(chat_avatar_events_total[5m]))', 'label kind'],
    ['sum by (type) (max by (kind) (chat_avatar_store_up))', 'label kind,type'],
    ['1 + 1', 'no metric'],
    ['sum(rate(chat_avatar_events_total[5m])', 'No PromQL'],
    ['rate(chat_avatar_events_total{type=}[5m])', 'No PromQL'],
    ['chat_avatar_events_total > 0', 'a counter needs rate'],
    ['rate(chat_avatar_store_up[5m])', 'a gauge has no rate'],
    ['sum(rate(chat_avatar_request_duration_seconds_bucket[5m]))', 'a quantile needs the buckets'],
    [
      'histogram_quantile(0.9, sum by (route) (rate(chat_avatar_request_duration_seconds_bucket[5m])))',
      'label le',
    ],
    ['sum(rate(chat_avatar_events_total{type=~"store-failed|never"}[5m]))', 'type="store-failed|never"'],
  ])('reports %s', (expression, problem) => {
    expect(problemOf(expression)).toContain(problem);
  });
});
