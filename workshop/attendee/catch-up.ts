import { catchUp } from "./catching-up.ts";
import { ROOT } from "./project.ts";

try {
  for (const line of catchUp(ROOT, process.argv[2])) console.log(line);
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
}
