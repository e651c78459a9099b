import { beforeEach } from "vitest";
import { EXCEPTIONS } from "./exceptions.ts";

beforeEach(({ task, skip }) => {
  const reason = EXCEPTIONS.get(`${task.suite?.name} > ${task.name}`);
  if (reason) skip(reason);
});
