/** Whether a cool-down is a number of ms. A text would be appended to the time, and with NaN nothing would wait. */
export function isCooldown(cooldownMs: unknown): cooldownMs is number {
  return typeof cooldownMs === 'number' && cooldownMs >= 0;
}
