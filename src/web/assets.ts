import { readFileSync } from "node:fs";
import { LIVE_SCRIPT, type Pages } from "embedded-eventstore/http";

const TYPES = { css: "text/css", js: "text/javascript", svg: "image/svg+xml" } as const;

/** The files that the pages need, as they are in the folder `browser`: nothing is built, and nothing comes from elsewhere. */
export function assets(): Pages {
  const asset = (name: string, type: keyof typeof TYPES) => {
    const body = readFileSync(new URL(`browser/${name}.${type}`, import.meta.url), "utf8");
    return [
      `/${name}.${type}`,
      () => ({ status: 200, contentType: `${TYPES[type]}; charset=utf-8`, body }),
    ] as const;
  };
  return {
    ...Object.fromEntries([
      asset("style", "css"),
      asset("game", "css"),
      asset("game", "js"),
      asset("icon", "svg"),
    ]),
    "/live.js": () => ({ status: 200, contentType: `${TYPES.js}; charset=utf-8`, body: LIVE_SCRIPT }),
  };
}
