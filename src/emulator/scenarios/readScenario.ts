import type { CachedScenario, EmulatorScenario, ImageScenario } from './EmulatorScenario.js';
import { ANSWERS } from './scenarioAnswers.js';

const OTHERS: Record<CachedScenario | ImageScenario, true> = {
  picture: true,
  'changes-on-refresh': true,
  preview: true,
  none: true,
  hidden: true,
  blocked: true,
  'empty-string': true,
  'null-body': true,
  'no-content': true,
  'rate-limited': true,
  slow: true,
  hanging: true,
  'contact-shape': true,
  'engine-shape': true,
  'nested-url': true,
  base64: true,
  'bare-base64': true,
  'expired-url': true,
  'broken-image': true,
  'html-image': true,
  'slow-image': true,
  'http-url': true,
  'javascript-url': true,
  'svg-base64': true,
};

const SCENARIOS = { ...OTHERS, ...ANSWERS };

/** @throws {TypeError} for a text that is no scenario: the chat would have a picture. */
export function readScenario(scenario: EmulatorScenario): EmulatorScenario {
  if (Object.hasOwn(SCENARIOS, scenario)) return scenario;
  const known = Object.keys(SCENARIOS).join(', ');
  throw new TypeError(
    `The emulator has no scenario ${JSON.stringify(scenario)}. Its scenarios are ${known}.`,
  );
}
