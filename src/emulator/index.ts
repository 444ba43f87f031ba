export type { EmulatorCdn } from './cdn.js';
export type { EmulatorClock } from './clock.js';
export { createWawpEmulator } from './createWawpEmulator.js';
export type { EmulatorChat, EmulatorComplexion, EmulatorPictureKind } from './EmulatorChat.js';
export type { EmulatorScenario } from './EmulatorScenario.js';
export type { EmulatorRefreshLimit } from './RefreshLimiter.js';
export type { EmulatorRequest } from './RequestLog.js';
export type { EmulatorSession, EmulatorSessionStatus } from './session.js';
export type { WawpEmulator, WawpEmulatorOptions } from './WawpEmulator.js';
