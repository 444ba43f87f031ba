import fc from 'fast-check';
import { expect, it } from 'vitest';
import { WaitingLine } from '../../src/lib/async/WaitingLine.js';

const steps = fc.array(
  fc.oneof(
    fc.constant({ kind: 'add' } as const),
    fc.constant({ kind: 'take' } as const),
    fc.record({ kind: fc.constant('leave' as const), at: fc.nat(100) }),
  ),
);

it('is first in, first out, and items may leave from any place, more than once', () => {
  fc.assert(
    fc.property(steps, (chosen) => {
      const line = new WaitingLine<number>();
      const model: number[] = [];
      const leaves: (() => void)[] = [];
      for (const step of chosen) {
        if (step.kind === 'add') {
          model.push(leaves.length);
          leaves.push(line.add(leaves.length));
        } else if (step.kind === 'take') {
          expect(line.take()).toBe(model.shift());
        } else if (leaves.length > 0) {
          const item = step.at % leaves.length;
          leaves[item]?.();
          if (model.includes(item)) model.splice(model.indexOf(item), 1);
        }
        expect(line.length).toBe(model.length);
      }
      while (line.length > 0) expect(line.take()).toBe(model.shift());
      expect(line.take()).toBeUndefined();
    }),
  );
});
