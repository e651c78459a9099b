/** What a request asks for. */
export interface PageRequest {
  readonly query: URLSearchParams;
  /** aborts when the client has gone, and when the server is closed */
  readonly gone: AbortSignal;
}

/** What a path gives. */
export interface Page {
  /** the HTTP status */
  readonly status: number;
  /** without it, "text/plain; charset=utf-8" */
  readonly contentType?: string;
  readonly body?: string;
}

/** Events that are sent as they happen, for as long as the client stays (https://html.spec.whatwg.org/#server-sent-events). */
export interface LivePage {
  /** Sends messages until it is told that the client has gone: then it throws the signal's reason. */
  live(send: Send): Promise<never>;
}

/** Resolves when the client has room for more. */
export type Send = (message: Message) => Promise<void>;

/** What the script of live pages understands. */
interface Message {
  /**
   * "message" for HTML, which is the default; "trouble" for a sentence that says what is wrong, or nothing where all is well
   * again; "stale" where the page has to be loaded anew
   */
  readonly name?: "message" | "trouble" | "stale";
  /** comes back as the parameter `since` when the page asks again */
  readonly id?: string;
  readonly data: string;
}

/** By their paths, such as "/info". */
export type Pages = Readonly<
  Record<string, (request: PageRequest) => Page | LivePage | Promise<Page | LivePage>>
>;
