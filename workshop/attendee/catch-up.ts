import { catchUp, keptBefore } from "./catching-up/catching-up.ts";
import { endWithReader, orComplain, ROOT } from "./project.ts";

endWithReader();
const [word] = process.argv.slice(2);
// Without -- before it, npm keeps an option for itself, and passes it on in the environment.
const list = word === "--list" || process.env.npm_config_list === "true";
for (const line of orComplain(() => (list ? keptBefore(ROOT) : catchUp(ROOT, word)))) console.log(line);
