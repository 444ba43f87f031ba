import type { Part } from '../harness/Bench.js';
import { client } from './browser/client.js';
import { firstFrame } from './browser/firstFrame.js';
import { longList } from './browser/longList.js';
import { parent } from './browser/parent.js';
import { screen } from './browser/screen.js';
import { bytes } from './bytes.js';
import { serverRender } from './serverRender.js';
import { coldPictures } from './servers/coldPictures.js';
import { enricher } from './servers/enricher.js';
import { forget } from './servers/forget.js';
import { gatewayMemory } from './servers/gatewayMemory.js';
import { images } from './servers/images.js';
import { json } from './servers/json.js';
import { testCommand } from './testCommand.js';

/** Name → part, in the order of the report. */
export const parts: Record<string, Part> = {
  bytes,
  serverRender,
  client,
  parent,
  firstFrame,
  longList,
  screen,
  images,
  json,
  coldPictures,
  gatewayMemory,
  enricher,
  forget,
  testCommand,
};
