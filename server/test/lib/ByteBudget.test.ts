import { describe, expect, it } from 'vitest';
import { ByteBudget } from '../../src/lib/memory/ByteBudget.js';

const never = new AbortController().signal;

/** A budget after a piece of work that has brought so many bytes. */
function budgetAfter(bytes: number, max = 100) {
  const budget = new ByteBudget(max);
  const work = budget.begin();
  work.add(bytes);
  work.release();
  return budget;
}

describe('work in progress', () => {
  it('takes three times what the work before has brought, until it has brought something itself', () => {
    const budget = budgetAfter(20);
    const [one, two] = [budget.begin(), budget.begin()];
    one.reserve();
    expect(budget.hasRoom).toBe(true);
    two.reserve();
    expect(budget.hasRoom).toBe(false);
    one.add(20);
    expect(budget.hasRoom).toBe(true);
    two.add(80);
    expect(budget.hasRoom).toBe(false);
    one.release();
    two.release();
    expect(budget.hasRoom).toBe(true);
  });

  it('takes nothing in a budget without work before, nor after its release', () => {
    const budget = new ByteBudget(1);
    budget.begin().reserve();
    expect(budget.hasRoom).toBe(true);
    const late = budgetAfter(50);
    const work = late.begin();
    work.release();
    work.reserve();
    work.add(200);
    expect(late.hasRoom).toBe(true);
  });

  it('is expected to bring less after work that has brought less', () => {
    const budget = budgetAfter(50);
    const fits = () => {
      const work = budget.begin();
      work.reserve();
      const { hasRoom } = budget;
      work.release();
      return hasRoom;
    };
    expect(fits()).toBe(false);
    for (let count = 0; count < 10; count += 1) {
      const small = budget.begin();
      small.add(1);
      small.release();
    }
    expect(fits()).toBe(true);
  });

  it('that brings less than expected lets the next one start, the urgent one first', async () => {
    const budget = budgetAfter(40);
    const work = budget.begin();
    work.reserve();
    const started: string[] = [];
    const waiting = [false, true].map((isUrgent) =>
      budget.waitForRoom(never, { isUrgent }).then(() => started.push(isUrgent ? 'urgent' : 'ordinary')),
    );
    await new Promise(setImmediate);
    expect(started).toEqual([]);
    work.add(1);
    await Promise.all(waiting);
    expect(started).toEqual(['urgent', 'ordinary']);
  });
});
