import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { Motion } from './motion.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** Starts to wait for stillness, and tells whether it has come. */
function waiting(motion: Motion): () => boolean {
  let still = false;
  void motion.stillness().then(() => (still = true));
  return () => still;
}

test('still once all is over and nothing begins for a while', async () => {
  const motion = new Motion();
  motion.begin('a');
  motion.begin('b');
  const still = waiting(motion);
  motion.end('a');
  await vi.advanceTimersByTimeAsync(10_000);
  expect(still()).toBe(false);
  motion.end('b');
  await vi.advanceTimersByTimeAsync(100);
  motion.begin('c', 5_000);
  await vi.advanceTimersByTimeAsync(1_000);
  expect(still()).toBe(false);
  motion.end('c');
  await vi.advanceTimersByTimeAsync(150);
  expect(still()).toBe(true);
});

test('what takes too long no longer counts, and is told once', async () => {
  const motion = new Motion();
  const late = vi.fn();
  motion.begin('slow', 1_000, late);
  const still = waiting(motion);
  await vi.advanceTimersByTimeAsync(999);
  expect(late).not.toHaveBeenCalled();
  await vi.advanceTimersByTimeAsync(200);
  expect(late).toHaveBeenCalledOnce();
  expect(still()).toBe(true);
});

test('what begins again has its whole time again', async () => {
  const motion = new Motion();
  const late = vi.fn();
  motion.begin('page', 1_000, late);
  await vi.advanceTimersByTimeAsync(900);
  motion.begin('page', 1_000, late);
  await vi.advanceTimersByTimeAsync(900);
  motion.end('page');
  await vi.advanceTimersByTimeAsync(5_000);
  expect(late).not.toHaveBeenCalled();
});

test('forgets everything', async () => {
  const motion = new Motion();
  const late = vi.fn();
  motion.begin('a');
  motion.begin('b', 1_000, late);
  const still = waiting(motion);
  motion.clear();
  await vi.advanceTimersByTimeAsync(150);
  expect(still()).toBe(true);
  await vi.advanceTimersByTimeAsync(5_000);
  expect(late).not.toHaveBeenCalled();
});
