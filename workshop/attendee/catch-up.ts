import { catchUp } from "./catching-up.ts";
import { orComplain, ROOT } from "./project.ts";

for (const line of orComplain(() => catchUp(ROOT, process.argv[2]))) console.log(line);
