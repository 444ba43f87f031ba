import { describe, expect, it } from 'vitest';
import { growthOfTroughs } from '../../bench/soak/load/growthOfTroughs.js';

/** Deterministic noise from -1 to 1. */
const noiseAt = (minute: number) => ((minute * 7919) % 101) / 50 - 1;
const hour = (valueAt: (minute: number) => number) =>
  Array.from({ length: 60 }, (_, minute) => valueAt(minute));

/** Falls to 5 every ten minutes, as a cache does that an erasure empties. */
const sawtooth = (minute: number, phase = 0) => 5 + 1.5 * ((minute + phase) % 10);

describe('the growth of a measure over an hour', () => {
  it('is flat for a constant, for noise, and for a warm-up that has ended', () => {
    expect(growthOfTroughs(hour(() => 40)).isFlat).toBe(true);
    expect(growthOfTroughs(hour((minute) => 40 + 3 * noiseAt(minute))).isFlat).toBe(true);
    expect(growthOfTroughs(hour((minute) => Math.min(40, 20 + minute))).isFlat).toBe(true);
  });

  it('is flat for a sawtooth, wherever its teeth begin', () => {
    for (let phase = 0; phase < 10; phase += 1) {
      const { isFlat, troughs } = growthOfTroughs(
        hour((minute) => sawtooth(minute, phase) + noiseAt(minute) / 2),
      );
      expect({ phase, isFlat, troughs }).toMatchObject({ isFlat: true });
    }
  });

  it('is flat for teeth that are not of one length', () => {
    const emptiedAt = [14, 23, 34, 44, 52];
    const series = hour(
      (minute) => 6 + 1.2 * (minute - Math.max(0, ...emptiedAt.filter((at) => at <= minute))),
    );
    expect(growthOfTroughs(series).isFlat).toBe(true);
  });

  it('is flat for teeth that become higher', () => {
    const { isFlat, troughs } = growthOfTroughs(hour((minute) => 5 + (1 + minute / 60) * (minute % 10)));
    expect({ isFlat, troughs }).toEqual({ isFlat: true, troughs: [5, 5, 5] });
  });

  it('is a growth for a leak of 12 MB per hour, alone, with noise, and under a sawtooth', () => {
    const leak = (minute: number) => (12 * minute) / 60;
    expect(growthOfTroughs(hour((minute) => 40 + leak(minute))).isFlat).toBe(false);
    expect(growthOfTroughs(hour((minute) => 40 + leak(minute) + noiseAt(minute) / 2)).isFlat).toBe(false);
    for (let phase = 0; phase < 10; phase += 1) {
      const series = hour((minute) => sawtooth(minute, phase) + leak(minute));
      expect({ phase, ...growthOfTroughs(series) }).toMatchObject({ isFlat: false });
    }
  });

  it('is a growth for steps, and for a cache that nothing empties any more', () => {
    expect(growthOfTroughs(hour((minute) => 30 + 4 * Math.floor(minute / 10))).isFlat).toBe(false);
    expect(growthOfTroughs(hour((minute) => (minute < 45 ? sawtooth(minute) : 12 + minute / 5))).isFlat).toBe(
      false,
    );
  });
});
