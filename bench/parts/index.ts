import type { Part } from '../harness/Bench.js';
import { bytes } from './bytes.js';
import { client } from './client.js';
import { firstFrame } from './firstFrame.js';
import { longList } from './longList.js';
import { parent } from './parent.js';
import { serverRender } from './serverRender.js';

/** Name → part, in the order of the report. */
export const parts: Record<string, Part> = {
  bytes,
  serverRender,
  client,
  parent,
  firstFrame,
  longList,
};
