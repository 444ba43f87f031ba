import type { Bench } from '../harness/Bench.js';
import { buildProcess } from '../harness/build.js';
import { serverModule } from '../harness/columns.js';
import { interleave } from '../harness/interleave.js';
import { Process } from '../harness/Process.js';
import { medianIn, medianOf } from '../harness/statistics.js';
import type { RenderAnswer, RenderRequest } from '../processes/render.js';
import type { Growth, Row } from '../report/Results.js';
import { OURS, rowOf } from '../report/rows.js';

const COUNT = 1000;
const FLOOR = 'query';
const KINDS = [
  { kind: 'initials', htmlAtMost: 220 },
  { kind: 'picture', htmlAtMost: 420 },
] as const;
const SIZES = [100, 1000, 10_000];
const WARM_UP_RENDERS = 12;
const RENDERS = 3;
const GROWTH_ROUNDS = 1;

/** `renderToString` of a list. One long-lived process per column, asked in turn: each round sees the same machine. */
export async function serverRender({ packages, columns, labels, rounds, quick }: Bench) {
  const module = await buildProcess(packages, 'render');
  const processes = new Map<string, Process>();
  const ask = async (column: string, request: RenderRequest): Promise<RenderAnswer> => {
    const process = processes.get(column);
    if (!process) throw new Error(`There is no process of ${column}.`);
    return process.ask(request);
  };
  const rows: Record<string, Row | undefined> = {};
  const growth: Record<string, Growth> = {};
  try {
    for (const { id } of columns) {
      processes.set(id, (await Process.start(module, [serverModule(packages, id)])).process);
    }
    const ids = columns.map(({ id }) => id);
    for (const { kind, htmlAtMost } of KINDS) {
      const { ms = {}, bytes = {} } = await interleave(ids, rounds * 2, async (column, isWarmUp) => {
        const times = isWarmUp ? WARM_UP_RENDERS : RENDERS;
        const answer = await ask(column, { kind, count: COUNT, times });
        return { ms: medianOf(answer.ms), bytes: answer.bytes / COUNT };
      });
      const what = `renderToString of 1,000, ${kind}`;
      rows[`render-${kind}`] = rowOf(ms, {
        what,
        unit: 'ms',
        floor: FLOOR,
        labels,
        target: { of: 'ratio', atMost: 1.6 },
      });
      rows[`html-${kind}`] = rowOf(bytes, {
        what: `HTML for each, ${kind}`,
        unit: 'bytes',
        floor: FLOOR,
        labels,
        target: { of: 'value', atMost: htmlAtMost },
      });
      growth[`render-${kind}`] = await growthOf(kind, quick ? 1 : GROWTH_ROUNDS, ask);
    }
  } finally {
    await Promise.all([...processes.values()].map((process) => process.stop()));
  }
  return { title: 'On the server: renderToString', rows, growth };
}

async function growthOf(
  kind: RenderRequest['kind'],
  rounds: number,
  ask: (column: string, request: RenderRequest) => Promise<RenderAnswer>,
): Promise<Growth> {
  const points: Growth['points'] = [];
  for (const count of SIZES) {
    const { ms = {} } = await interleave([FLOOR, OURS], rounds, async (column) => ({
      ms: medianOf((await ask(column, { kind, count, times: count > COUNT ? 1 : RENDERS })).ms),
    }));
    points.push({ n: count, ours: medianIn(ms, OURS), floor: medianIn(ms, FLOOR) });
  }
  return { what: `renderToString, ${kind}`, of: 'avatars', unit: 'ms', points };
}
