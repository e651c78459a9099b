import { expect, test } from "vitest";
import { timeoutOf } from "../../src/grpc/deadline.ts";

test.each([
  ["2H", 7_200_000],
  ["3M", 180_000],
  ["4S", 4000],
  ["50m", 50],
  ["6000u", 6],
  ["7000000n", 7],
  ["0m", 0],
  ["99999999m", 99_999_999],
])("a client that gives its call %s waits for %d milliseconds", (timeout, milliseconds) => {
  expect(timeoutOf({ "grpc-timeout": timeout })).toBeCloseTo(milliseconds, 9);
});

test.each(["597H", "99999999H"])("%s is no longer than a timer of Node can wait", (timeout) => {
  expect(timeoutOf({ "grpc-timeout": timeout })).toBe(2 ** 31 - 1);
});

test.each(["soon", "50", "m", "-5m", "5m5", "123456789m", ""])("%s is no time", (timeout) => {
  expect(timeoutOf({ "grpc-timeout": timeout })).toBeUndefined();
});

test("a client that says nothing waits for as long as it takes", () => {
  expect(timeoutOf({})).toBeUndefined();
});
