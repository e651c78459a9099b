#!/usr/bin/env node
import { main } from "./main.ts";

// The program that reads what is printed may stop reading, as `head` does; the store goes on.
for (const stream of [process.stdout, process.stderr]) stream.on("error", () => {});

void main(process.argv.slice(2), {
  print: (text) => process.stdout.write(`${text}\n`),
  complain: (text) => process.stderr.write(`${text}\n`),
}).then((code) => {
  process.exitCode = code;
});
