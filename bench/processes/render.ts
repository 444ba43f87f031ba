import { createRequire } from 'node:module';
import { createElement } from 'react';
import { renderToString } from 'react-dom/server';
import type { Column } from '../columns/Column.js';
import { facesOf } from '../harness/names.js';

/** Renders lists of one column on demand: `node render.mjs <column's module>`. */
export interface RenderRequest {
  kind: 'initials' | 'picture';
  count: number;
  times: number;
}

export interface RenderAnswer {
  /** CPU time of each render: what other processes do on the machine is not in it. */
  ms: number[];
  /** Of the whole list, in UTF-8. */
  bytes: number;
  hasImages: boolean;
}

const column = createRequire(import.meta.url)(process.argv[2] ?? '') as Column;

process.on('message', ({ kind, count, times }: RenderRequest) => {
  const Face = kind === 'initials' ? column.Initials : column.Picture;
  const faces = facesOf(count);
  const ms: number[] = [];
  let html = '';
  for (let time = 0; time < times; time += 1) {
    globalThis.gc?.();
    const before = process.cpuUsage();
    const children = faces.map((face) => createElement(Face, { key: face.index, ...face }));
    html = renderToString(column.Root ? createElement(column.Root, null, children) : children);
    const { user, system } = process.cpuUsage(before);
    ms.push((user + system) / 1000);
  }
  const answer: RenderAnswer = { ms, bytes: Buffer.byteLength(html), hasImages: html.includes('<img') };
  process.send?.(answer);
});
process.send?.('ready');
