#!/usr/bin/env node
import { main } from "./main.ts";

// The program that reads the output may stop, as `head` does. The store continues.
for (const stream of [process.stdout, process.stderr]) stream.on("error", () => {});

void main(process.argv.slice(2), {
  print: (text) => process.stdout.write(`${text}\n`),
  complain: (text) => process.stderr.write(`${text}\n`),
}).then((code) => {
  process.exitCode = code;
});
